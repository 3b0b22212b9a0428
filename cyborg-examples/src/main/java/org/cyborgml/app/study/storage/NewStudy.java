package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyDesign;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.file.PlainText;
import org.cyborgml.saliency.image.ImageDecoder;

/** Makes the folder of a study from a table of items and a folder of images. */
public final class NewStudy {

    private static final int MOST_TRIALS = 20;

    /** Languages whose texts come with this program, and their words for one class. */
    private static final Map<String, Words> WORDS = Map.of(
            "en", new Words("Which class is this image of?", "Which image is \"%s\"?"),
            "de", new Words("Zu welcher Klasse gehört dieses Bild?", "Welches Bild ist „%s“?"));

    private final StudyDesign design;
    private final Path table;
    private final Path images;
    private final List<String> languages;

    /**
     * A study to be made.
     *
     * @param design of the study
     * @param table csv: for pairs a column named after each class; for single images the columns image and class
     * @param images folder that the table's paths are below
     * @param languages whose texts the plan begins with: en, de
     */
    public NewStudy(StudyDesign design, Path table, Path images, List<String> languages) {
        this.design = design;
        this.table = table;
        this.images = images;
        this.languages = List.copyOf(languages);
        for (String language : languages) {
            if (!WORDS.containsKey(language)) {
                throw new IllegalArgumentException("language " + language
                        + ": there are texts in en and de; texts in others can be added to study.yaml");
            }
        }
    }

    private record Words(String single, String pair) {}

    /**
     * Checks the table and every image, and writes the folder.
     *
     * @param out a folder that is not there, or is empty
     * @param progress learns of the images that were read
     * @return the new study
     * @throws IOException if the table has a mistake, an image cannot be decoded, or the folder holds something
     */
    public StudyFolder make(Path out, BatchProgress progress) throws IOException {
        requireEmpty(out);
        ItemTable read = ItemTable.read(table, design);
        List<StudyItem> items = read.items(images.toAbsolutePath(), read.classes());
        decode(items, progress);
        Files.createDirectories(out);
        TextFiles.write(out.resolve(StudyFolder.ITEMS), PlainText.read(table));
        TextFiles.write(out.resolve(StudyFolder.PLAN), plan(read.classes(), trials(items), out));
        StudyFolder study = StudyFolder.read(out);
        study.tokens();
        return study;
    }

    private static void requireEmpty(Path out) throws IOException {
        if (Files.isDirectory(out)) {
            try (var entries = Files.list(out)) {
                if (entries.findAny().isPresent()) {
                    throw new IOException(out + ": is not empty; a new study needs a folder of its own");
                }
            }
        }
    }

    /** An image that breaks off would be shown in part. */
    private void decode(List<StudyItem> items, BatchProgress progress) throws IOException {
        Set<String> files = new LinkedHashSet<>();
        items.forEach(item -> item.images().stream().map(StudyImage::file).forEach(files::add));
        int done = 0;
        for (String file : files) {
            ImageDecoder.withDefaults().read(images.resolve(file));
            done++;
            progress.finished(done, files.size(), file);
        }
    }

    private static int trials(List<StudyItem> items) {
        return (int)
                items.stream().filter(item -> item.kind() == ItemKind.TRIAL).count();
    }

    private String plan(List<String> classes, int items, Path out) throws IOException {
        List<String> texts = new ArrayList<>();
        for (String language : languages) {
            texts.add(resource("texts-" + language + ".yaml").replace("{each}\n", each(classes, language)));
        }
        Path absolute = images.toAbsolutePath().normalize();
        Path from = out.toAbsolutePath().normalize();
        Path relative = Objects.equals(absolute.getRoot(), from.getRoot()) ? from.relativize(absolute) : absolute;
        return resource("study-template.yaml")
                .replace("{design}", design.toString().toLowerCase(Locale.ROOT))
                .replace("{classes}", quoted(classes))
                .replace(
                        "{prompt}",
                        design == StudyDesign.PAIRS
                                ? "prompt: alternating        # or the class that every trial asks for\n"
                                : "")
                .replace("{images}", quoted(relative.toString().replace('\\', '/')))
                .replace("{trials}", Integer.toString(Math.min(MOST_TRIALS, items)))
                .replace("{texts}\n", String.join("", texts));
    }

    private String each(List<String> classes, String language) {
        Words words = Objects.requireNonNull(WORDS.get(language));
        StringBuilder lines = new StringBuilder();
        for (String name : classes) {
            lines.append("    ")
                    .append(quoted("class." + name))
                    .append(": ")
                    .append(quoted(name))
                    .append('\n');
        }
        if (design == StudyDesign.SINGLE) {
            return lines.append("    prompt: ")
                    .append(quoted(words.single))
                    .append('\n')
                    .toString();
        }
        for (String name : classes) {
            lines.append("    ")
                    .append(quoted("prompt." + name))
                    .append(": ")
                    .append(quoted(String.format(Locale.ROOT, words.pair, name)))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String quoted(List<String> texts) {
        return texts.stream().map(NewStudy::quoted).toList().toString();
    }

    /** YAML's double quotes are JSON's. */
    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = NewStudy.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
