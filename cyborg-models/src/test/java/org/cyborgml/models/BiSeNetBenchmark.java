package org.cyborgml.models;

import java.util.Arrays;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.layer.FrozenWeights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Speed of BiSeNet's inference, beside {@code bench_deepfake.py FOLDER bisenet 8 8 infer}.
 *
 * <pre>{@code
 * mvn -q -pl cyborg-models -am test-compile
 * mvn -q -pl cyborg-models dependency:build-classpath -Dmdep.outputFile=target/classpath
 * OMP_NUM_THREADS=2 java -Xmx3g -cp cyborg-models/target/test-classes:cyborg-models/target/classes:$(cat \
 *     cyborg-models/target/classpath) org.cyborgml.models.BiSeNetBenchmark 8 8
 * }</pre>
 */
final class BiSeNetBenchmark {

    private BiSeNetBenchmark() {}

    /** Prints images per second, by batch and number of passes. */
    public static void main(String[] arguments) {
        NativeRuntime.prepare();
        int batch = Integer.parseInt(arguments[0]);
        double[] seconds = new double[Integer.parseInt(arguments[1])];
        ComputationGraph network = BiSeNet.builder().build().init();
        INDArray images = Nd4j.rand(DataType.FLOAT, batch, 3, 512, 512);
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            network.output(false, images);
            network.output(false, images);
            for (int i = 0; i < seconds.length; i++) {
                long start = System.nanoTime();
                network.output(false, images);
                seconds[i] = (System.nanoTime() - start) / 1e9;
            }
        }
        Arrays.sort(seconds);
        System.out.printf(
                "bisenet infer: median %.2f, best %.2f images/s%n",
                batch / seconds[seconds.length / 2], batch / seconds[0]);
    }
}
