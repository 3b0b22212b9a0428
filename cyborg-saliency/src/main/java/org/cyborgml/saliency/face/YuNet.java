package org.cyborgml.saliency.face;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.MatVector;
import org.bytedeco.opencv.opencv_core.StringVector;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.cyborgml.saliency.annotation.Point;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.image.Raster;

/**
 * YuNet (Wu, Peng, Yu, "YuNet: A Tiny Millisecond-level Face Detector", 2023), run by OpenCV: boxes with five landmarks. The model is
 * a file of the user's, such as {@code yunet_n_320_320.onnx}; any ONNX file with YuNet's operators and outputs is taken, and
 * another is refused before OpenCV sees it.
 *
 * <p>A photograph larger than the model's input (320x320 of that file) is reduced to fit, its proportions kept; a smaller one
 * stands in the upper left corner, black beside it. So faces below about a thirtieth of the photograph's longer side are not
 * found.
 *
 * <p>Immutable but for {@link #close()}. Several threads may use one detector; each has a network of its own meanwhile.
 */
public final class YuNet implements FaceDetector {

    /** A face counts from this score on unless configured. */
    public static final double DEFAULT_THRESHOLD = 0.6;

    /** Boxes that overlap more (intersection over union) are one face unless configured. */
    public static final double DEFAULT_OVERLAP = 0.3;

    private static final long MAXIMUM_FILE_BYTES = 1L << 26;

    private final Network network;
    private final ImageSize input;
    private final double threshold;
    private final double overlap;
    private final String description;

    private YuNet(Network network, ImageSize input, double threshold, double overlap, String description) {
        this.network = network;
        this.input = input;
        this.threshold = threshold;
        this.overlap = overlap;
        this.description = description;
    }

    /** The network, which detectors with other thresholds share: a copy of it for each thread that detects at the moment. */
    private static final class Network {

        private final byte[] model;
        private final Deque<Net> idle = new ArrayDeque<>();
        private boolean isClosed;

        Network(byte[] model) {
            this.model = model;
        }

        /** The outputs for one input of floats, [3, height, width], blue first. */
        Map<String, float[]> outputs(float[] values, ImageSize size) {
            Net net = take();
            try {
                return outputs(net, values, size);
            } finally {
                giveBack(net);
            }
        }

        private static Map<String, float[]> outputs(Net net, float[] values, ImageSize size) {
            Map<String, float[]> outputs = new HashMap<>();
            try (Mat blob = new Mat(new int[] {1, 3, size.height(), size.width()}, opencv_core.CV_32F);
                    StringVector names = net.getUnconnectedOutLayersNames();
                    MatVector made = new MatVector()) {
                new FloatPointer(blob.data()).put(values);
                net.setInput(blob);
                net.forward(made, names);
                for (long i = 0; i < made.size(); i++) {
                    try (Mat output = made.get(i);
                            BytePointer name = names.get(i)) {
                        float[] copy = new float[Math.toIntExact(output.total())];
                        new FloatPointer(output.data()).get(copy);
                        // JavaCPP's string of a vector ends in a zero.
                        outputs.put(name.getString().replace("\0", ""), copy);
                    }
                }
            }
            return outputs;
        }

        private synchronized Net take() {
            if (isClosed) {
                throw new IllegalStateException("the face detector is closed");
            }
            if (!idle.isEmpty()) {
                return idle.pop();
            }
            try (BytePointer content = new BytePointer(model)) {
                return opencv_dnn.readNetFromONNX(content, model.length);
            }
        }

        private synchronized void giveBack(Net net) {
            if (isClosed) {
                net.close();
            } else {
                idle.push(net);
            }
        }

        synchronized void close() {
            isClosed = true;
            idle.forEach(Net::close);
            idle.clear();
        }
    }

