package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.cyborgml.spark.experiment.LoopbackCluster.Worker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * An experiment on a cluster of processes, by the jar that is given to {@code spark-submit}. A machine is lost in the middle of a
 * trial, and another one's disk fills up; the results are those of a run by one process, bit by bit.
 */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class SparkClusterIT {

    private static final int EPOCHS = 8;

    @TempDir
    private Path data;

    private String[] arguments(String out) {
        return new String[] {
            "experiment",
            "run",
            data.resolve("plan.yaml").toString(),
            "--out",
            data.resolve(out).toString()
        };
    }

    /** Runs the experiment in one process, by {@code cyborg experiment run}. */
    private String runAlone(String out) throws IOException, InterruptedException {
        return OneProcess.run(data.resolve(out + ".log"), arguments(out));
    }

    /** A small disk for a worker; empty if this user may not mount one. */
    private static boolean isMounted(Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        return new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=900m", "tmpfs", folder.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    private static void fill(Path disk) {
        byte[] block = new byte[1 << 20];
        for (int size = block.length; size > 0; size /= 2) {
            try (OutputStream out = Files.newOutputStream(disk.resolve("filler" + size))) {
                while (true) {
                    out.write(block, 0, size);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left"); // for another piece of this size
            }
        }
    }

    @Test
    void machineIsLostAndDiskIsFullAndResultsAreThoseOfOneProcess() throws Exception {
        ToyPlan.write(data, EPOCHS);
        runAlone("whole");
        Path out = data.resolve("cluster");
        Path small = data.resolve("small");
        boolean hasSmallDisk = isMounted(small);
        try (LoopbackCluster cluster = new LoopbackCluster(data.resolve("processes"))) {
            Worker lost = cluster.worker("lost", Files.createDirectories(data.resolve("lost")));
            Worker full = cluster.worker("full", small);
            cluster.worker("good", Files.createDirectories(data.resolve("good")));
            Process driver = cluster.submit("driver.log", Map.of("spark.cores.max", "3"), arguments("cluster"));
            UnderWay killed = UnderWay.await(out, lost, 2, driver);
            lost.kill();
            List<String> committed = killed.seconds();
            Map<String, FileTime> finished = SameResults.stamps(out.resolve("runs"));
            Optional<UnderWay> filled = Optional.empty();
            if (hasSmallDisk) {
                filled = Optional.of(UnderWay.await(out, full, 1, driver));
                fill(small);
            }
            assertThat(driver.waitFor()).as(cluster.log("driver.log")).isZero();

            SameResults.require(data.resolve("whole"), out);
            String log = cluster.log("driver.log");
            assertThat(log).contains("8 trials finished; ");
            // No epoch that was published was trained again: their times are those that the killed executor wrote.
            assertThat(committed).hasSizeGreaterThanOrEqualTo(2);
            assertThat(killed.committedSeconds(out)).startsWith(committed.toArray(String[]::new));
            assertThat(log).containsPattern(killed.trial() + ": .*, from epoch \\d+ on");
            // No trial that was committed was done again.
            assertThat(SameResults.stamps(out.resolve("runs"))).containsAllEntriesOf(finished);
            if (filled.isPresent()) {
                assertThat(log).contains("No space left on device");
            }

            // Given again it has nothing to do, here and on one machine.
            Map<String, FileTime> before = SameResults.stamps(out.resolve("runs"));
            Process again = cluster.submit("again.log", Map.of(), arguments("cluster"));
            assertThat(again.waitFor()).as(cluster.log("again.log")).isZero();
            assertThat(cluster.log("again.log")).contains("0 trials finished, 8 were finished before");
            assertThat(runAlone("cluster")).contains("0 trials finished, 8 were finished before");
            assertThat(SameResults.stamps(out.resolve("runs"))).isEqualTo(before);
        } finally {
            if (hasSmallDisk) {
                new ProcessBuilder("umount", "-l", small.toString()).start().waitFor();
            }
        }
    }
}
