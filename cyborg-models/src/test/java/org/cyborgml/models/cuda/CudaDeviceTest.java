package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CudaDeviceTest {

    /** The same sentence however often it is asked for, though Java tries a class that does not load only once. */
    @Test
    void saysInOneSentenceThatThereIsNoDriver() {
        assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "there is a driver");
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> CudaDevice.of(0))
                    .isInstanceOf(CudaException.class)
                    .hasMessageStartingWith("NVIDIA's driver was not found: ")
                    .hasMessageContaining("libcuda.so.1")
                    .hasMessageNotContaining("\n");
        }
        assertThat(CudaDevice.finding()).startsWith("none: NVIDIA's driver was not found: ");
    }
}
