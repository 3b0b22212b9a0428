package org.cyborgml.app.study.web;

import java.io.IOException;
import java.util.List;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.StudyAnnotations;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.saliency.annotation.AnnotatedImage;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.image.PngWriter;
import org.cyborgml.saliency.image.SampleDepth;
import org.cyborgml.saliency.map.Judgements;
import org.cyborgml.saliency.map.SaliencyMapBuilder;
import org.cyborgml.saliency.map.TooFewAnnotatorsException;

/** Saliency maps of the annotations so far, made as {@code saliency build} makes them. One at a time, so that answers come first. */
final class LiveMaps {

    private LiveMaps() {}

    static synchronized byte[] png(List<AnsweredTrial> answers, StudyImage image, Judgements judgements)
            throws StudyRefusal, IOException {
        List<AnnotationRecord> records = StudyAnnotations.of(answers, image.file());
        if (records.isEmpty()) {
            throw none();
        }
        try {
            return PngWriter.encode(SaliencyMapBuilder.paper()
                    .withJudgements(judgements)
                    .build(new AnnotatedImage(image.file(), image.size(), records))
                    .map()
                    .toRaster(SampleDepth.EIGHT_BITS));
        } catch (TooFewAnnotatorsException e) {
            throw none();
        }
    }

    private static StudyRefusal none() {
        return new StudyRefusal(StudyRefusal.Reason.NO_ANNOTATIONS, "nobody who counts marked this image");
    }
}
