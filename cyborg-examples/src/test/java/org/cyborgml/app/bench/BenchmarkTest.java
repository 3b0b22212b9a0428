package org.cyborgml.app.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.KernelPrecision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BenchmarkTest {

    @Test
    void givesTheOraclesKeysFirst() throws IOException {
        Map<String, Object> result =
                new Benchmark(Architecture.SMALL_CNN, 2, 1, 1, 0.5, KernelPrecision.FP32).run(Duration.ZERO);
        assertThat(result.keySet().stream().limit(6))
                .containsExactly("arch", "batch", "threads", "train_ce_img_s", "train_cyborg_img_s", "infer_img_s");
        assertThat(result).containsEntry("arch", "small_cnn").containsEntry("batch", 2);
        for (String measured : new String[] {"train_ce_img_s", "train_cyborg_img_s", "infer_img_s"}) {
            assertThat((Double) result.get(measured)).as(measured).isPositive();
        }
    }

    @Test
    void scoresWholeBatchesOfAFolder(@TempDir Path folder) throws IOException {
        ToyFaces.write(folder, 4);
        Map<String, Object> result =
                new Benchmark(Architecture.SMALL_CNN, 3, 1, 1, 1, KernelPrecision.FP32).score(folder.resolve("images"));
        double alone = (Double) result.get("network_img_s");
        double fromFiles = (Double) result.get("score_img_s");
        assertThat(fromFiles).isPositive();
        assertThat((Double) result.get("score_ratio"))
                .isCloseTo(fromFiles / alone, org.assertj.core.api.Assertions.within(0.02));
        assertThatThrownBy(() -> new Benchmark(Architecture.SMALL_CNN, 40, 1, 1, 1, KernelPrecision.FP32)
                        .score(folder.resolve("images")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("fewer than a batch of 40");
    }

    @Test
    void cyborgTakesTurnsWithCrossEntropy() {
        AlternatingAlpha alpha = new AlternatingAlpha(0.5);
        assertThat(alpha.valueAt(0, 3)).isEqualTo(1);
        assertThat(alpha.valueAt(1, 0)).isEqualTo(0.5);
        assertThat(alpha.valueAt(2, 0)).isEqualTo(1);
    }
}
