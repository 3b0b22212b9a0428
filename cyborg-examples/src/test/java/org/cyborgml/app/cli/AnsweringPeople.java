package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.cyborgml.app.study.AnswerTimes;
import org.cyborgml.app.study.AssignedTrial;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.NextTrial;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;
import org.cyborgml.app.study.StudyAnswer;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudySessions;
import org.cyborgml.app.study.StudyTrials;
import org.cyborgml.app.study.ViewingCondition;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.Raster;

/** Simulated people who judge pairs of images with a known accuracy, and mark known regions. */
final class AnsweringPeople {

    static final int PAIRS = 12;
    static final int SIDE = 32;
    static final double ANNOTATED_ACCURACY = 0.9;
    static final double UNANNOTATED_ACCURACY = 0.6;

    private final Random random = new Random(11);

    /** The corner of the region that people mark on an image. */
    static int corner(String file) {
        return 4 + Math.floorMod(file.hashCode(), 16);
    }

    /** Writes images of noise, {@code pairs.csv} of them, and {@code split.csv}. */
    void writeImages(Path folder) throws IOException {
        StringBuilder table = new StringBuilder("Real,Synthetic\n");
        StringBuilder split = new StringBuilder();
        Files.createDirectories(folder.resolve("images"));
        for (int i = 0; i < 2 * PAIRS; i++) {
            String name = "face" + i + ".png";
            byte[] noise = new byte[SIDE * SIDE * 3];
            random.nextBytes(noise);
            PngWriter.write(
                    Raster.of(SIDE, SIDE, Channels.RGB, noise),
                    folder.resolve("images").resolve(name));
            table.append(name).append(i % 2 == 0 ? "," : "\n");
            split.append(i < 16 ? "train" : "test")
                    .append(i % 2 == 0 ? ",Real,/" : ",Synthetic,/")
                    .append(name)
                    .append('\n');
        }
        Files.writeString(folder.resolve("pairs.csv"), table);
        Files.writeString(folder.resolve("split.csv"), split);
    }

    /** A number of people answer all that they are shown. */
    void answer(StudyFolder study, int people) throws Exception {
        InstantSource clock = InstantSource.fixed(Instant.parse("2026-01-01T00:00:00Z"));
        try (SqliteStudyStore store = study.open()) {
            StudySessions sessions = new StudySessions(study.plan(), store, clock, random, "key");
            StudyTrials trials = new StudyTrials(study.plan(), store, clock, random);
            for (int person = 0; person < people; person++) {
                String token = sessions.join(null, Map.of()).token();
                sessions.consent(token, true);
                sessions.instructions(token);
                for (int answer = 0; ; answer++) {
                    if (!sessions.state(token).participant().step().hasTrials()) {
                        break;
                    }
                    NextTrial next = trials.next(token);
                    if (next.trial() == null) {
                        break;
                    }
                    trials.answer(token, answer(next, "person-" + person + "-" + answer));
                }
            }
        }
    }

    private StudyAnswer answer(NextTrial next, String key) {
        AssignedTrial trial = next.trial();
        boolean isAnnotated = trial.condition() == ViewingCondition.ANNOTATED;
        int right = next.images().get(0).truth().equals(trial.prompt()) ? 0 : 1;
        boolean isRight = random.nextDouble() < (isAnnotated ? ANNOTATED_ACCURACY : UNANNOTATED_ACCURACY);
        int chosen = isRight ? right : 1 - right;
        StudyImage image = next.images().get(chosen);
        int at = corner(image.file());
        List<HighlightStroke> strokes = List.of(new HighlightStroke(
                trial.imageIds().get(chosen),
                StrokeTool.RECTANGLE,
                0,
                List.of(new StrokePoint(at + 7, at, 10), new StrokePoint(at, at + 7, 300))));
        return new StudyAnswer(
                key,
                trial.id(),
                chosen == 0 ? "left" : "right",
                null,
                isAnnotated ? strokes : List.of(),
                new AnswerTimes(1, 5, 2000 + random.nextInt(3000), 6000, 0));
    }
}
