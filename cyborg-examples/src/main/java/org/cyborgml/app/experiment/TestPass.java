package org.cyborgml.app.experiment;

import com.google.common.primitives.Doubles;
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
        Map<Image, double[]> logits = logits(network);
        if (context.classes().size() > 2) {
            Map<TestSet, ClassScores> scores = new LinkedHashMap<>();
            for (TestSet test : experiment.testSets()) {
                scores.put(test, classScores(test, logits));
            }
            return ClassMeasuring.metrics(scores);
        }
        Map<TestSet, KeptScores> scores = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            scores.put(test, scores(test, logits));
        }
        return new Measuring(experiment, scores).metrics();
    }

    private KeptScores scores(TestSet test, Map<Image, double[]> logits) throws IOException {
        List<String> paths = new ArrayList<>();
        ImmutableDoubleArray.Builder real = ImmutableDoubleArray.builder();
        ImmutableDoubleArray.Builder synthetic = ImmutableDoubleArray.builder();
        for (LabelledImage image : files.images(test)) {
            double[] all = of(image, test, logits);
            double logit = all[all.length - 1];
            if (context.classes().index(image.label()) == 0) {
                paths.add(image.path());
                real.add(logit);
            } else {
                synthetic.add(logit);
            }
        }
        return new KeptScores(paths, real.build(), synthetic.build());
    }

    private double[] of(LabelledImage image, TestSet test, Map<Image, double[]> logits) {
        return Objects.requireNonNull(logits.get(new Image(files.imageRoot(test), image.path())));
    }

    private ClassScores classScores(TestSet test, Map<Image, double[]> logits) throws IOException {
        List<ClassScores.Scored> scored = new ArrayList<>();
        for (LabelledImage image : files.images(test)) {
            scored.add(new ClassScores.Scored(
                    ClassScores.file(experiment.images(test), image.path()),
                    context.classes().index(image.label()),
                    Doubles.asList(of(image, test, logits))));
        }
        return new ClassScores(context.classes(), scored);
    }

    private Map<Image, double[]> logits(ComputationGraph network) throws IOException {
        Map<Path, Map<String, LabelledImage>> byRoot = new LinkedHashMap<>();
        for (TestSet test : experiment.testSets()) {
            Map<String, LabelledImage> images =
                    byRoot.computeIfAbsent(files.imageRoot(test), x -> new LinkedHashMap<>());
            files.images(test).forEach(image -> images.putIfAbsent(image.path(), image));
        }
        Map<Image, double[]> logits = new LinkedHashMap<>();
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
                            ofBatch.getRow(i).castTo(DataType.DOUBLE).toDoubleVector());
                }
            }
        }
        return logits;
    }
}
