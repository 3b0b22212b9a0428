package org.cyborgml.app.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.base.Ticker;
import com.google.common.primitives.ImmutableDoubleArray;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalDouble;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.saliency.batch.BatchProgress;
import org.cyborgml.scoring.ScoringProgress;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.TrainingProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All progress has one style: what is done of what, the rate, the time left; on a terminal behind a bar. */
class ConsoleTest {

    private static final class HandClock extends Ticker {
        private long nanos;

        @Override
        public long read() {
            return nanos;
        }

        void pass(Duration time) {
            nanos += time.toNanos();
        }
    }

    private final HandClock clock = new HandClock();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    private Console console(boolean isTerminal) {
        return new Console(new PrintStream(bytes, true, StandardCharsets.UTF_8), false, isTerminal, clock);
    }

    private List<String> said() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static EpochResult result() {
        ImmutableDoubleArray steps = ImmutableDoubleArray.of(0.5, 0.25);
        return new EpochResult(steps, steps, ImmutableDoubleArray.of(0, 0), 0.75, 0.5, 0.625, OptionalDouble.empty());
    }

    private static Epoch epoch(int index, int most) {
        return new Epoch(index, most, 0.005, Epoch.Ending.AFTER_ALL_EPOCHS);
    }

    @Test
    void imagesHaveARateAndATimeLeft() {
        BatchProgress progress = console(false).batch();
        progress.finished(1, 1000, "a.png");
        clock.pass(Duration.ofSeconds(20));
        progress.finished(401, 1000, "b.png");
        assertThat(said()).containsExactly("401 of 1000 images, 20.0 images a second, 30 s left");
    }

    /** What an earlier scoring did is no part of the pace. */
    @Test
    void imagesScoredEarlierDoNotCountForTheRate() {
        ScoringProgress progress = console(false).scoring();
        progress.onImages(900, 1000);
        clock.pass(Duration.ofMinutes(2));
        progress.onImages(920, 1000);
        assertThat(said()).containsExactly("920 of 1000 images, 10.0 images a minute, 8 min 0 s left");
    }

    @Test
    void aTerminalHasABarThatIsWrittenOver() {
        BatchProgress progress = console(true).checking();
        clock.pass(Duration.ofSeconds(1));
        progress.finished(50, 200, "a.png");
        clock.pass(Duration.ofSeconds(1));
        progress.finished(100, 200, "b.png");
        assertThat(Splitter.on("\r\u001b[K").splitToList(bytes.toString(StandardCharsets.UTF_8)))
                .containsExactly(
                        "",
                        "[#####---------------]  25 % 50 of 200 images and maps",
                        "[##########----------]  50 % 100 of 200 images and maps, 50.0 images and maps a second, 2 s left");
    }

    @Test
    void whereLinesStayThereAreFew() {
        BatchProgress progress = console(false).batch();
        for (int i = 1; i <= 100; i++) {
            progress.finished(i, 100, "a.png");
            clock.pass(Duration.ofSeconds(1));
        }
        assertThat(said()).hasSizeBetween(8, 10);
    }

    @Test
    void stepsHaveARateAndATimeLeft() {
        TrainingProgress progress = console(false).training();
        progress.onStep(epoch(0, 50), 1, 40, new LossTerms(1, 0.5, 0, 1, 2));
        clock.pass(Duration.ofSeconds(20));
        progress.onStep(epoch(1, 50), 1, 40, new LossTerms(1, 0.25, 0, 1, 2));
        assertThat(said())
                .containsExactly("epoch 2 of 50, step 1 of 40: loss 0.2500, 2.0 steps a second, 16 min 20 s left");
    }

    @Test
    void epochsAreCountedAndTimed() {
        TrainingProgress progress = console(false).training();
        progress.onStep(epoch(2, 50), 1, 2, new LossTerms(1, 0.5, 0, 1, 2));
        clock.pass(Duration.ofSeconds(1));
        progress.onEpoch(epoch(2, 50), result(), false);
        assertThat(said())
                .containsExactly("epoch 3 of 50: loss 0.3750, accuracy 0.750, validation 0.625, 1 min 34 s left");
    }

    @ParameterizedTest
    @CsvSource({
        "10000, 1e-4, 'epoch 3, learning rate 1e-4'",
        "20, 2.5e-6, 'epoch 3 of at most 20, learning rate 2.5e-6'"
    })
    void whatAPlateauEndsHasNoTimeLeft(int most, double rate, String expected) {
        console(false).training().onEpoch(new Epoch(2, most, rate, Epoch.Ending.ON_PLATEAU), result(), false);
        assertThat(said())
                .containsExactly(expected + " (ends below 1e-6): loss 0.3750, accuracy 0.750, validation 0.625");
    }
}
