package org.cyborgml.scoring.onnx;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.data.DataException;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Resampling;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.saliency.image.Raster;
import org.jspecify.annotations.Nullable;

/**
 * A detector of two classes from an ONNX file, run by ONNX Runtime. That library is an optional dependency: put {@code
 * com.microsoft.onnxruntime:onnxruntime}, version 1.20 to 1.26, on the class path.
 *
 * <p>The file must have one input of 32-bit floats, {@code [N, 3, height, width]} or {@code [N, height, width, 3]}, and one output
 * with one value for each image, or one for each class. Two logits are read as a softmax, so that the score's logit is their
 * difference. Safe for use by several threads.
 *
 * <p>The file is checked before native code reads it, and runs no code of its own; but a hostile one can take much memory.
 */
public final class OnnxDetector implements AutoCloseable {

    private static final int LARGEST_SIDE = 8192;
    private static final int LARGEST_BATCH = 4096;
    private static final int PATTERN = 251;
    private static final Set<String> LINEAR = Set.of("Gemm", "MatMul", "Conv", "LogSoftmax");
    private static final Set<String> PROBABLE = Set.of("Sigmoid", "HardSigmoid", "Softmax");

    private final OnnxModelFile model;
    private final OnnxSettings settings;
    private final InputFormat format;
    private final DetectorOutput output;
    private final OnnxRuntimeSession session;
    private final String hash;

    private OnnxDetector(
            OnnxModelFile model,
            OnnxSettings settings,
            InputFormat format,
            DetectorOutput output,
            OnnxRuntimeSession session,
            String hash) {
        this.model = model;
        this.settings = settings;
        this.format = format;
        this.output = output;
        this.session = session;
        this.hash = hash;
    }

    /**
     * Opens a file and runs it once, so that what does not fit shows before the work.
     *
     * @param file the ONNX file
     * @param settings what it does not state
     * @return the detector
     * @throws IOException if ONNX Runtime is not on the class path, or the file cannot be used with these settings; the message
     *     says why
     */
    public static OnnxDetector open(Path file, OnnxSettings settings) throws IOException {
        if (!hasRuntime()) {
            throw new DataException(file + ": ONNX files need ONNX Runtime, which is not on the class path: add"
                    + " com.microsoft.onnxruntime:onnxruntime, 1.20 to 1.26");
        }
        byte[] bytes = OnnxModelFile.bytes(file);
        OnnxModelFile model = OnnxModelFile.of(file, bytes);
        DetectorOutput output = output(model, settings.output());
        InputFormat format = format(model, settings);
        OnnxRuntimeSession session = OnnxRuntimeSession.open(model, bytes);
        OnnxDetector detector = new OnnxDetector(model, settings, format, output, session, FileHash.sha256(file));
        try {
            detector.tryOnce();
        } catch (IOException | RuntimeException e) {
            session.close();
            throw e;
        }
        return detector;
    }

