package org.cyborgml.app.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.within;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.Explanation;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.TrainedNetwork;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Students that are trained with the CAMs of another scenario's network, on images without human maps. */
class TeacherTest {

    /** The student comes first in the plan: its teacher is trained before it all the same. */
    private static final String PLAN = ToyExperiment.PLAN
            .replace("test: test/maps}", "test: test/maps, taught: {from: cyborg}}")
            .replace(
                    "  - {id: classical, alpha: 1}",
                    "  - {id: student, maps: taught, csv: unannotated.csv}\n  - {id: classical, alpha: 1}")
            .replace("tested_epochs: all", "tested_epochs: best");

    @TempDir
    private Path data;

    @BeforeEach
    void write() throws IOException {
        ToyExperiment.write(data);
        // Half of the images, which lose their human maps, and all of the validation images.
        List<String> rows = Files.readAllLines(data.resolve("split.csv"));
        Files.write(
                data.resolve("unannotated.csv"),
                Stream.concat(rows.stream().limit(6), rows.stream().skip(12)).toList());
        for (int i = 0; i < 6; i++) {
            Files.delete(data.resolve("maps/face" + i + ".png"));
        }
    }

    private TrialScheduler.Outcome run(String plan, String out) throws IOException {
        return ExperimentRun.of(Plans.parse(plan, "plan.yaml").withRuns(1), data, data.resolve(out))
                .run();
    }

    private TrialFolder trial(String out, String scenario) {
        return ExperimentFolder.of(data.resolve(out)).trial("small_cnn", scenario, 1);
    }

    @Test
    void aStudentIsTrainedWithTheCamsOfItsTeacherOnItsOwnImages() throws IOException {
        assertThat(run(PLAN, "out").finished()).isEqualTo(3);
        TrialFolder student = trial("out", "student");
        TrainedNetwork teacher =
                TrainedNetwork.load(trial("out", "cyborg").training().finalModel());
        List<String> images = List.of("face0.png", "face1.png", "face2.png", "face3.png", "face4.png", "face5.png");
        List<Explanation> expected = Scorer.of(teacher).explain(ImageFolder.open(data.resolve("images")), images);
        MapFolder maps = MapFolder.open(student.taughtMaps());
        assertThat(maps.mapNames()).containsExactlyInAnyOrderElementsOf(images);
        for (int i = 0; i < images.size(); i++) {
            float[] map =
                    SaliencyMap.ofImage(maps.read(images.get(i)).orElseThrow()).toArray();
            float[] cam = expected.get(i).cam().toArray();
            assertThat(map).hasSize(cam.length);
            for (int cell = 0; cell < map.length; cell++) {
                assertThat(map[cell]).isCloseTo(cam[cell], within(1e-5f));
            }
        }
        assertThat(student.result().orElseThrow().trainSaliency()).isPositive();

        // The same training as with these maps in a folder, to the bit.
        String folder = PLAN.replace("{from: cyborg}", "out/runs/small_cnn/student/run01/maps");
        run(folder, "by-folder");
        assertThat(trial("by-folder", "student").training().finalModel().toFile())
                .satisfies(file -> assertThat(
                                TrainedNetwork.load(file.toPath()).network().params())
                        .isEqualTo(TrainedNetwork.load(student.training().finalModel())
                                .network()
                                .params()));
        // All is done: nothing is looked at.
        assertThat(run(PLAN, "out").kept()).isEqualTo(3);
        assertThat(ExperimentFolder.of(data.resolve("out")).read().scenarios())
                .extracting(ExperimentRecord.ScenarioEntry::maps)
                .containsExactly("maps/ of each trial, the CAMs of cyborg, predicted class", null, "maps");
    }

    @Test
    void aStoppedStudentGoesOnWithTheSameMapsAndOthersAreRefused() throws IOException {
        run(PLAN, "out");
        TrialFolder student = trial("out", "student");
        byte[] whole = Files.readAllBytes(student.training().finalModel());
        // As a power cut between the maps and their origin leaves them.
        Files.delete(student.resultFile());
        Files.delete(student.taughtMapsFile());
        deleteFolder(student.path().resolve("Logs"));
        assertThat(run(PLAN, "out").finished()).isEqualTo(1);
        assertThat(student.training().finalModel()).hasBinaryContent(whole);

        Files.delete(student.resultFile());
        TeacherMaps.Made made = JsonFiles.read(student.taughtMapsFile(), TeacherMaps.Made.class);
        assertThat(made.maps()).isEqualTo(6);
        JsonFiles.write(
                student.taughtMapsFile(),
                new TeacherMaps.Made(made.teacher(), "0".repeat(64), made.select(), made.images(), 6, 0));
        assertThat(run(PLAN, "out").failed().values())
                .singleElement()
                .asString()
                .contains("its maps are of another network than small_cnn/cyborg/run01 has now: delete the folder");
        JsonFiles.write(
                student.taughtMapsFile(),
                new TeacherMaps.Made(made.teacher(), made.weights(), made.select(), "0".repeat(64), 6, 0));
        assertThat(run(PLAN, "out").failed().values())
                .singleElement()
                .asString()
                .contains("its maps are of other images than the split file has now");
    }

