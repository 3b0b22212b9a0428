package org.cyborgml.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** An ONNX file in ONNX Runtime. */
public final class OnnxRun implements AutoCloseable {

    private final OrtSession session;

    private OnnxRun(OrtSession session) {
        this.session = session;
    }

    public static OnnxRun open(Path file, int threads) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setInterOpNumThreads(1);
            options.setIntraOpNumThreads(threads);
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            return new OnnxRun(environment.createSession(file.toString(), options));
        }
    }

    Map<String, String> metadata() throws OrtException {
        return session.getMetadata().getCustomMetadata();
    }

    /** Runs the file on images, and gives its outputs by name. */
    public Map<String, INDArray> run(INDArray images) throws OrtException {
        float[] values = images.dup('c').data().asFloat();
        String input = session.getInputNames().iterator().next();
        try (OnnxTensor tensor = OnnxTensor.createTensor(
                        OrtEnvironment.getEnvironment(), FloatBuffer.wrap(values), images.shape());
                OrtSession.Result result = session.run(Map.of(input, tensor))) {
            Map<String, INDArray> outputs = new LinkedHashMap<>();
            for (Map.Entry<String, OnnxValue> output : result) {
                OnnxTensor found = (OnnxTensor) output.getValue();
                float[] copy = new float[found.getFloatBuffer().remaining()];
                found.getFloatBuffer().get(copy);
                outputs.put(
                        output.getKey(),
                        Nd4j.createFromArray(copy).reshape(found.getInfo().getShape()));
            }
            return outputs;
        }
    }

    /** Requires equal shapes, and values that differ by no more than a number. */
    static void assertClose(INDArray found, INDArray expected, double most) {
        assertThat(found.shape()).isEqualTo(expected.shape());
        assertThat(found.isNaN().any()).isFalse();
        assertThat(found.sub(expected).normmaxNumber().doubleValue()).isCloseTo(0, within(most));
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }
}
