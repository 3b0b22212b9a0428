package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.HealthTracker;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.cyborgml.app.experiment.Backbone;
import org.cyborgml.app.experiment.Experiment;
import org.cyborgml.app.experiment.ExperimentRun;
import org.cyborgml.app.experiment.Plans;
import org.cyborgml.app.experiment.Trial;
import org.cyborgml.app.experiment.TrialScheduler.Outcome;
import org.cyborgml.data.DataException;
import org.cyborgml.spark.storage.MountedFolder;
import org.cyborgml.spark.storage.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** An experiment on Spark within this process, on a storage that is known by a URI of Hadoop's alone. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class SparkExperimentTest {

    private static final String STORAGE = "viewfs://lab/data";

    @TempDir
    private Path folder;

    private Experiment experiment;

    @BeforeEach
    void write() throws IOException {
        experiment = Plans.read(ToyPlan.write(folder, 2));
    }

    private static SparkConf local(SparkConf conf) {
        return conf.setMaster("local[2]")
                .setAppName("test")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.bindAddress", "127.0.0.1")
                .set("spark.driver.host", "127.0.0.1");
    }

    private JavaSparkContext spark() {
        SparkConf conf = local(SparkExperiment.settings(new SparkConf()));
        MountedFolder.settings(folder).forEach((key, value) -> conf.set("spark.hadoop." + key, value));
        return new JavaSparkContext(conf);
    }

    private Outcome run(Experiment plan) throws IOException {
        try (JavaSparkContext spark = spark()) {
            return SparkExperiment.of(plan, STORAGE, STORAGE + "/spark").run(spark);
        }
    }

    @Test
    void resultsInAnyStorageAreThoseOfARunOnOneMachine() throws IOException {
        ExecutorProcess.prepare(1);
        ExperimentRun.of(experiment, folder, folder.resolve("whole")).run().requireNoFailure();
        Outcome outcome = run(experiment);
        assertThat(outcome.failed()).isEmpty();
        assertThat(outcome.finished()).isEqualTo(ToyPlan.TRIALS);
        Files.delete(folder.resolve("whole/.lock"));
        SameResults.require(folder.resolve("whole"), folder.resolve("spark"));

        Map<String, FileTime> before = SameResults.stamps(folder.resolve("spark/runs"));
        assertThat(run(experiment).kept()).isEqualTo(ToyPlan.TRIALS);
        assertThat(SameResults.stamps(folder.resolve("spark/runs"))).isEqualTo(before);
    }

    /** A storage has no locks. */
    @Test
    void folderInWhichAnotherDriverWorksIsRefused() throws IOException {
        Configuration storage = new Configuration();
        MountedFolder.settings(folder).forEach(storage::set);
        Path out = Storage.folder(STORAGE + "/spark", storage);
        try (ResultsClaim other = ResultsClaim.of(out, Duration.ofSeconds(2))) {
            assertThatThrownBy(() -> run(experiment))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith(STORAGE + "/spark: another process is using this folder: driver by ");
            other.requireHeld();
        }
    }

    /** A cluster's scheduler refuses to exclude executors where a task is tried once or twice. */
    @ParameterizedTest
    @CsvSource({"1, false", "2, false", "3, true", "4, true"})
    void executorsAreExcludedWhereSparkCanDoIt(String tries, boolean excludes) {
        SparkConf conf = SparkExperiment.settings(new SparkConf().set("spark.task.maxFailures", tries));
        assertThat(conf.getBoolean("spark.excludeOnFailure.enabled", !excludes)).isEqualTo(excludes);
        if (excludes) {
            HealthTracker.validateExcludeOnFailureConfs(conf);
        } else {
            assertThatThrownBy(() -> HealthTracker.validateExcludeOnFailureConfs(conf))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("spark.task.maxFailures");
        }
    }

    /** The loss of the teacher is no number; its student cannot begin then, and all others are finished. */
    @Test
    void trialThatFailsEndsNoOther() throws IOException {
        Backbone good = experiment.backbones().get(0);
        Backbone diverging = good.named("diverging", "Diverging").withTraining("learning_rate", 1e30);
        Experiment failing = experiment
                .withScenarios(List.of("cyborg", "student"))
                .with(diverging)
                .withRuns(1);
        Outcome outcome = run(failing);
        assertThat(outcome.finished()).isEqualTo(2);
        assertThat(outcome.failed().keySet())
                .extracting(Trial::toString)
                .containsExactlyInAnyOrder("diverging/cyborg/run01", "diverging/student/run01");
        Path failed = folder.resolve("spark/runs/diverging");
        assertThat(failed.resolve("cyborg/run01/failed.json")).content().contains("NaN");
        assertThat(failed.resolve("student/run01/failed.json"))
                .content()
                .contains("its teacher, diverging/cyborg/run01, is not finished");
        assertThat(folder.resolve("spark/runs/small_cnn/student/run01/result.json"))
                .exists();
    }

    private String refusal(ThrowingCallable run) {
        return assertThatExceptionOfType(DataException.class)
                .isThrownBy(run)
                .actual()
                .getMessage();
    }

    /** Executors decode, and the message is that of one machine, in which all is in the order of the plan. */
    @Test
    void planWithBrokenImagesIsRefusedBeforeAnyTrial() throws IOException {
        Path images = folder.resolve("images");
        byte[] whole = Files.readAllBytes(images.resolve("face3.png"));
        Files.write(images.resolve("face3.png"), Arrays.copyOf(whole, whole.length - 100));
        Files.writeString(images.resolve("face13.png"), "no image");
        Files.delete(images.resolve("face5.png"));
        // Of images to test the first bytes alone are read.
        Path unseen = folder.resolve("test/images/face16.png");
        Files.write(unseen, Arrays.copyOf(Files.readAllBytes(unseen), 200));
        Files.delete(folder.resolve("test/images/face15.png"));
        MoreFiles.deleteRecursively(folder.resolve("maps"), RecursiveDeleteOption.ALLOW_INSECURE);
        ExecutorProcess.prepare(1);
        String local = refusal(() ->
                ExperimentRun.of(experiment, folder, folder.resolve("whole")).run());
        assertThat(local)
                .contains("split.csv (train) has images that cannot be used: 2, ", "face3.png", "face5.png")
                .contains("split.csv (test) has images that cannot be used: 1, ", "face13.png")
                .contains("test set unseen has images that cannot be used: 1, ", "test/images/face15.png")
                .contains("is not a folder")
                .doesNotContain("face16.png");
        assertThat(refusal(() -> run(experiment))).isEqualTo(local.replace(folder.toString(), STORAGE));
        assertThat(folder.resolve("spark/runs")).doesNotExist();
        assertThat(folder.resolve("spark/work")).isDirectoryNotContaining(path -> !path.endsWith(".driver"));
    }
}
