package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class that leaves a precision to the classes behind it: in another one, tests of equal bits fail, and
 * which they are depends on the order of the classes. JUnit finds it by itself.
 */
public final class PrecisionAsBefore implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        assertThat(Kernels.precision())
                .as("precision of new networks that %s leaves", context.getDisplayName())
                .isEqualTo(KernelPrecision.fromProperty());
    }
}
