package org.cyborgml.app.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.cyborgml.data.CheckFindings;
import org.cyborgml.models.NetworkSummary;

/** Looks for room on the disk for the results of an experiment. */
final class RoomCheck {

    private static final int SCORE_ROW_BYTES = 64;
    private static final int FLOAT_BYTES = 4;
    private static final double MEBIBYTE = 1 << 20;

    private final Experiment experiment;
    private final Path out;
    private final CheckFindings findings;

    /**
     * A check.
     *
     * @param experiment what is to be done
     * @param out where results would go; need not exist
     * @param findings receives what is found
     */
    RoomCheck(Experiment experiment, Path out, CheckFindings findings) {
        this.experiment = experiment;
        this.out = out;
        this.findings = findings;
    }

    /**
     * Looks for room.
     *
     * @param rows images of all test sets
     */
    void check(long rows) {
        double needed = 0;
        for (Backbone backbone : experiment.backbones()) {
            double weights = weightBytes(backbone);
            for (Trial trial : experiment.trials()) {
                if (trial.backbone().equals(backbone.id()) && !isFinished(trial)) {
                    needed += (trial.scenario().isTrained() ? weights : 0) + rows * SCORE_ROW_BYTES;
                }
            }
            // Of one trial at a time: the network and its momentum, old and new while one replaces the other.
            needed += 4 * weights;
        }
        try {
            double free = Files.getFileStore(existing(out)).getUsableSpace();
            String room = String.format(
                    Locale.ROOT, "%.0f MiB of disk needed, %.0f MiB free", needed / MEBIBYTE, free / MEBIBYTE);
            if (needed > free) {
                findings.problem(out + ": " + room);
            } else {
                findings.fact(room);
            }
        } catch (IOException e) {
            findings.problem(out + ": " + e.getMessage());
        }
    }

    private boolean isFinished(Trial trial) {
        return Files.exists(ExperimentFolder.of(out).trial(trial).resultFile());
    }

    private double weightBytes(Backbone backbone) {
        try {
            return NetworkSummary.of(backbone.builder().build()).rows().stream()
                            .mapToLong(NetworkSummary.Row::parameters)
                            .sum()
                    * (double) FLOAT_BYTES;
        } catch (RuntimeException e) {
            return 0; // reported by the check of the backbone
        }
    }

    private static Path existing(Path folder) {
        Path at = folder.toAbsolutePath();
        while (!Files.exists(at) && at.getParent() != null) {
            at = at.getParent();
        }
        return at;
    }
}
