package org.cyborgml.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.loss.LossTermsListener;
import org.cyborgml.loss.TripletLossLayer;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Convolution;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.dataset.api.MultiDataSet;
import org.nd4j.linalg.learning.config.Adam;

class TripletsTest {

    private static Sample sample(int index, int classIndex) {
        return new Sample(new LabelledImage(Split.TRAIN, "any", index + ".png"), classIndex, Optional.empty(), 1);
    }

    @Test
    void everySampleIsAnAnchorOnce() {
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            samples.add(sample(i, i % 4 == 0 ? 0 : 1 + i % 2));
        }
        List<Sample> arranged = SampleOrder.TRIPLETS.arrange(samples, 3, 1);
        assertThat(arranged).hasSize(SampleOrder.TRIPLETS.size(12));
        List<Sample> anchors = new ArrayList<>();
        for (int i = 0; i < arranged.size(); i += 3) {
            Sample anchor = arranged.get(i);
            anchors.add(anchor);
            assertThat(arranged.get(i + 1).classIndex()).isEqualTo(anchor.classIndex());
            assertThat(arranged.get(i + 1)).isNotSameAs(anchor);
            assertThat(arranged.get(i + 2).classIndex()).isNotEqualTo(anchor.classIndex());
        }
        assertThat(anchors).containsExactlyInAnyOrderElementsOf(samples);
        assertThat(SampleOrder.TRIPLETS.arrange(samples, 3, 1)).isEqualTo(arranged);
        assertThat(SampleOrder.TRIPLETS.arrange(samples, 3, 2)).isNotEqualTo(arranged);
        assertThat(SampleOrder.TRIPLETS.forValidation(samples, 3))
                .isEqualTo(SampleOrder.TRIPLETS.arrange(samples, 3, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SampleOrder.TRIPLETS.arrange(samples.subList(0, 3), 3, 0))
                .withMessageContaining("at least 2 samples of each of at least 2 classes, found 1 of class 0");
    }

    /** A linear map of the pixels tells the two kinds of images apart once it has learnt by the iterator's triplets. */
    @Test
    void learnsByAnIterator(@TempDir Path folder) throws IOException {
        ToyFaces.write(folder, 6);
        ComputationGraphConfiguration conf = new NeuralNetConfiguration.Builder()
                .seed(3)
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("image")
                .setInputTypes(InputType.convolutional(ToyFaces.SIDE, ToyFaces.SIDE, 3))
                .addLayer(
                        "conv", Convolution.builder(4, Window.of(ToyFaces.SIDE)).build(), "image")
                .addLayer("features", new TripletLossLayer(1), "conv")
                .setOutputs("features")
                .build();
        ComputationGraph network = new ComputationGraph(conf);
        network.init();
        List<LossTerms> terms = new ArrayList<>();
        network.setListeners(new LossTermsListener((iteration, epoch, step) -> terms.add(step)));
        BatchFormat format = BatchFormat.of(conf, InputFormat.square(ToyFaces.SIDE, Normalisation.IMAGENET));
        SaliencyData data = SaliencyData.of(
                SplitFile.read(folder.resolve("split.csv")), ImageFolder.open(folder.resolve("images")));
        try (SaliencyDataSetIterator batches = SaliencyDataSetIterator.builder(data, format)
                .order(SampleOrder.TRIPLETS)
                .batchSize(12)
                .build()) {
            assertThat(batches.size()).isEqualTo(36);
            MultiDataSet first = batches.next();
            assertThat(first.getLabels()).hasSize(1);
            assertThat(first.getLabels(0).shape()).containsExactly(12, 1);
            batches.reset();
            network.fit(batches, 10);
        }
        assertThat(terms).hasSize(30);
        assertThat(terms.get(0).samples()).isEqualTo(4);
        LossTerms last = terms.get(29);
        assertThat(last.total())
                .isEqualTo(network.score())
                .isLessThan(0.5 * terms.get(0).total());
        assertThat(last.correct()).isEqualTo(4);
        assertThat(last.alpha()).isEqualTo(1);
    }
}
