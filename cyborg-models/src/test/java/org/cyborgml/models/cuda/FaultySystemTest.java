package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sentences about a driver, a card and a cuDNN that do not do, told by a driver in the host's memory. */
class FaultySystemTest {

    @TempDir
    private Path folder;

    private Path driver;

    /** Prints what is found. */
    static final class Finding {

        private Finding() {}

        public static void main(String[] arguments) {
            System.out.println(CudaDevice.finding());
            System.out.println(CudaDevice.finding());
        }
    }

    @BeforeEach
    void prepare() throws Exception {
        Optional<Path> libraries = StandInDriver.folder();
        assumeTrue(libraries.isPresent(), "no g++");
        driver = libraries.get();
    }

    /** The sentence, which is the same however often it is asked for. */
    private String finding(Map<String, String> settings, Path libraries, Path cudnn) throws Exception {
        Path log = folder.resolve("log");
        int status = StandInDriver.run(
                libraries, settings, log, "-D" + CudaLibraries.PROPERTY + "=" + cudnn, Finding.class.getName());
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(Files.readAllLines(log)).hasSize(2);
        assertThat(Files.readAllLines(log).stream().distinct()).hasSize(1);
        return Files.readAllLines(log).get(0);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FAKE_CUDA_GPUS | 1 | Stand-in 0 (compute capability 9.0, driver for CUDA 12.8, cuDNN 9.5.1 from ",
                "FAKE_CUDA_CAPABILITY | 75 | Stand-in 0 (compute capability 7.5, ",
                "CUDA_VISIBLE_DEVICES | 0 | Stand-in 0 (",
                "FAKE_CUDA_GPUS | 0 | none: the CUDA driver shows no GPU; see CUDA_VISIBLE_DEVICES",
                "CUDA_VISIBLE_DEVICES | 7 | none: the CUDA driver shows no GPU; see CUDA_VISIBLE_DEVICES",
                "FAKE_CUDA_GPUS | -1 | none: CUDA failed to start: no CUDA-capable device is detected (100)",
                "FAKE_CUDA_DRIVER | 11080 | none: the driver of Stand-in 0 is for CUDA 11.8; one for 12.0 or later is needed: update it",
                "FAKE_CUDA_CAPABILITY | 70 | none: Stand-in 0 has compute capability 7.0; 7.5 or later is needed",
                "FAKE_CUDNN | 8904 | none: cuDNN 9 is needed, found version 8904 in ",
                "FAKE_CUDA_LOST_AFTER | 0 | none: CUDA failed to use Stand-in 0: CUDA-capable device(s) is/are busy or unavailable (46)"
            })
    void isToldInASentence(String setting, String value, String sentence) throws Exception {
        assertThat(finding(Map.of(setting, value), driver, driver)).startsWith(sentence);
    }

    @Test
    void noCudnn() throws Exception {
        Path alone = Files.createDirectory(folder.resolve("alone"));
        Files.copy(driver.resolve("libcuda.so.1"), alone.resolve("libcuda.so.1"));
        assertThat(finding(Map.of(), alone, alone))
                .startsWith("none: cuDNN 9 (libcudnn.so.9) was not found: install it (pip install nvidia-cudnn-cu13)");
    }

    @Test
    void aLibraryOfThatNameWithoutItsFunctions() throws Exception {
        Path other = Files.createDirectory(folder.resolve("other"));
        Files.copy(driver.resolve("libcuda.so.1"), other.resolve("libcudnn.so.9"));
        assertThat(finding(Map.of(), driver, other))
                .startsWith("none: cuDNN 9 is needed, and " + other.resolve("libcudnn.so.9")
                        + " has not all of its functions: ");
    }
}
