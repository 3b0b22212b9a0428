package org.cyborgml.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyborgml.app.gpu.GpuFitness.Choice;
import org.cyborgml.app.gpu.GpuFitness.Verdict;
import org.cyborgml.app.gpu.GpuQuery.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** On outputs in the form that {@code nvidia-smi} documents; none was captured from a GPU here. */
class GpuFitnessTest {

    private static GpuFitness of(String output, Choice choice) {
        return GpuFitness.of(GpuQuery.of(output, 0), choice);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Tesla K80, 3.7, 470.256.02 | DOUBTFUL",
                "Tesla K40m, 3.5, 470.256.02 | UNFIT",
                "GeForce GTX 970, 5.2, 535.183.01 | FIT",
                "NVIDIA GeForce RTX 3090, 8.6, 510.39.01 | FIT",
                "NVIDIA GeForce RTX 3090, 8.6, 510.38.00 | DOUBTFUL",
                "NVIDIA GeForce RTX 3090, 8.6, 450.80.02 | DOUBTFUL",
                "NVIDIA GeForce RTX 3090, 8.6, 450.66 | UNFIT",
                "NVIDIA GeForce RTX 4090, 8.9, 550.54.14 | FIT",
                "NVIDIA H100 PCIe, 9.0, 550.54.14 | UNFIT",
                "NVIDIA GeForce RTX 5090, 12.0, 570.86.10 | UNFIT",
            })
    void capabilityAndDriverDecide(String line, Verdict verdict) {
        GpuFitness fitness = of(line + "\n", Choice.ALL_GPUS);
        assertThat(fitness.verdict()).isEqualTo(verdict);
        assertThat(fitness.sentence().lines()).hasSize(1);
        assertThat(fitness.sentence().contains("without -Pcuda")).isEqualTo(verdict == Verdict.UNFIT);
    }

    @Test
    void anUnfitGpuAmongOthersIsLeftToTheUsersChoice() {
        String both = "NVIDIA H100 PCIe, 9.0, 550.54.14\nNVIDIA A100-SXM4-40GB, 8.0, 550.54.14\n";
        assertThat(of(both, Choice.ALL_GPUS).verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(of(both, Choice.ALL_GPUS).sentence())
                .contains("NVIDIA H100 PCIe (compute capability 9.0) cannot", "CUDA_VISIBLE_DEVICES");
        assertThat(of(both, Choice.SOME_GPUS).verdict()).isEqualTo(Verdict.DOUBTFUL);
        assertThat(of(both, Choice.SOME_GPUS).sentence()).contains("must leave out NVIDIA H100 PCIe");
    }

    @Test
    void anOldProgramAFailureAndNoneAreTold() {
        GpuQuery old = GpuQuery.of("Field \"compute_cap\" is not a valid field to query.\n", 2);
        assertThat(old.answer()).isEqualTo(Answer.NO_CAPABILITY);
        GpuQuery failed = GpuQuery.of(
                "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that the latest"
                        + " NVIDIA driver is installed and running.\n",
                9);
        assertThat(failed.answer()).isEqualTo(Answer.NO_GPU);
        assertThat(GpuFitness.of(failed, Choice.ALL_GPUS).sentence())
                .contains("finds none (\"NVIDIA-SMI has failed because it couldn't communicate");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "No devices were found",
                "name only",
                "NVIDIA A100, [N/A], 550.54.14",
                "NVIDIA A100, 8, 550.54.14",
                "a, 99999999999.0, 1.0"
            })
    void whatIsNoListOfGpusIsNone(String output) {
        assertThat(GpuQuery.of(output, 0).answer()).isEqualTo(Answer.NO_GPU);
        assertThat(of(output, Choice.ALL_GPUS).verdict()).isEqualTo(Verdict.UNFIT);
    }

    @ParameterizedTest
    @EnumSource(
            value = Answer.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"LISTED"})
    void everyOtherAnswerIsUnfitAndHasAWayOut(Answer answer) {
        GpuFitness fitness = GpuFitness.of(new GpuQuery(answer, java.util.List.of(), ""), Choice.ALL_GPUS);
        assertThat(fitness.verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(fitness.sentence())
                .contains(": ")
                .endsWith("; or build the jar without -Pcuda, which computes on the CPU");
    }

    @Test
    void namesMayHoldCommas() {
        assertThat(GpuQuery.of("Odd, Name, 8.6, 525.60.13", 0).gpus())
                .containsExactly(new Gpu("Odd, Name", new Gpu.Version(8, 6), new Gpu.Version(525, 60)));
    }
}
