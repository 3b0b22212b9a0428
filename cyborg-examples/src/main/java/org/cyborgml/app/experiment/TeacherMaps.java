package org.cyborgml.app.experiment;

import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.cyborgml.app.cams.CamMaps;
import org.cyborgml.app.cams.CamSource;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.DataException;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Split;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.training.TrainingSettings;
import org.deeplearning4j.nn.graph.ComputationGraph;

/**
 * Makes the maps of students: the CAMs of a finished trial's network over the images that the student is trained on. They lie
 * in the student's folder, {@code maps/}, with their origin in {@code maps.json}.
 *
 * @param experiment the plan
 * @param files of the plan
 * @param out folder of the experiment
 * @param context of the backbone that teacher and student share
 */
record TeacherMaps(Experiment experiment, ExperimentFiles files, ExperimentFolder out, BackboneContext context) {

    /**
     * Origin of the maps.
     *
     * @param teacher the teacher's trial
     * @param weights SHA-256 of its network
     * @param select whose CAMs
     * @param images SHA-256 of the paths and labels of the images
     * @param maps their number
     * @param constant how many maps guide nothing, as the CAM is constant
     */
    record Made(String teacher, String weights, ClassSelection select, String images, int maps, int constant) {

        /** The origin alone, to be compared. */
        Made withoutCounts() {
            return new Made(teacher, weights, select, images, 0, 0);
        }
    }

    /**
     * Makes the maps of a student, unless they are there.
     *
     * @param folder of the student's files
     * @throws IOException if they are there but of other weights or images, an image cannot be used, or a file cannot be
     *     written
     */
    Made madeFor(Trial student, TrialFolder folder, Trial teacher, TrialMonitor monitor) throws IOException {
        List<LabelledImage> images = files.images(experiment.csv(student.scenario()), Split.TRAIN);
        ClassSelection select =
                experiment.maps(student.scenario()).orElseThrow().select();
        Made origin = new Made(
                teacher.toString(),
                FileHash.sha256(out.trial(teacher).training().finalModel()),
                select,
                hash(images),
                0,
                0);
        Optional<Made> known = JsonFiles.readIfThere(
                folder.taughtMapsFile(), Made.class, "delete the folder " + folder.path() + " to do this trial again");
        if (known.isPresent()) {
            requireSame(known.get(), origin, folder);
            return known.get();
        }
        if (Files.exists(folder.taughtMaps())) {
            // Stopped between the maps and their origin.
            MoreFiles.deleteRecursively(folder.taughtMaps(), RecursiveDeleteOption.ALLOW_INSECURE);
        }
        TrainingSettings settings = experiment.settings(teacher);
        ComputationGraph network = context.trained(settings, out.trial(teacher));
        monitor.begin();
        CamMaps.Written written = new CamMaps(
                        network,
                        context.input(),
                        context.images(),
                        ClassChoice.named(select.name().toLowerCase(Locale.ROOT), context.classes()),
                        settings.batch())
                .write(
                        images.stream()
                                .map(image -> new CamSource(image.path(), Optional.of(image.label())))
                                .toList(),
                        folder.taughtMaps(),
                        (done, total) -> monitor.onScored("maps of " + teacher, done, total, 0));
        network.close();
        Made made = new Made(
                origin.teacher(), origin.weights(), select, origin.images(), written.written(), written.constant());
        JsonFiles.write(folder.taughtMapsFile(), made);
        return made;
    }

    private static String hash(List<LabelledImage> images) {
        StringBuilder rows = new StringBuilder();
        images.forEach(image ->
                rows.append(image.label()).append(',').append(image.path()).append('\n'));
        return Hashing.sha256().hashString(rows, StandardCharsets.UTF_8).toString();
    }

    private static void requireSame(Made known, Made origin, TrialFolder folder) throws DataException {
        if (known.withoutCounts().equals(origin)) {
            return;
        }
        String what = !known.images().equals(origin.images())
                ? "of other images than the split file has now"
                : !known.weights().equals(origin.weights())
                        ? "of another network than " + origin.teacher() + " has now"
                        : "the CAMs of " + known.teacher() + ", " + known.select() + " class, not of "
                                + origin.teacher() + ", " + origin.select() + " class";
        throw new DataException(folder.taughtMaps() + ": its maps are " + what + ": delete the folder " + folder.path()
                + " to do this trial again");
    }
}
