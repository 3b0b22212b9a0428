package org.cyborgml.app.study.report;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.report.ReportProgress;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.StudyAnnotations;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.metrics.SplitHalfAgreement;
import org.cyborgml.saliency.agreement.AnnotatorAgreement;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.BinaryMask;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.GaussianSmoothing;
import org.cyborgml.saliency.image.ImageFileException;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.saliency.map.SaliencyMapBuilder;

/**
 * An image that people who judged it rightly have highlighted.
 *
 * @param records one for each of them
 * @param map saliency map as {@code saliency build} makes it, reduced to {@value #SIDE} x {@value #SIDE}
 * @param agreement of them on the pixels; empty for a single one
 * @param splitHalf correlation of the maps of halves of 1, 2, ... of them; empty for a single one
 */
record MarkedImage(
        List<AnnotationRecord> records,
        SaliencyMap map,
        Optional<AnnotatorAgreement> agreement,
        ImmutableDoubleArray splitHalf) {

    /** Rows and columns of reduced maps. */
    static final int SIDE = 56;

    /** Standard deviation of the blur in pixels of the image, as in the paper. */
    static final double SIGMA = 5;

    private static final int SPLITS = 50;

    /** The images of a study, those with most annotators first. */
    static List<MarkedImage> of(List<AnsweredTrial> answers, ReportProgress progress) {
        List<List<AnnotationRecord>> images = List.copyOf(AnnotatedImage.byImage(StudyAnnotations.of(answers).stream()
                        .filter(entry -> entry.isCorrect().orElse(false))
                        .toList())
                .values());
        List<MarkedImage> all = new ArrayList<>();
        for (List<AnnotationRecord> records : images) {
            all.add(of(records));
            progress.counted("images", all.size(), images.size());
        }
        return all.stream()
                .sorted(Comparator.comparingInt((MarkedImage image) -> -image.records.size())
                        .thenComparing(MarkedImage::file))
                .toList();
    }

    private static MarkedImage of(List<AnnotationRecord> records) {
        try {
            SaliencyMap map = SaliencyMapBuilder.paper()
                    .build(AnnotatedImage.of(records))
                    .map()
                    .resizedTo(SIDE, SIDE);
            if (records.size() < 2) {
                return new MarkedImage(records, map, Optional.empty(), ImmutableDoubleArray.of());
            }
            List<BinaryMask> masks = new ArrayList<>();
            List<SaliencyGrid> grids = new ArrayList<>();
            for (AnnotationRecord entry : records) {
                FloatPlane weights = Rasterizer.withDefaults().weights(entry);
                masks.add(BinaryMask.above(weights, 0));
                SaliencyMap smooth =
                        SaliencyMap.of(GaussianSmoothing.blur(weights, SIGMA)).resizedTo(SIDE, SIDE);
                grids.add(SaliencyGrid.of(SIDE, SIDE, smooth.toArray()));
            }
            return new MarkedImage(
                    records,
                    map,
                    Optional.of(AnnotatorAgreement.of(masks)),
                    ImmutableDoubleArray.copyOf(
                            SplitHalfAgreement.withDefaults().withSplits(SPLITS).of(grids)));
        } catch (ImageFileException e) {
            throw new IllegalStateException("highlights refer to no file", e);
        }
    }

    /** Path of the image below the folder of images. */
    String file() {
        return records.get(0).image();
    }

    /** The class that the image is of. */
    String truth() {
        return String.valueOf(records.get(0).truth());
    }
}
