package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.YamlFiles;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.saliency.file.PlainText;

/**
 * The folder of a study: {@code study.yaml} (the plan), {@code items.csv} (pairs or images), {@code tokens.json} (secrets) and
 * {@code study.sqlite} (what participants did).
 */
public final class StudyFolder {

    static final String PLAN = "study.yaml";
    static final String ITEMS = "items.csv";
    static final String TOKENS = "tokens.json";
    static final String DATABASE = "study.sqlite";

    private final Path folder;
    private final StudyPlan plan;

    private StudyFolder(Path folder, StudyPlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /**
     * Reads the plan of a study.
     *
     * @param folder made by {@code study new}
     * @return the study
     * @throws IOException if there is no plan, or it has a mistake; the message names line and key
     */
    public static StudyFolder read(Path folder) throws IOException {
        Path file = folder.resolve(PLAN);
        if (!Files.isRegularFile(file)) {
            throw new IOException(folder + ": holds no " + PLAN + "; cyborg study new makes one");
        }
        StudyPlan plan = YamlFiles.parse(
                PlainText.read(file),
                file.toString(),
                StudyPlan.class,
                "is no plan of a study: must have the keys design, classes, images, annotators, trials and texts");
        return new StudyFolder(folder, plan);
    }

    /**
     * The plan.
     *
     * @return as it is in the file
     */
    public StudyPlan plan() {
        return plan;
    }

    /**
     * The folder itself.
     *
     * @return as it was given
     */
    public Path path() {
        return folder;
    }

    /**
     * The folder of images.
     *
     * @return absolute
     */
    public Path images() {
        return folder.toAbsolutePath().resolve(plan.images()).normalize();
    }

    /**
     * The secrets of the study; those of a new one are drawn and kept.
     *
     * @throws IOException if the file cannot be read or written
     */
    public OwnerTokens tokens() throws IOException {
        Path file = folder.resolve(TOKENS);
        if (!Files.exists(file)) {
            JsonFiles.write(file, OwnerTokens.random());
            if (Files.getFileStore(file).supportsFileAttributeView("posix")) {
                Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            }
        }
        return JsonFiles.read(file, OwnerTokens.class);
    }

    /**
     * Opens the study for participants. One process may do so at a time.
     *
     * @return the store, to be closed
     * @throws IOException if the items have a mistake, another process serves the study, or the plan or items differ from what
     *     participants were given
     */
    public SqliteStudyStore open() throws IOException {
        List<StudyItem> items =
                ItemTable.read(folder.resolve(ITEMS), plan.design()).items(images(), plan.classes());
        long trials =
                items.stream().filter(item -> item.kind() == ItemKind.TRIAL).count();
        long checks =
                items.stream().filter(item -> item.kind() == ItemKind.CHECK).count();
        if (trials == 0) {
            throw new IOException(folder.resolve(ITEMS) + ": has no item of the kind trial");
        }
        if (checks < plan.checks()) {
            throw new IOException(folder.resolve(ITEMS) + ": has " + checks
                    + " items of the kind check, but the plan wants " + plan.checks() + " for each participant");
        }
        return SqliteStudyStore.open(folder, plan, items);
    }

    /**
     * Opens the study for reading, while it is served or not.
     *
     * @return the store, to be closed
     * @throws IOException if nobody has served it yet
     */
    public SqliteStudyStore openForReading() throws IOException {
        return SqliteStudyStore.openForReading(folder);
    }
}
