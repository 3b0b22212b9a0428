package org.cyborgml.spark.saliency;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchInput;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.batch.MapBatch;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.saliency.map.Sigma;
import org.cyborgml.spark.LocalSpark;
import org.cyborgml.spark.storage.StoragePaths;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkMapsCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void session() {
        LocalSpark.session();
    }

    @AfterAll
    static void stop() {
        LocalSpark.stop();
    }

    private int run(String line) {
        return StoragePaths.commandLine(new SparkMapsCommand(), new Configuration())
                .setErr(new PrintWriter(errors, true))
                .execute(Splitter.on(' ')
                        .splitToStream(line)
                        .map(word -> word.replace("DIR", folder.toUri().toString()))
                        .toArray(String[]::new));
    }

    /** Images of two annotators; two share their name, one has a broken record, one is not marked at all. */
    private Path annotations() throws IOException {
        StringBuilder csv = new StringBuilder("image,width,height,annotator,decision,truth,type,option,data\n");
        for (int i = 0; i < 40; i++) {
            String image = i == 7 ? "a/image.png" : i == 8 ? "b/image.png" : "image" + i + ".png";
            for (String annotator : new String[] {"A", "B"}) {
                int x = (i + (annotator.equals("A") ? 0 : 3)) % 20;
                String corners = i == 5 ? "nowhere" : x + " 10; " + (x + 10) + " 10; " + (x + 5) + " 20";
                csv.append(image + ",40,32," + annotator + ",,,polygon,even-odd," + corners + "\n");
            }
        }
        csv.append("blank.png,40,32,A,,,,,\n");
        return Files.writeString(folder.resolve("annotations.csv"), csv);
    }

    private static Map<String, byte[]> files(Path folder) throws IOException {
        Map<String, byte[]> files = new HashMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(folder.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return files;
    }

    @Test
    void mapsAndProblemsAreThoseOfOneMachine() throws IOException {
        Path annotations = annotations();
        BatchInput input = BatchInput.read(annotations, AnnotationReader.withDefaults());
        BatchResult local = MapBatch.with(SaliencyMapBuilder.paper()
                        .withJudgements(Judgements.ALL)
                        .withSigmas(image -> Sigma.of(3)))
                .build(input, folder.resolve("local"));
        assertThat(local.maps()).hasSizeGreaterThan(38);
        assertThat(run("DIR/annotations.csv --sigma 3 --quiet --out DIR/out")).isEqualTo(1);
        assertThat(errors.toString()).contains("problems, the first: ", "nowhere", "; all in ");
        Map<String, byte[]> expected = files(folder.resolve("local"));
        Map<String, byte[]> actual = files(folder.resolve("out/maps"));
        assertThat(actual.keySet()).isEqualTo(expected.keySet()).contains("a/image.png", "b/image.png");
        actual.forEach((name, bytes) -> assertThat(bytes).as(name).isEqualTo(expected.get(name)));
        assertThat(Files.readAllLines(folder.resolve("out/problems.txt")))
                .isEqualTo(local.failures().stream().map(BatchFailure::toString).toList());
    }

    @Test
    void tasksGetAllOptions() throws IOException {
        Files.writeString(
                folder.resolve("coco.json"),
                """
                {"images": [{"id": 1, "file_name": "f00.png", "width": 40, "height": 32}], "annotations": [{"id": 1,
                "image_id": 1, "category_id": 1, "segmentation": [[10, 10, 20, 10, 15, 20]], "bbox": [10, 10, 10, 10],
                "area": 50, "iscrowd": 0}], "categories": [{"id": 1, "name": "eye"}]}
                """);
        for (String options : new String[] {"", " --boxes", " --sigma 2", " --sigma-factor=2"}) {
            String out = "out" + options.replaceAll("[^a-z0-9]", "");
            assertThat(run("DIR/coco.json --quiet --out DIR/" + out + options))
                    .as(errors.toString())
                    .isZero();
        }
        assertThat(new String[] {"outboxes", "outsigma2", "outsigmafactor2"})
                .allSatisfy(other -> assertThat(Files.readAllBytes(folder.resolve(other + "/maps/f00.png")))
                        .isNotEqualTo(Files.readAllBytes(folder.resolve("out/maps/f00.png"))));
    }

    @Test
    void optionsThatCannotBeReadAreRefusedBeforeAnyTask() throws IOException {
        annotations();
        assertThat(run("DIR/annotations.csv --sigmas DIR/none.csv --quiet --out DIR/out"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("none.csv");
        assertThat(run("DIR/none.csv --quiet --out DIR/out")).isEqualTo(1);
        assertThat(folder.resolve("out/maps")).doesNotExist();
    }
}
