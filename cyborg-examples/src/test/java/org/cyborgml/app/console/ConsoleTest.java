package org.cyborgml.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConsoleTest {

    private static String said(Epoch epoch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImmutableDoubleArray steps = ImmutableDoubleArray.of(0.5, 0.25);
        try (PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8)) {
            new Console(out, false, false)
                    .training()
                    .onEpoch(
                            epoch,
                            new EpochResult(
                                    steps,
                                    steps,
                                    ImmutableDoubleArray.of(0, 0),
                                    0.75,
                                    0.5,
                                    0.625,
                                    OptionalDouble.empty()),
                            false);
        }
        return bytes.toString(StandardCharsets.UTF_8).strip();
    }

    @Test
    void epochsAreCountedAndTimed() {
        assertThat(said(new Epoch(2, 50, 0.005, Epoch.Ending.AFTER_ALL_EPOCHS)))
                .startsWith("epoch 3 of 50: loss 0.3750, accuracy 0.750, validation 0.625, ")
                .endsWith(" s left");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 1e-4, 'epoch 3, learning rate 1e-4'",
        "20, 2.5e-6, 'epoch 3 of at most 20, learning rate 2.5e-6'"
    })
    void whatAPlateauEndsHasNoTimeLeft(int most, double rate, String expected) {
        assertThat(said(new Epoch(2, most, rate, Epoch.Ending.ON_PLATEAU)))
                .isEqualTo(expected + " (ends below 1e-6): loss 0.3750, accuracy 0.750, validation 0.625");
    }
}
