package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.CudaException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Clusters that run tasks twice, or have GPUs. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class ClusterSettingsIT {

    private Path folder;
    private LoopbackCluster cluster;

    @BeforeAll
    void begin(@TempDir Path temporary) throws Exception {
        folder = temporary;
        ToyPlan.write(folder, 3);
        Path script = folder.resolve("gpus.sh");
        Files.writeString(script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}'\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        cluster = new LoopbackCluster(Files.createDirectories(folder.resolve("processes")));
        cluster.worker(
                "first",
                Files.createDirectories(folder.resolve("first")),
                "127.0.0.1",
                2,
                Map.of(
                        "spark.worker.resource.gpu.amount",
                        "2",
                        "spark.worker.resource.gpu.discoveryScript",
                        script.toString()));
        // Spark runs a task's second copy on another machine alone.
        cluster.worker("second", Files.createDirectories(folder.resolve("second")), "127.0.0.2", 1, Map.of());
    }

    @AfterAll
    void end() throws Exception {
        if (cluster != null) {
            cluster.close();
        }
    }

    private String[] experiment(String scenarios, String out) {
        return new String[] {
            "experiment",
            "run",
            folder.resolve("plan.yaml").toString(),
            "--scenarios",
            scenarios,
            "--out",
            folder.resolve(out).toString()
        };
    }

    @Test
    void trialThatIsDoneTwiceCountsOnce() throws Exception {
        OneProcess.run(folder.resolve("whole.log"), experiment("cyborg,student", "whole"));
        Process driver = cluster.submit(
                "twice.log",
                Map.of(
                        "spark.cores.max", "2",
                        "spark.executor.cores", "1",
                        "spark.speculation", "true",
                        "spark.speculation.interval", "50ms",
                        "spark.speculation.multiplier", "1.01",
                        "spark.speculation.quantile", "0.1",
                        // Of a student's job, which is one task.
                        "spark.speculation.task.duration.threshold", "100ms",
                        "spark.log.level", "INFO"),
                experiment("cyborg,student", "twice"));
        assertThat(driver.waitFor()).as(cluster.log("twice.log")).isZero();
        String log = cluster.log("twice.log");
        assertThat(log).contains("4 trials finished; ").containsPattern("Starting task \\d+\\.1 in stage");
        SameResults.require(folder.resolve("whole"), folder.resolve("twice"));
    }

    private static boolean hasGpu() {
        try {
            return CudaDevice.of(0) != null;
        } catch (CudaException e) {
            return false;
        }
    }

    /** There is none, whatever the script says: each trial is told to use one, and says that it cannot. */
    @Test
    void eachTrialGetsAGpuOfItsOwn() throws Exception {
        assumeFalse(hasGpu(), "the GPUs that the script makes up may be there");
        Process driver = cluster.submit(
                "gpus.log",
                Map.of(
                        "spark.executor.cores", "2",
                        "spark.executor.resource.gpu.amount", "2",
                        "spark.task.resource.gpu.amount", "1",
                        "spark.task.maxFailures", "1",
                        // It wants two tries on a machine at least.
                        "spark.excludeOnFailure.enabled", "false"),
                experiment("cyborg", "gpus"));
        assertThat(driver.waitFor()).as(cluster.log("gpus.log")).isEqualTo(1);
        assertThat(cluster.log("gpus.log"))
                .containsPattern("failed: NVIDIA's driver was not found: .*; executor \\d+, GPU 0\n")
                .containsPattern("failed: NVIDIA's driver was not found: .*; executor \\d+, GPU 1\n");
        assertThat(folder.resolve("gpus/runs/small_cnn/cyborg/run01/failed.json"))
                .content()
                .contains("NVIDIA's driver was not found");
    }
}
