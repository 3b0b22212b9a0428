package org.cyborgml.app.experiment;

import com.google.common.primitives.ImmutableDoubleArray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.data.Batches;
import org.cyborgml.data.LabelledImage;
import org.cyborgml.data.Sample;
import org.cyborgml.data.SampleSet;
import org.cyborgml.head.CyborgHead;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a network over all test sets, leaving no file: an image that is in several of them goes through it once. */
final class TestPass {

    private final Experiment experiment;
    private final ExperimentFiles files;
    private final BackboneContext context;
    private final int batch;

    /** An image and the folder that its path is below. */
    private record Image(Path root, String path) {}

    TestPass(Experiment experiment, ExperimentFiles files, BackboneContext context, int batch) {
        this.experiment = experiment;
        this.files = files;
        this.context = context;
        this.batch = batch;
    }

    /** Metrics by test set and pooled. */
    Map<String, TestMetrics> metrics(ComputationGraph network) throws IOException {
        Map<Image, ImmutableDoubleArray> logits = logits(network);
        Map<TestSet, TestScores> scores = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            List<TestScores.Scored> scored = new ArrayList<>();
            for (LabelledImage image : files.images(test)) {
                scored.add(new TestScores.Scored(
                        experiment.images(test),
                        image.path(),
                        context.classes().index(image.label()),
                        Objects.requireNonNull(logits.get(new Image(files.imageRoot(test), image.path())))));
            }
            scores.put(test, new TestScores(context.classes(), scored));
        }
        return Measuring.metrics(scores);
    }

    private Map<Image, ImmutableDoubleArray> logits(ComputationGraph network) throws IOException {
        Map<Path, Map<String, LabelledImage>> byRoot = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            Map<String, LabelledImage> images =
                    byRoot.computeIfAbsent(files.imageRoot(test), x -> new LinkedHashMap<>());
            files.images(test).forEach(image -> images.putIfAbsent(image.path(), image));
        }
        Map<Image, ImmutableDoubleArray> logits = new LinkedHashMap<>();
        for (Map.Entry<Path, Map<String, LabelledImage>> root : byRoot.entrySet()) {
            SampleSet samples =
                    context.tested(root.getKey(), List.copyOf(root.getValue().values()));
            Batches.Pass pass = context.batches(root.getKey()).pass(samples.samples(), batch);
            while (pass.hasNext()) {
                INDArray images = pass.next().getFeatures(0);
                INDArray ofBatch = CyborgHead.logits(network, images);
                List<Sample> part = pass.samples();
                for (int i = 0; i < part.size(); i++) {
                    logits.put(
                            new Image(root.getKey(), part.get(i).image().path()),
                            ImmutableDoubleArray.copyOf(
                                    ofBatch.getRow(i).castTo(DataType.DOUBLE).toDoubleVector()));
                }
            }
        }
        return logits;
    }
}
