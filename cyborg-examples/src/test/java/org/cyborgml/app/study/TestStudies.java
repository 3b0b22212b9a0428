package org.cyborgml.app.study;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.cyborgml.app.study.storage.NewStudy;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;

/** Makes small studies on images of noise. */
public final class TestStudies {

    /** Width of the images. */
    public static final int WIDTH = 16;

    /** Height of the images. */
    public static final int HEIGHT = 12;

    private TestStudies() {}

    /** The numbers of items of each kind. */
    public record Items(int trials, int practice, int checks) {}

    /** A study of pairs of the classes Real and Synthetic, with a changed plan. */
    public static StudyFolder pairs(Path folder, Items items, UnaryOperator<String> plan) throws IOException {
        StringBuilder table = new StringBuilder("Real,Synthetic,kind,source\n");
        int number = 0;
        for (ItemKind kind : ItemKind.values()) {
            for (int i = 0; i < count(items, kind); i++) {
                String real = "real/" + number + ".png";
                String synthetic = "synthetic/" + number + ".png";
                image(folder.resolve("images").resolve(real), 2 * number);
                image(folder.resolve("images").resolve(synthetic), 2 * number + 1);
                table.append(real + "," + synthetic + "," + kind.name().toLowerCase(Locale.ROOT) + ",generator"
                        + number % 2 + "\n");
                number++;
            }
        }
        return make(folder, StudyDesign.PAIRS, table.toString(), plan);
    }

    /** A study of single images of the classes Real and Synthetic, in turn, with a changed plan. */
    public static StudyFolder single(Path folder, Items items, UnaryOperator<String> plan) throws IOException {
        StringBuilder table = new StringBuilder("image,class,kind\n");
        int number = 0;
        for (ItemKind kind : ItemKind.values()) {
            for (int i = 0; i < count(items, kind); i++) {
                image(folder.resolve("images").resolve(number + ".png"), number);
                table.append(number + ".png," + (number % 2 == 0 ? "Real" : "Synthetic") + ","
                        + kind.name().toLowerCase(Locale.ROOT) + "\n");
                number++;
            }
        }
        return make(folder, StudyDesign.SINGLE, table.toString(), plan);
    }

    private static int count(Items items, ItemKind kind) {
        return switch (kind) {
            case TRIAL -> items.trials();
            case PRACTICE -> items.practice();
            case CHECK -> items.checks();
        };
    }

    private static StudyFolder make(Path folder, StudyDesign design, String table, UnaryOperator<String> plan)
            throws IOException {
        Path csv = folder.resolve("table.csv");
        Files.writeString(csv, table);
        Path study = folder.resolve("study");
        new NewStudy(design, csv, folder.resolve("images"), List.of("en", "de")).make(study, BatchProgress.silent());
        Path yaml = study.resolve("study.yaml");
        Files.writeString(yaml, plan.apply(Files.readString(yaml)));
        return StudyFolder.read(study);
    }

    private static void image(Path file, int seed) throws IOException {
        Files.createDirectories(file.getParent());
        byte[] noise = new byte[WIDTH * HEIGHT * 3];
        new Random(seed).nextBytes(noise);
        PngWriter.write(Raster.of(WIDTH, HEIGHT, Channels.RGB, noise), file);
    }

    /** An answer with one stroke on the chosen image, where strokes are wanted. */
    public static StudyAnswer answer(AssignedTrial trial, String key, String choice) {
        List<HighlightStroke> strokes = List.of();
        if (trial.condition() == ViewingCondition.ANNOTATED) {
            String image = trial.imageIds().get(choice.equals("right") ? 1 : 0);
            strokes = List.of(new HighlightStroke(
                    image, StrokeTool.BRUSH, 3, List.of(new StrokePoint(4, 4, 0), new StrokePoint(8, 6, 20))));
        }
        return new StudyAnswer(key, trial.id(), choice, null, strokes, new AnswerTimes(1, 2, 3000, 4000, 0));
    }
}