    /**
     * Reads a model.
     *
     * @param model an ONNX file, such as {@code yunet_n_320_320.onnx}
     * @return a detector with {@link #DEFAULT_THRESHOLD} and {@link #DEFAULT_OVERLAP}
     * @throws IOException if it cannot be read, or is not a YuNet
     */
    public static YuNet read(Path model) throws IOException {
        byte[] bytes;
        try {
            if (Files.size(model) > MAXIMUM_FILE_BYTES) {
                throw new FaceModelException(
                        model.toString(), "has " + Files.size(model) + " bytes: at most " + MAXIMUM_FILE_BYTES);
            }
            bytes = Files.readAllBytes(model);
        } catch (FaceModelException e) {
            throw e;
        } catch (IOException e) {
            throw new FaceModelException(model.toString(), FailureReason.of(e));
        }
        return of(bytes, model.toString(), "YuNet, " + model.getFileName() + ", SHA-256 " + FileHash.sha256(model));
    }

    /** A detector of a file's bytes. */
    static YuNet of(byte[] bytes, String name, String description) throws FaceModelException {
        ImageSize input;
        try {
            input = YuNetGraph.check(OnnxGraph.read(bytes));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new FaceModelException(name, "cannot be used as a face detector: " + e.getMessage());
        }
        Network network = new Network(bytes);
        try {
            // What OpenCV cannot run shows here and not at the first photograph.
            network.outputs(new float[3 * input.pixels()], input);
            return new YuNet(network, input, DEFAULT_THRESHOLD, DEFAULT_OVERLAP, description);
        } catch (RuntimeException e) {
            network.close();
            throw new FaceModelException(name, "cannot be run by OpenCV: " + FailureReason.of(e));
        }
    }

    /**
     * Sets the score from which on a face counts.
     *
     * @param score in [0,1]: the square root of the product of the network's two scores, as in OpenCV
     * @return a detector of the same model; closing one closes both
     * @throws IllegalArgumentException if it is not in [0,1]
     */
    public YuNet withThreshold(double score) {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("threshold " + score + " of the face detector: must be from 0 to 1");
        }
        return new YuNet(network, input, score, overlap, description);
    }

    /**
     * Sets the overlap from which on two boxes are one face.
     *
     * @param share intersection over union, in [0,1]
     * @return a detector of the same model; closing one closes both
     * @throws IllegalArgumentException if it is not in [0,1]
     */
    public YuNet withOverlap(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("overlap " + share + " of faces: must be from 0 to 1");
        }
        return new YuNet(network, input, threshold, share, description);
    }

    @Override
    public List<Face> detect(Raster photograph) {
        double scale = Math.min(
                1,
                Math.min((double) input.width() / photograph.width(), (double) input.height() / photograph.height()));
        int width = (int) Math.max(1, Math.rint(photograph.width() * scale));
        int height = (int) Math.max(1, Math.rint(photograph.height() * scale));
        Raster reduced = AntialiasedBilinear.to(width, height).resize(photograph.toRgb());
        double backX = (double) photograph.width() / width;
        double backY = (double) photograph.height() / height;
        return new YuNetOutputs(network.outputs(values(reduced), input), input.width(), input.height())
                .faces(threshold, overlap).stream()
                        .map(face -> enlarged(face, backX, backY))
                        .toList();
    }

    /** Blue, green and red, from 0 to 255. */
    private float[] values(Raster image) {
        byte[] samples = image.toBytes();
        float[] values = new float[3 * input.pixels()];
        for (int y = 0, from = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++, from += 3) {
                int to = y * input.width() + x;
                values[to] = samples[from + 2] & 0xff;
                values[to + input.pixels()] = samples[from + 1] & 0xff;
                values[to + 2 * input.pixels()] = samples[from] & 0xff;
            }
        }
        return values;
    }

    private static Face enlarged(Face face, double x, double y) {
        BoundingBox box = face.extent();
        return new Face(
                Optional.of(new BoundingBox(box.x() * x, box.y() * y, box.width() * x, box.height() * y)),
                face.landmarks()
                        .map(landmarks -> Landmarks.of(landmarks.points().stream()
                                .map(point -> new Point(point.x() * x, point.y() * y))
                                .toList())),
                face.score());
    }

    @Override
    public String description() {
        return description + ", score from " + threshold + ", overlap " + overlap;
    }

    @Override
    public void close() {
        network.close();
    }
}
