package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cyborgml.app.experiment.ExperimentProgress;
import org.cyborgml.app.experiment.Lanes;
import org.cyborgml.app.experiment.TimeLeft;
import org.cyborgml.app.report.Xml;
import org.cyborgml.training.EpochResult;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class StudyTest {

    @TempDir
    private static Path data;

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    @BeforeAll
    static void write() throws IOException {
        DecoyFiles.writeIdx(data, 106, 3);
    }

    private int decoy(String... arguments) {
        return new CommandLine(new DecoyCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(errors, true))
                .setExecutionExceptionHandler((exception, command, result) -> {
                    command.getErr().println(exception.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private int run(Path out, String arms, int seeds, String... more) {
        String[] fixed = {
            "run",
            "--quiet",
            "--set=fashion",
            "--data=" + data,
            "--out=" + out,
            "--arms=" + arms,
            "--seeds=" + seeds,
            "--train-images=60",
            "--test-images=30",
            "--epochs=2"
        };
        String[] all = java.util.Arrays.copyOf(fixed, fixed.length + more.length);
        System.arraycopy(more, 0, all, fixed.length, more.length);
        return decoy(all);
    }

    /** The rows without their last column, the seconds. */
    private static List<String> results(Path study) throws IOException {
        return Files.readAllLines(study.resolve("results.csv")).stream()
                .map(row -> row.substring(0, row.lastIndexOf(',')))
                .toList();
    }

    @Test
    void aStudyInPartsHasTheNumbersOfOneInOneGo() throws IOException {
        Path whole = folder.resolve("whole");
        Path parts = folder.resolve("parts");
        String arms = "classical,share_0.1";
        assertThat(run(whole, arms, 2)).as(errors.toString()).isZero();
        assertThat(run(parts, "share", 1, "--lanes=1")).as(errors.toString()).isZero();
        // As a power cut between the two files leaves them: epochs of a training that is not among the results.
        Files.writeString(
                parts.resolve("epochs.csv"),
                Files.readString(parts.resolve("epochs.csv")) + "classical,1,1,0.5,0.5,0.5,0.5\n");
        Files.writeString(
                parts.resolve("results.csv"),
                Files.readString(parts.resolve("results.csv"))
                        .lines()
                        .filter(row -> !row.startsWith("share_0.01,") && !row.startsWith("share_0.5,"))
                        .reduce("", (a, b) -> a + b + "\n"));
        assertThat(run(parts, arms, 2)).as(errors.toString()).isZero();

        assertThat(results(parts)).isEqualTo(results(whole)).hasSize(5);
        assertThat(Files.readString(parts.resolve("epochs.csv")))
                .isEqualTo(Files.readString(whole.resolve("epochs.csv")));
        String before = Files.readString(parts.resolve("results.csv"));
        assertThat(run(parts, arms, 2)).isZero();
        assertThat(Files.readString(parts.resolve("results.csv")))
                .as("nothing is done twice")
                .isEqualTo(before);

        assertThat(run(parts, arms, 2, "--lr=0.01")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("holds a study with other settings")
                .containsPattern("learningRate was 0\\.\\d+, now is 0\\.01");
    }

    /** Stops a study after the first epoch of a training. */
    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aTrainingThatWasStoppedGoesOnAfterItsLastWholeEpoch() throws IOException {
        Path whole = folder.resolve("whole");
        Path stopped = folder.resolve("stopped");
        assertThat(run(whole, "cyborg", 1)).as(errors.toString()).isZero();
        StudyData images = StudyData.read(DecoySet.FASHION, data, 60, 30);
        List<Integer> epochs = new ArrayList<>();
        ExperimentProgress progress = new ExperimentProgress() {
            @Override
            public void onEpoch(StepOf at, EpochResult result, boolean isBest, TimeLeft left) {
                epochs.add(at.epoch().index());
                if (epochs.size() == 1) {
                    throw new Stop();
                }
            }
        };
        ThrowingCallable study = () -> Study.run(
                StudySettings.of(DecoySet.FASHION, images, 2, StudySettings.LEARNING_RATE),
                images,
                stopped,
                Arms.named(List.of("cyborg")),
                Study.seeds(1, 1),
                new Lanes(1),
                progress);
        assertThatThrownBy(study).isInstanceOf(Stop.class);
        assertThat(stopped.resolve("results.csv")).doesNotExist();
        assertThat(stopped.resolve("under-way/cyborg-1/Logs")).isDirectory();
        assertThatCode(study).doesNotThrowAnyException();

        assertThat(epochs).as("no epoch is trained twice").containsExactly(0, 1);
        assertThat(results(stopped)).isEqualTo(results(whole));
        assertThat(stopped.resolve("epochs.csv")).hasSameTextualContentAs(whole.resolve("epochs.csv"));
        assertThat(stopped.resolve("under-way")).doesNotExist();
    }

    @Test
    void aTrainingThatFailsIsNotedAndTheOthersAreTried() {
        Path study = folder.resolve("diverging");
        assertThat(run(study, "classical,cyborg", 1, "--lr=1e30")).isEqualTo(1);
        assertThat(errors.toString()).contains("2 of 2 trials failed, the first: ", "the loss is NaN in epoch");
        for (String arm : List.of("classical", "cyborg")) {
            assertThat(study.resolve("under-way/" + arm + "-1/failed.json"))
                    .content()
                    .contains("the loss is NaN in epoch");
        }
        assertThat(study.resolve("results.csv")).doesNotExist();
    }

    @Test
    void theReportIsOfWhatIsThere() throws IOException {
        Path study = folder.resolve("study");
        assertThat(run(study, "reference,alpha_0.1,share_0.5", 2)).isZero();
        assertThat(decoy(
                        "report",
                        study.toString(),
                        "--quiet",
                        "--out",
                        folder.resolve("report").toString()))
                .as(errors.toString())
                .isZero();
        for (String figure : List.of("arms", "alpha", "share", "loss")) {
            Xml.parse(Files.readString(folder.resolve("report/" + figure + ".svg")));
        }
        Xml.parse(Files.readString(folder.resolve("report/report.html")).strip());
        List<String> table = Files.readAllLines(folder.resolve("report/summary.md"));
        assertThat(table).hasSize(2 + 5);
        assertThat(table.get(3)).startsWith("| Classical | 2 | 0.").contains("|  |  |  |");
        List<String> rows = Files.readAllLines(folder.resolve("report/summary.csv"));
        int columns = rows.get(0).split(",", -1).length;
        assertThat(rows).hasSize(1 + 5).allMatch(row -> row.split(",", -1).length == columns);

        List<ArmSummary> arms = StudySummary.of(StudyFiles.read(study)).arms();
        ArmSummary cyborg = arms.get(2);
        List<StudyTrial> classical = arms.get(1).trials();
        double expected = 0;
        for (int i = 0; i < 2; i++) {
            expected += (cyborg.trials().get(i).value(Column.RANDOM_VALUE)
                            - classical.get(i).value(Column.RANDOM_VALUE))
                    / 2;
        }
        assertThat(cyborg.difference().orElseThrow().mean()).isCloseTo(expected, within(1e-12));
        assertThat(arms.get(0).atEqualLoss()).as("another task's loss").isEmpty();

        assertThat(decoy("report", study.toString(), "--baseline", "cyborg")).isZero();
        List<String> turned = Files.readAllLines(study.resolve("summary.md"));
        assertThat(turned.get(0)).contains("Against “CYBORG”");
        assertThat(turned.get(4)).startsWith("| CYBORG | 2 | 0.").contains("|  |  |  |");
        assertThat(decoy("report", study.toString(), "--baseline=cyborg", "--arms=classical,alpha"))
                .isZero();
        assertThat(Files.readAllLines(study.resolve("summary.md")))
                .containsExactly(turned.get(0), turned.get(1), turned.get(3), turned.get(6));
        assertThat(decoy("report", study.toString(), "--arms=distance")).isEqualTo(1);
        assertThat(errors.toString()).contains("no training of arms [distance_euclidean, ");
        ArmSummary other =
                StudySummary.against("cyborg", StudyFiles.read(study)).arms().get(1);
        assertThat(other.difference().orElseThrow().mean()).isCloseTo(-expected, within(1e-12));
        assertThat(other.atEqualLoss()).isPresent();
        assertThat(decoy("report", study.toString(), "--baseline", "select_true"))
                .isEqualTo(1);
        assertThat(decoy("report", study.toString(), "--baseline", "nonsense")).isEqualTo(1);
        assertThat(errors.toString())
                .contains("no training of arm select_true has ended", "arm nonsense: must be one of [no_decoy,");
        assertThat(decoy("report", folder.toString())).isEqualTo(1);
        assertThat(errors.toString()).contains(folder + ": is not the folder of a study, it has no settings.json");
    }

    @Test
    void mistakesAreTold() {
        Path out = folder.resolve("out");
        assertThat(run(out, "nonsense", 1)).isEqualTo(1);
        assertThat(errors.toString()).contains("arm nonsense: must be a group", "maps_not_patch");
        assertThat(run(out, "classical", 0)).isEqualTo(1);
        assertThat(run(out, "classical", 1, "--lanes=0")).isEqualTo(1);
        assertThat(errors.toString()).contains("lanes 0: must be at least 1");
        assertThat(out).doesNotExist();
        assertThat(decoy("report", out.toString())).isEqualTo(1);
        assertThat(decoy()).isEqualTo(2);
    }
}
