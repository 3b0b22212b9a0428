package org.cyborgml.models;

import java.util.Arrays;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.HardPixels;
import org.cyborgml.optim.DirectUpdater;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Speed of BiSeNet, beside {@code bench_deepfake.py FOLDER bisenet 8 8 infer|train|hard}.
 *
 * <pre>{@code
 * mvn -q -pl cyborg-models -am test-compile
 * mvn -q -pl cyborg-models dependency:build-classpath -Dmdep.outputFile=target/classpath
 * OMP_NUM_THREADS=2 java -Xmx3g -cp cyborg-models/target/test-classes:cyborg-models/target/classes:$(cat \
 *     cyborg-models/target/classpath) org.cyborgml.models.BiSeNetBenchmark 8 8 train
 * }</pre>
 */
final class BiSeNetBenchmark {

    private static final int SIDE = 512;
    private static final int CLASSES = 19;

    private BiSeNetBenchmark() {}

    /** Prints images per second, by batch, number of passes, and what is done: infer, train, or train on hard pixels. */
    public static void main(String[] arguments) {
        NativeRuntime.prepare();
        int batch = Integer.parseInt(arguments[0]);
        double[] seconds = new double[Integer.parseInt(arguments[1])];
        String mode = arguments[2];
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, 3, SIDE, SIDE);
        if (mode.equals("infer")) {
            ComputationGraph network = BiSeNet.builder().build().init();
            try (FrozenWeights frozen = FrozenWeights.of(network)) {
                time(seconds, () -> network.output(false, images));
            }
        } else {
            time(seconds, training(mode, images));
        }
        Arrays.sort(seconds);
        System.out.printf(
                "bisenet %s: median %.2f, best %.2f images/s%n",
                mode, batch / seconds[seconds.length / 2], batch / seconds[0]);
    }

    private static Runnable training(String mode, INDArray images) {
        BiSeNet.Builder builder = BiSeNet.builder().outputs(BiSeNet.Outputs.ALL);
        ComputationGraph network = (mode.equals("hard") ? builder.hardPixels(HardPixels.published()) : builder)
                .build()
                .init();
        DirectUpdater.use(network);
        INDArray labels = Nd4j.rand(DataType.FLOAT, images.size(0), SIDE, SIDE)
                .muli(CLASSES)
                .castTo(DataType.INT32);
        MultiDataSet data = new MultiDataSet(new INDArray[] {images}, new INDArray[] {labels, labels, labels});
        return () -> network.fit(data);
    }

    private static void time(double[] seconds, Runnable pass) {
        pass.run();
        pass.run();
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            pass.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
    }
}
