package org.cyborgml.app.decoy;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.metrics.BinaryScores;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.MaskAgreement;
import org.cyborgml.metrics.OneVersusRestAuc;
import org.cyborgml.metrics.PixelMask;
import org.cyborgml.metrics.RocCurve;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * What one network's predictions on one test set are worth.
 *
 * @param metrics all metrics that have a value
 * @param roc the curve over all classes, every image counting once per class
 * @param meanCam the mean of the CAMs
 */
public record TestScore(Map<Metric, Double> metrics, RocCurve roc, SaliencyMap meanCam) {

    /**
     * Copies the metrics.
     *
     * @param metrics all metrics that have a value
     * @param roc the curve over all classes, every image counting once per class
     * @param meanCam the mean of the CAMs
     */
    public TestScore {
        metrics = Map.copyOf(metrics);
    }

    /**
     * Measures predictions.
     *
     * @param test the test set
     * @param predictions what a network makes of its images
     * @return the values
     */
    public static TestScore of(TestImages test, Predictions predictions) {
        LabelledImages images = test.decoys().images();
        double[][] scores = predictions.probabilities().toArray(new double[0][]);
        Map<Metric, Double> metrics = new EnumMap<>(Metric.class);
        metrics.put(Metric.ACCURACY, predictions.accuracy(images));
        metrics.put(Metric.AUC, OneVersusRestAuc.of(images.labels(), scores).macro());
        MeanMapAccumulator mean = new MeanMapAccumulator();
        Sums sums = new Sums();
        for (int i = 0; i < images.size(); i++) {
            mean.add(predictions.cams().get(i));
            sums.add(test, i, predictions.cams().get(i));
        }
        sums.into(metrics);
        return new TestScore(metrics, roc(images, scores), mean.mean());
    }

    private static RocCurve roc(LabelledImages images, double[][] scores) {
        int classes = scores[0].length;
        boolean[] positive = new boolean[scores.length * classes];
        double[] all = new double[positive.length];
        for (int i = 0; i < scores.length; i++) {
            positive[i * classes + images.label(i)] = true;
            System.arraycopy(scores[i], 0, all, i * classes, classes);
        }
        return RocCurve.of(BinaryScores.of(positive, all));
    }

    /** Adds up the agreement of CAMs, image by image. */
    private static final class Sums {
        private double correlation;
        private double onGarment;
        private double pointing;
        private double onPatch;
        private int images;
        private int patches;

        void add(TestImages test, int image, SaliencyMap cam) {
            correlation +=
                    MapAgreement.CORRELATION.of(grid(cam), grid(test.maps().get(image)));
            int side = test.decoys().images().side();
            SaliencyGrid enlarged = grid(cam.resizedTo(side, side));
            PixelMask garment = test.garments().get(image);
            onGarment += MaskAgreement.ENERGY_INSIDE.of(enlarged, garment);
            pointing += MaskAgreement.POINTING_GAME.of(enlarged, garment);
            Optional<Patch> patch = test.decoys().patches().get(image);
            if (patch.isPresent()) {
                onPatch += MaskAgreement.ENERGY_INSIDE.of(enlarged, mask(patch.get(), side));
                patches++;
            }
            images++;
        }

        void into(Map<Metric, Double> metrics) {
            metrics.put(Metric.CORRELATION, correlation / images);
            metrics.put(Metric.ENERGY_ON_GARMENT, onGarment / images);
            metrics.put(Metric.POINTING_GAME, pointing / images);
            if (patches > 0) {
                metrics.put(Metric.ENERGY_ON_PATCH, onPatch / patches);
            }
        }

        private static SaliencyGrid grid(SaliencyMap map) {
            return SaliencyGrid.of(map.height(), map.width(), map.toArray());
        }

        private static PixelMask mask(Patch patch, int side) {
            boolean[] marked = new boolean[side * side];
            for (int i = 0; i < marked.length; i++) {
                marked[i] = patch.covers(i % side, i / side);
            }
            return PixelMask.of(side, side, marked);
        }
    }
}
