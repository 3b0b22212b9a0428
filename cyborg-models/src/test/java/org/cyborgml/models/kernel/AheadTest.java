package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.cuda.StandInDriver;
import org.cyborgml.models.layer.ImagesAhead;
import org.cyborgml.models.layer.NetworkUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/** Copies beside the work of a driver whose streams do everything late, and each at its own pace. */
class AheadTest {

    private static final int SIDE = 18;
    private static final int STEPS = 24;

    @TempDir
    private Path folder;

    /** Trains one network with batches copied ahead and one without, and prints if they are the same. */
    static final class Program {

        private Program() {}

        private static MultiDataSet batch(int samples) {
            INDArray labels = Nd4j.zeros(DataType.FLOAT, samples, 2);
            for (int i = 0; i < samples; i++) {
                labels.putScalar(i, i % 2, 1);
            }
            return new MultiDataSet(
                    new INDArray[] {Nd4j.rand(DataType.FLOAT, samples, 1, SIDE, SIDE)},
                    new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, samples, 9, 9)});
        }

        private static ComputationGraph network() {
            ComputationGraph network =
                    SmallCnn.builder().inputSide(SIDE).channels(1).build().init();
            NetworkUpdater.use(network);
            return network;
        }

        public static void main(String[] arguments) throws Exception {
            Nd4j.getRandom().setSeed(1);
            List<MultiDataSet> batches = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                batches.add(batch(1 + step % 3));
            }
            ComputationGraph plain = network();
            batches.forEach(plain::fit);
            ComputationGraph network = network();
            ExecutorService threads = Executors.newFixedThreadPool(2);
            List<Future<?>> ahead = new ArrayList<>();
            for (int step = 0; step < STEPS; step++) {
                while (ahead.size() < Math.min(STEPS, step + 3)) {
                    INDArray images = batches.get(ahead.size()).getFeatures(0);
                    ahead.add(threads.submit(() -> ImagesAhead.of(network).accept(images)));
                }
                ahead.get(step).get();
                network.fit(batches.get(step));
            }
            threads.shutdown();
            System.out.println("same " + network.params().equals(plain.params()));
            System.exit(0);
        }
    }

    @Test
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    void copiesBesideTheWorkChangeNoBit() throws Exception {
        Optional<Path> driver = StandInDriver.folder();
        assumeTrue(driver.isPresent(), "no g++");
        Path log = folder.resolve("log");
        int status = StandInDriver.run(
                driver.get(),
                Map.of("FAKE_CUDA_DELAY", "300"),
                log,
                "-Dorg.cyborgml.kernels=cuda",
                Program.class.getName());
        assertThat(status).as(Files.readString(log)).isZero();
        assertThat(Files.readString(log)).contains("same true");
    }
}
