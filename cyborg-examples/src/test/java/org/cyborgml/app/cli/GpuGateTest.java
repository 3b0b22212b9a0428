package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Optional;
import org.cyborgml.app.gpu.GpuFitness;
import org.cyborgml.app.gpu.GpuFitness.Verdict;
import org.junit.jupiter.api.Test;

class GpuGateTest {

    private final StringWriter errors = new StringWriter();

    private int run(Verdict verdict, String... arguments) {
        return Main.commandLine()
                .setExecutionStrategy(new GpuGate(() -> Optional.of(new GpuFitness(verdict, "the sentence"))))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    @Test
    void anUnfitGpuStopsACommandWithOneLine() {
        assertThat(run(Verdict.UNFIT, "summary", "--arch", "small_cnn")).isEqualTo(1);
        assertThat(errors.toString().lines()).containsExactly("cyborg summary: the sentence");
    }

    @Test
    void aDoubtfulOneIsToldAndTheCommandRuns() {
        assertThat(run(Verdict.DOUBTFUL, "summary", "--arch", "small_cnn")).isZero();
        assertThat(errors.toString().lines()).containsExactly("cyborg summary: the sentence");
    }

    @Test
    void helpAndTheDoctorNeedNoGpu() {
        assertThat(run(Verdict.UNFIT, "doctor")).isZero();
        assertThat(run(Verdict.UNFIT, "train", "--help")).isZero();
        assertThat(run(Verdict.UNFIT, "--help")).isZero();
        assertThat(run(Verdict.UNFIT)).isZero();
        assertThat(errors.toString()).isEmpty();
    }
}
