package org.cyborgml.scoring;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntUnaryOperator;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.ImageSource;
import org.cyborgml.data.ReadAhead;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.scoring.onnx.OnnxDetector;

/** Scores images by a detector from an ONNX file into a score file, as {@link Scorer} does by a network. Immutable. */
public final class OnnxScorer {

    private final OnnxDetector detector;
    private final int batch;
    private final LogitColumns logits;

    /**
     * A scorer.
     *
     * @param detector an open detector
     * @param batch images at once, at least 1
     * @param logits whether the logit stands behind the score
     */
    public OnnxScorer(OnnxDetector detector, int batch, LogitColumns logits) {
        this.detector = detector;
        this.batch = batch;
        this.logits = logits;
    }

    private record Loaded(String path, Raster image) {}

    /**
     * Scores images into a file. An image that cannot be used has no row; the others are scored all the same.
     *
     * @param images has the images
     * @param paths of those to score
     * @param out the score file; while it is incomplete it has {@code .part} behind its name
     * @param source one line that identifies the images: a scoring by the same detector that was stopped is continued where this
     *     line is the same
     * @param progress listens
     * @return counts, and the images that could not be used
     * @throws IOException if the file cannot be written, or the detector fails
     */
    public ScoringResult score(
            ImageSource images, List<String> paths, Path out, String source, ScoringProgress progress)
            throws IOException {
        ScoreLayout layout = new ScoreLayout(ClassNames.FACES, logits);
        String origin = detector.description() + ", " + source + (logits == LogitColumns.WRITTEN ? ", logits" : "");
        try (ScoreFile file = ScoreFile.open(out, origin, layout, IntUnaryOperator.identity())) {
            int kept = file.size();
            List<String> open = paths.stream().filter(path -> !file.has(path)).toList();
            int before = paths.size() - open.size();
            List<String> failures = ReadAhead.inBatches(
                    open,
                    batch,
                    path -> path,
                    path -> new Loaded(path, detector.input().resized(images.read(path))),
                    (ready, done) -> {
                        add(ready, file);
                        progress.onImages(before + done, paths.size());
                    });
            file.complete();
            return new ScoringResult(file.size(), kept, failures);
        }
    }

    private void add(List<Loaded> ready, ScoreFile file) throws IOException {
        List<Raster> rasters = new ArrayList<>();
        ready.forEach(one -> rasters.add(one.image()));
        double[] values = detector.logits(rasters);
        for (int i = 0; i < values.length; i++) {
            file.add(new ImageScore(ready.get(i).path(), ClassNames.FACES, ImmutableDoubleArray.of(values[i])));
        }
        file.flush();
    }
}
