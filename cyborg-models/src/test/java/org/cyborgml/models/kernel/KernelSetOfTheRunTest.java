package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The tests that run once more with the system property set do compute with ND4J's operations. */
@Tag("both-kernel-sets")
class KernelSetOfTheRunTest {

    @Test
    void isWhatThePropertySays() {
        KernelSet asked = KernelChoice.fromProperty();
        assertThat(asked).isIn(KernelSet.AUTO, KernelSet.ND4J);
        if (asked == KernelSet.ND4J) {
            assertThat(Kernels.current()).isInstanceOf(Nd4jKernels.class);
        }
    }
}
