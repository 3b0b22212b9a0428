package org.cyborgml.app.gpu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.cyborgml.app.gpu.GpuFitness.Verdict;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GpuMemoryTest {

    @ParameterizedTest
    @CsvSource({
        "ND4J_CUDA_MAX_DEVICE_CACHE, 2g, 'a number of bytes, without unit'",
        "ND4J_CUDA_MAX_DEVICE_ALLOCATION, -1, 'a number of bytes, without unit'",
        "ND4J_CUDA_MAX_HOST_CACHE, '', 'a number of bytes, without unit'",
        "ND4J_CUDA_FORCE_SINGLE_GPU, 1, true or false",
    })
    void saysWhatNd4jWouldPassOver(String name, String value, String rule) {
        assertThat(GpuMemory.of(Map.of(name, value)).problem())
                .hasValue(name + " must be " + rule + ", found \"" + value + "\"");
    }

    @Test
    void wrongSettingsStopFitGpus() {
        GpuMemory wrong = GpuMemory.of(Map.of("ND4J_CUDA_MAX_HOST_CACHE", "lots"));
        GpuFitness fit = new GpuFitness(Verdict.FIT, "a GPU");
        assertThat(fit.with(GpuMemory.of(Map.of()))).isEqualTo(fit);
        assertThat(fit.with(wrong).verdict()).isEqualTo(Verdict.UNFIT);
        assertThat(fit.with(wrong).sentence()).contains("ND4J_CUDA_MAX_HOST_CACHE", "lots");
        GpuFitness unfit = new GpuFitness(Verdict.UNFIT, "no GPU");
        assertThat(unfit.with(wrong)).isEqualTo(unfit);
    }

    @Test
    void takesWhatNd4jCanRead() {
        GpuMemory memory = GpuMemory.of(Map.of(
                "ND4J_CUDA_MAX_DEVICE_CACHE", "2147483648", "ND4J_CUDA_FORCE_SINGLE_GPU", "True", "HOME", "/nowhere"));
        assertThat(memory.problem()).isEmpty();
        assertThat(memory).hasToString("ND4J_CUDA_FORCE_SINGLE_GPU=True, ND4J_CUDA_MAX_DEVICE_CACHE=2147483648");
        assertThat(GpuMemory.of(Map.of()).problem()).isEmpty();
        assertThat(GpuMemory.of(Map.of())).asString().contains("ND4J_CUDA_MAX_DEVICE_ALLOCATION");
    }
}
