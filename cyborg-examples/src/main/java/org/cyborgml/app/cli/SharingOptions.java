package org.cyborgml.app.cli;

import java.time.Duration;
import java.util.Optional;
import org.cyborgml.app.experiment.Sharing;
import org.cyborgml.app.sharing.Shard;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options by which several processes do one experiment. */
final class SharingOptions {

    private static final String SECONDS = "60";

    @Option(
            names = "--shared",
            description =
                    "Share --out with any number of processes that are given the same command, on this machine or on"
                            + " others that see the folder: each does trials that no other does, and goes on with those of processes"
                            + " that have died. It ends when all trials have ended.")
    private boolean shared;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Do share I of N of the trials, such as 3/16, and no others; implies --shared.")
    private @Nullable Shard shard;

    @Option(
            names = "--lease",
            defaultValue = SECONDS,
            paramLabel = "SECONDS",
            description =
                    "With --shared: a process that shows no sign of life for so long has lost its trial to others.")
    private int lease;

    @Option(
            names = "--retry-failed",
            description =
                    "With --shared: try trials once more that had failed before. Without --shared they are always.")
    private boolean retryFailed;

    /** How the experiment is shared; empty if this process has the folder for itself. */
    Optional<Sharing> sharing() {
        if (!shared && shard == null) {
            if (retryFailed || lease != Integer.parseInt(SECONDS)) {
                throw new IllegalArgumentException(
                        (retryFailed ? "--retry-failed" : "--lease") + " is for --shared or --shard: give one of them");
            }
            return Optional.empty();
        }
        if (lease < 1) {
            throw new IllegalArgumentException("--lease " + lease + ": must be at least 1 second");
        }
        Sharing sharing = Sharing.withDefaults()
                .withSilence(Duration.ofSeconds(lease))
                .withFailed(retryFailed ? Sharing.Failed.TRIED_AGAIN : Sharing.Failed.LEFT);
        return Optional.of(shard == null ? sharing : sharing.withShard(shard));
    }

    /** The options as they would be given again. */
    String line() {
        return (shared ? " --shared" : "")
                + (shard == null ? "" : " --shard " + shard)
                + (lease == Integer.parseInt(SECONDS) ? "" : " --lease " + lease)
                + (retryFailed ? " --retry-failed" : "");
    }
}
