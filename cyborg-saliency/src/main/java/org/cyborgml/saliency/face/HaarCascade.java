package org.cyborgml.saliency.face;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Rect;
import org.bytedeco.opencv.opencv_core.RectVector;
import org.bytedeco.opencv.opencv_core.Size;
import org.bytedeco.opencv.opencv_objdetect.CascadeClassifier;
import org.cyborgml.saliency.geometry.BoundingBox;
import org.cyborgml.saliency.image.Raster;

/**
 * The frontal face cascade that comes inside OpenCV's jar (Viola and Jones 2001; Lienhart): boxes without landmarks, for use
 * without a model file. It finds fewer faces than {@link YuNet} and takes other things for faces more often.
 *
 * <p>The smallest face that it finds is a tenth of the photograph's shorter side. Its score is the number of windows that
 * agree, n / (n + 10).
 */
public final class HaarCascade implements FaceDetector {

    private static final String NAME = "haarcascade_frontalface_default.xml";
    private static final double STEP = 1.1;
    private static final int NEIGHBOURS = 5;
    private static final int SMALLEST_SHARE = 10;
    private static final int SMALLEST_SIDE = 24;
    private static final double HALF_SURE = 10;

    private final CascadeClassifier cascade;
    private boolean isClosed;

    private HaarCascade(CascadeClassifier cascade) {
        this.cascade = cascade;
    }

    /**
     * Loads the cascade.
     *
     * @return a detector
     * @throws IOException if OpenCV's jar for this platform is missing or holds no cascade
     */
    public static HaarCascade load() throws IOException {
        String resource = "/org/bytedeco/opencv/" + Loader.getPlatform() + "/share/opencv4/haarcascades/" + NAME;
        File file = Loader.cacheResource(opencv_core.class, resource);
        if (file == null) {
            throw new FaceModelException(resource, "is not among OpenCV's files for " + Loader.getPlatform());
        }
        CascadeClassifier cascade = new CascadeClassifier();
        if (!cascade.load(file.getPath())) {
            throw new FaceModelException(file.getPath(), "cannot be read by OpenCV");
        }
        return new HaarCascade(cascade);
    }

    @Override
    public synchronized List<Face> detect(Raster photograph) {
        if (isClosed) {
            throw new IllegalStateException("the face detector is closed");
        }
        byte[] grey = photograph.toEightBits().toGrey().toBytes();
        int smallest = Math.max(SMALLEST_SIDE, Math.min(photograph.width(), photograph.height()) / SMALLEST_SHARE);
        List<Face> faces = new ArrayList<>();
        try (BytePointer samples = new BytePointer(grey);
                Mat image = new Mat(photograph.height(), photograph.width(), opencv_core.CV_8UC1, samples);
                RectVector boxes = new RectVector();
                IntPointer neighbours = new IntPointer();
                Size least = new Size(smallest, smallest);
                Size most = new Size()) {
            cascade.detectMultiScale2(image, boxes, neighbours, STEP, NEIGHBOURS, 0, least, most);
            for (long i = 0; i < boxes.size(); i++) {
                faces.add(face(boxes.get(i), neighbours.get(i)));
            }
        }
        faces.sort(Comparator.comparingDouble(face -> -face.score()));
        return faces;
    }

    private static Face face(Rect box, double neighbours) {
        return new Face(
                Optional.of(new BoundingBox(box.x(), box.y(), box.width(), box.height())),
                Optional.empty(),
                neighbours / (neighbours + HALF_SURE));
    }

    @Override
    public String description() {
        return "OpenCV's " + NAME + ", boxes without landmarks";
    }

    @Override
    public synchronized void close() {
        if (!isClosed) {
            cascade.close();
            isClosed = true;
        }
    }
}