    @Test
    void withoutItsTeacherAStudentFailsAndOthersGoOn() throws IOException {
        Experiment experiment = Plans.parse(PLAN, "plan.yaml").withRuns(1);
        TrialPlan plan = new TrialPlan() {
            @Override
            public List<Trial> trials() {
                return experiment.trials();
            }

            @Override
            public Optional<Trial> teacher(Trial trial) {
                return experiment.teacher(trial);
            }

            @Override
            public boolean isFinished(Trial trial, TrialFolder folder) {
                return false;
            }

            @Override
            public TrialFolder folder(Trial trial) {
                return trial("none", trial.scenario().id());
            }

            @Override
            public TrialWork work(Trial trial) {
                return TrialWork.exactly(1);
            }

            @Override
            public String run(Trial trial, TrialFolder folder, TrialMonitor monitor) throws IOException {
                if (trial.scenario().id().equals("cyborg")) {
                    throw new IOException("broken");
                }
                return "";
            }
        };
        TrialScheduler.Outcome outcome = new TrialScheduler(plan, ExperimentProgress.NONE).run(new Lanes(2));
        assertThat(outcome.finished()).isEqualTo(1);
        assertThat(outcome.failed().entrySet())
                .extracting(entry -> entry.getKey().scenario().id() + ": " + entry.getValue())
                .containsExactlyInAnyOrder(
                        "cyborg: broken", "student: its teacher, small_cnn/cyborg/run01, is not finished");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{from: cyborg} | {from: nobody} | scenario student: maps taught are from scenario \"nobody\", which the plan has"
                        + " not; it has [student, classical, cyborg]",
                "{from: cyborg} | {from: student} | its teacher would be its own student: student, student",
                "{from: cyborg} | {from: cyborg, select: some} | data/maps/taught/select: must be one of [predicted, true], found",
                "{from: cyborg} | {select: 'true'} | maps must be a folder, or have \"from\"",
                "{from: cyborg} | {from: cyborg, folder: maps} | maps must be a folder, or have \"from\"",
                "{from: cyborg} | {from: cyborg, weights: w.csv} | maps from cyborg can have no weights",
                "maps: human, map_share | maps: taught, map_share | its teacher would be its own student",
                "maps: test} | maps: taught} | test set lists: maps \"taught\" are a teacher's CAMs",
            })
    void plansWhoseTeachersCannotTeachAreRefused(String part, String replacement, String message) {
        String plan = PLAN.replace(part, replacement);
        assertThat(plan).isNotEqualTo(PLAN);
        assertThatIOException().isThrownBy(() -> Plans.parse(plan, "plan.yaml")).withMessageContaining(message);
    }

    @Test
    void agreementIsNotMeasuredByATeachersMaps() {
        assertThatIOException()
                .isThrownBy(() ->
                        Plans.parse(PLAN.replace("  maps: {human", "  alignment: taught\n  maps: {human"), "plan.yaml"))
                .withMessageContaining("alignment: maps \"taught\" are a teacher's CAMs");
    }

    @Test
    void aPlanOfATeacherReadsBackFromItsRecord() throws IOException {
        Experiment read = Plans.parse(PLAN.replace("{from: cyborg}", "{from: cyborg, select: 'true'}"), "plan.yaml");
        assertThat(Plans.parse(read.toJson().toString(), "json").data()).isEqualTo(read.data());
        assertThat(read.data().agreementMaps()).isEqualTo("human");
        assertThat(read.toJson().at("/data/maps/human").asText()).isEqualTo("maps");
        assertThat(read.toJson().at("/data/maps/taught/from").asText()).isEqualTo("cyborg");
    }

    private static void deleteFolder(Path folder) throws IOException {
        MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
    }
}
