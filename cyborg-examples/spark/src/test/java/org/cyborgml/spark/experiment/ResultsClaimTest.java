package org.cyborgml.spark.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.app.sharing.LeaseLostException;
import org.cyborgml.spark.storage.MountedFolder;
import org.cyborgml.spark.storage.Storage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsClaimTest {

    private static final Duration SILENCE = Duration.ofSeconds(1);

    @TempDir
    private Path local;

    private Path results;

    @BeforeEach
    void mount() throws IOException {
        Configuration storage = new Configuration();
        MountedFolder.settings(local).forEach(storage::set);
        results = Storage.folder("viewfs://lab/data/results", storage);
    }

    @Test
    void folderIsToBeHadAgainWhenItsDriverHasEnded() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (ResultsClaim claim = ResultsClaim.of(results, SILENCE)) {
                claim.requireHeld();
                assertThatThrownBy(() -> ResultsClaim.of(results, SILENCE))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("results: another process is using this folder: driver by ");
                claim.requireHeld();
            }
        }
    }

    @Test
    void folderOfAKilledDriverIsToBeHadAfterSilence() throws IOException {
        Path other = results.resolveSibling("other");
        try (ResultsClaim claim = ResultsClaim.of(other, SILENCE)) {
            claim.requireHeld();
            Copies.copyAll(ResultsClaim.leases(other), ResultsClaim.leases(results));
        }
        Stopwatch watch = Stopwatch.createStarted();
        try (ResultsClaim claim = ResultsClaim.of(results, SILENCE)) {
            assertThat(watch.elapsed()).isGreaterThanOrEqualTo(SILENCE);
            claim.requireHeld();
        }
    }

    @Test
    void driverThatWasTakenForDeadNoticesIt() throws IOException {
        try (ResultsClaim claim = ResultsClaim.of(results, SILENCE)) {
            Path leases = ResultsClaim.leases(results);
            Files.copy(leases.resolve("driver.0001.json"), leases.resolve("driver.0002.json"));
            assertThatThrownBy(claim::requireHeld)
                    .isInstanceOf(LeaseLostException.class)
                    .hasMessageContaining("was taken over by ");
        }
    }
}
