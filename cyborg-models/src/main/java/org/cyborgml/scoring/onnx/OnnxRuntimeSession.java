package org.cyborgml.scoring.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import org.cyborgml.data.DataException;

/** A model in ONNX Runtime: the only class that needs it on the class path. */
final class OnnxRuntimeSession implements AutoCloseable {

    /** The classes that must be there. */
    static final String NEEDED = "ai.onnxruntime.OrtEnvironment";

    private final OnnxModelFile model;
    private final OrtEnvironment environment;
    private final OrtSession session;

    private OnnxRuntimeSession(OnnxModelFile model, OrtEnvironment environment, OrtSession session) {
        this.model = model;
        this.environment = environment;
        this.session = session;
    }

    /**
     * Opens a model.
     *
     * @param model the file, checked
     * @param bytes the content that was checked; what is in the file may be another by now
     */
    static OnnxRuntimeSession open(OnnxModelFile model, byte[] bytes) throws DataException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            OrtEnvironment environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.setInterOpNumThreads(1);
            options.setIntraOpNumThreads(Runtime.getRuntime().availableProcessors());
            // Threads that wait by spinning would take the processors from those that decode images.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            return new OnnxRuntimeSession(model, environment, environment.createSession(bytes, options));
        } catch (OrtException e) {
            throw new DataException(model.file() + ": cannot be read by ONNX Runtime: " + OnnxModelFile.oneLine(e));
        } catch (LinkageError e) {
            throw new DataException("ONNX Runtime cannot be loaded on this machine: " + e);
        }
    }

    /**
     * Runs the model.
     *
     * @param values of the input
     * @param shape of the input
     * @return the values of the output, row by row
     * @throws DataException if ONNX Runtime cannot run it, or its output is no array of 32-bit floats
     */
    float[] run(float[] values, long[] shape) throws DataException {
        try (OnnxTensor input = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), shape);
                OrtSession.Result result = session.run(Map.of(model.input(), input))) {
            OnnxValue output = result.get(0);
            FloatBuffer floats = output instanceof OnnxTensor tensor ? tensor.getFloatBuffer() : null;
            if (floats == null) {
                throw new DataException(model.file() + ": its output " + output.getInfo()
                        + " is of another type, must be an array of 32-bit floats");
            }
            float[] copy = new float[floats.remaining()];
            floats.get(copy);
            return copy;
        } catch (OrtException e) {
            throw new DataException(model.file() + ": cannot be run by ONNX Runtime: " + OnnxModelFile.oneLine(e));
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