    /**
     * Tells if ONNX Runtime is on the class path.
     *
     * @return false if {@link #open} would refuse every file
     */
    public static boolean hasRuntime() {
        try {
            Class.forName(OnnxRuntimeSession.NEEDED, false, OnnxDetector.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static DetectorOutput output(OnnxModelFile model, @Nullable DetectorOutput given) throws DataException {
        String operator = model.outputOperator().orElse("");
        if (PROBABLE.contains(operator)) {
            if (given == DetectorOutput.LOGITS) {
                throw new DataException(
                        model.file() + ": its output comes from " + operator + ", so it is probabilities, not logits");
            }
            return DetectorOutput.PROBABILITIES;
        }
        if (given != null) {
            return given;
        }
        if (LINEAR.contains(operator)) {
            return DetectorOutput.LOGITS;
        }
        throw new DataException(model.file() + ": its output comes from "
                + (operator.isEmpty() ? "no operator" : operator)
                + ", which does not tell if it is logits or probabilities: say which");
    }

    private static boolean isChannelsLast(OnnxModelFile model) {
        return model.shape().get(3) == 3 && model.shape().get(1) != 3;
    }

    private static InputFormat format(OnnxModelFile model, OnnxSettings settings) throws DataException {
        List<Long> shape = model.shape();
        boolean last = isChannelsLast(model);
        if (!last && shape.get(1) != 3) {
            throw new DataException(model.file() + ": its input has the shape " + shape
                    + ", must be [N, 3, height, width] or [N, height, width, 3]");
        }
        if (shape.get(0) > LARGEST_BATCH) {
            throw new DataException(
                    model.file() + ": takes " + shape.get(0) + " images at once, more than " + LARGEST_BATCH);
        }
        return new InputFormat(
                side(model, shape.get(last ? 1 : 2), settings.side()),
                side(model, shape.get(last ? 2 : 3), settings.side()),
                settings.normalisation(),
                Resampling.BILINEAR);
    }

    private static int side(OnnxModelFile model, long stated, @Nullable Integer given) throws DataException {
        if (stated == 0 && given == null) {
            throw new DataException(model.file() + ": leaves the size of its images open: give it");
        }
        if (stated != 0 && given != null && given != stated) {
            throw new DataException(model.file() + ": takes images of side " + stated + ", not " + given);
        }
        long side = stated == 0 ? Objects.requireNonNull(given) : stated;
        if (side < 1 || side > LARGEST_SIDE) {
            throw new DataException(model.file() + ": images of side " + side + ": must be from 1 to " + LARGEST_SIDE);
        }
        return (int) side;
    }

    private void tryOnce() throws DataException {
        int images = chunk(1);
        float[] pattern = new float[images * format.values()];
        for (int i = 0; i < pattern.length; i++) {
            // No constant, by whose deviation a network might divide.
            pattern[i] = i % PATTERN / (float) PATTERN;
        }
        float[] values = run(pattern, images);
        int perImage = values.length / images;
        if (values.length % images != 0 || perImage < 1 || perImage > 2) {
            throw new DataException(model.file() + ": gives " + values.length + " values for " + images
                    + " images, must be one or two for each");
        }
        if (perImage == 1 && model.outputOperator().equals(Optional.of("Softmax"))) {
            throw new DataException(model.file() + ": gives the softmax of one value, which is always 1");
        }
        logit(values, 0, perImage);
    }

    /**
     * Form of the images.
     *
     * @return height, width and normalisation
     */
    public InputFormat input() {
        return format;
    }

    /**
     * File and settings in one line, which is another for another detector.
     *
     * @return name, SHA-256 and settings
     */
    public String description() {
        return model.file().getFileName() + " (SHA-256 " + hash + "), " + settings.withOutput(output) + ", "
                + format.width() + "x" + format.height();
    }

    /**
     * The logits of class 1, such as Synthetic.
     *
     * @param images as {@link InputFormat#resized} of {@link #input} gives them
     * @return one for each; -800 and 800 for probabilities of exactly 0 and 1
     * @throws DataException if ONNX Runtime fails, or a value is none or no probability where it should be
     */
    public double[] logits(List<Raster> images) throws DataException {
        double[] logits = new double[images.size()];
        int most = chunk(images.size());
        for (int from = 0; from < images.size(); from += most) {
            List<Raster> some = images.subList(from, Math.min(images.size(), from + most));
            // Where the file fixes the batch, black images fill it up.
            int size = chunk(some.size());
            float[] values = run(values(some, size), size);
            int perImage = values.length / size;
            for (int i = 0; i < some.size(); i++) {
                logits[from + i] = logit(values, i * perImage, perImage);
            }
        }
        return logits;
    }

    /** Images at once: the file's number if it states one. */
    private int chunk(int wanted) {
        return model.shape().get(0) == 0
                ? wanted
                : Math.toIntExact(model.shape().get(0));
    }

    private double logit(float[] values, int from, int count) throws DataException {
        double[] ofImage = new double[count];
        for (int i = 0; i < count; i++) {
            // The class that is wanted stands last.
            boolean isTurned = count == 2 && settings.classes() == ClassOrder.SYNTHETIC_FIRST;
            ofImage[isTurned ? 1 - i : i] = values[from + i];
        }
        try {
            double logit = output.lastLogit(ofImage);
            return count == 1 && settings.classes() == ClassOrder.SYNTHETIC_FIRST ? -logit : logit;
        } catch (IllegalArgumentException e) {
            throw new DataException(model.file() + ": " + e.getMessage());
        }
    }

    private float[] values(List<Raster> images, int size) {
        int pixels = format.height() * format.width();
        float[] planes = new float[size * format.values()];
        for (int i = 0; i < images.size(); i++) {
            format.normalisation().write(images.get(i), planes, i * format.values());
        }
        boolean isBgr = settings.colours() == ColourOrder.BGR;
        boolean isLast = isChannelsLast(model);
        if (!isBgr && !isLast) {
            return planes;
        }
        float[] ordered = new float[planes.length];
        for (int i = 0; i < size; i++) {
            int start = i * format.values();
            for (int c = 0; c < 3; c++) {
                int plane = start + (isBgr ? 2 - c : c) * pixels;
                for (int at = 0; at < pixels; at++) {
                    ordered[start + (isLast ? 3 * at + c : c * pixels + at)] = planes[plane + at];
                }
            }
        }
        return ordered;
    }

    private float[] run(float[] values, int images) throws DataException {
        long[] shape = isChannelsLast(model)
                ? new long[] {images, format.height(), format.width(), 3}
                : new long[] {images, 3, format.height(), format.width()};
        return session.run(values, shape);
    }

    /** Frees the native memory. */
    @Override
    public void close() {
        session.close();
    }
}
