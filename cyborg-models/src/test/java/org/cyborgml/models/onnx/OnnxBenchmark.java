package org.cyborgml.models.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.Network;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.models.layer.FrozenWeights;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Speed of inference, probabilities and CAM, by ONNX Runtime's CPU provider beside that of this library: a table in Markdown.
 *
 * <pre>{@code
 * mvn -q -pl cyborg-models -am test-compile
 * mvn -q -pl cyborg-models dependency:build-classpath -Dmdep.outputFile=target/classpath
 * OMP_NUM_THREADS=2 java -Xmx3g -cp cyborg-models/target/test-classes:cyborg-models/target/classes:$(cat \
 *     cyborg-models/target/classpath) org.cyborgml.models.onnx.OnnxBenchmark resnet50 8 12
 * }</pre>
 */
final class OnnxBenchmark {

    private static final int THREADS = 2;

    private OnnxBenchmark() {}

    /** Prints images per second, by architecture, batch and number of passes. */
    public static void main(String[] arguments) throws IOException, OrtException {
        NativeRuntime.prepare();
        Architecture architecture = Architecture.named(arguments[0]);
        Network settings = architecture.builder().build();
        int batch = Integer.parseInt(arguments[1]);
        double[] seconds = new double[Integer.parseInt(arguments[2])];
        ComputationGraph network = settings.init();
        String rows = "| " + architecture + " | " + batch + " | %s | %.1f | %.1f |%n";
        System.out.println("| network | batch | inference by | images/s, median | images/s, best |");
        System.out.println("|---|---|---|---|---|");
        INDArray images = RandomNetworks.images(1, batch, 3, settings.height(), settings.width());
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            print(rows, "this library", batch, time(seconds, () -> network.output(false, images)));
        }
        for (OnnxBatchNorm batchNorm : OnnxBatchNorm.values()) {
            Path file = Files.createTempFile("network", ".onnx");
            try {
                OnnxExport.of(architecture.input(architecture.side()))
                        .withInput(OnnxInput.NORMALISED)
                        .withBatchNorm(batchNorm)
                        .write(file, network);
                print(rows, "ONNX Runtime, batch norm " + batchNorm, batch, timeOf(file, images, seconds));
            } finally {
                Files.delete(file);
            }
        }
    }

    private static double[] timeOf(Path file, INDArray images, double[] seconds) throws OrtException {
        FloatBuffer values = ByteBuffer.allocateDirect((int) images.length() * Float.BYTES)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        values.put(images.dup('c').data().asFloat()).rewind();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(THREADS);
            try (OrtSession session = environment.createSession(file.toString(), options);
                    OnnxTensor input = OnnxTensor.createTensor(environment, values, images.shape())) {
                return time(seconds, () -> run(session, input));
            }
        }
    }

    private static void run(OrtSession session, OnnxTensor input) {
        try (OrtSession.Result result = session.run(Map.of(Network.IMAGE, input))) {
            result.get(0);
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    private static double[] time(double[] seconds, Runnable pass) {
        pass.run();
        pass.run();
        for (int i = 0; i < seconds.length; i++) {
            long start = System.nanoTime();
            pass.run();
            seconds[i] = (System.nanoTime() - start) / 1e9;
        }
        Arrays.sort(seconds);
        return seconds;
    }

    private static void print(String row, String by, int batch, double[] seconds) {
        System.out.printf(row, by, batch / seconds[seconds.length / 2], batch / seconds[0]);
    }
}
