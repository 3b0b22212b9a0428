package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.data.ToyFaces;

/** A plan over two sets of toy faces: one to train and validate with, the other to test. */
final class ToyExperiment {

    static final String PLAN =
            """
            name: toy
            data:
              csv: split.csv
              images: images
              maps: {human: maps}
            training: {epochs: 3, batch: 4, learning_rate: 0.05, schedule: constant}
            backbones:
              - {arch: small_cnn, size: 32}
            scenarios:
              - {id: classical, alpha: 1}
              - {id: cyborg, maps: human, map_share: 0.5}
            test_sets:
              - {id: csv, csv: test/tests.csv, images: test/images}
              - {id: lists, generator: other, real: test/real.txt, synthetic: test/synthetic.txt, images: test/images, maps: test}
            runs: 2
            tested_epochs: all
            """
                    .replace("maps: {human: maps}", "maps: {human: maps, test: test/maps}");

    private ToyExperiment() {}

    /** Writes data and plan.yaml into a folder. */
    static Path write(Path folder) throws IOException {
        ToyFaces.write(folder, 6);
        ToyFaces.write(folder.resolve("test"), 7, 2);
        List<String> rows = Files.readAllLines(folder.resolve("test/split.csv"));
        Files.write(
                folder.resolve("test/tests.csv"),
                rows.stream().map(row -> row.replaceFirst("^train", "test")).toList());
        Files.write(folder.resolve("test/real.txt"), paths(rows, "Real"));
        Files.write(folder.resolve("test/synthetic.txt"), paths(rows, "Synthetic"));
        Path plan = folder.resolve("plan.yaml");
        Files.writeString(plan, PLAN);
        return plan;
    }

    private static List<String> paths(List<String> rows, String label) {
        return rows.stream()
                .filter(row -> row.contains("," + label + ","))
                .map(row -> row.substring(row.lastIndexOf(',') + 1))
                .toList();
    }
}
