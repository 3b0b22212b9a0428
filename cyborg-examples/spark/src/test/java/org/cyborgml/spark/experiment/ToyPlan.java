package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.cyborgml.data.ToyFaces;

/** An experiment of eight small trials, two of which are students of two others. */
final class ToyPlan {

    /** Number of trials. */
    static final int TRIALS = 8;

    private static final String PLAN =
            """
            name: toy
            data:
              csv: split.csv
              images: images
              maps: {human: maps, taught: {from: cyborg}}
            training: {epochs: %d, batch: 4, learning_rate: 0.05, schedule: constant}
            backbones:
              - {arch: small_cnn, size: 32}
            scenarios:
              - {id: classical, alpha: 1}
              - {id: cyborg, maps: human}
              - {id: half, maps: human, map_share: 0.5}
              - {id: student, maps: taught}
            test_sets:
              - {id: unseen, csv: test/split.csv, images: test/images}
            runs: 2
            """;

    private ToyPlan() {}

    /** Writes data and plan into a folder. */
    static Path write(Path folder, int epochs) throws IOException {
        ToyFaces.write(folder, 6);
        ToyFaces.write(folder.resolve("test"), 7, 2);
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, String.format(PLAN, epochs));
        return plan;
    }
}
