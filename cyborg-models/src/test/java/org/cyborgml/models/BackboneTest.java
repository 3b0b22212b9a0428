package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** The large networks as DL4J networks; {@link AgainstPyTorchTest} has their numbers. */
@Tag("both-kernel-sets")
class BackboneTest {

    private static MultiDataSet batch(ComputationGraph network, int n, int height, int width, DataType type) {
        INDArray images = NetworkGolden.images(3, n, Math.max(height, width), type)
                .get(
                        NDArrayIndex.all(),
                        NDArrayIndex.all(),
                        NDArrayIndex.interval(0, height),
                        NDArrayIndex.interval(0, width))
                .dup('c');
        INDArray[] outputs = network.output(images);
        INDArray labels = Nd4j.zeros(type, outputs[0].shape());
        for (int i = 0; i < n; i++) {
            labels.putScalar(i, i % labels.size(1), 1);
        }
        return new MultiDataSet(
                new INDArray[] {images}, new INDArray[] {labels, NetworkGolden.maps(3, type, outputs[1].shape())});
    }

    /**
     * One sample, sides that differ, a copy made of what is saved: the seed decides the first weights, and training goes on the same.
     * (CNNDetection has the layers of ResNet50, and self-attention those of Xception.)
     */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 33, 65, 2, 3",
        "densenet121, 96, 64, 3, 2",
        "inception_v3, 75, 107, 1, 2",
        "self_attention, 48, 64, 3, 4"
    })
    void trainsOnOneSample(String name, int height, int width, int h, int w) {
        Network.Builder<?> builder =
                Architecture.named(name).builder().inputSize(height, width).seed(9);
        ComputationGraph network = builder.build().init();
        assertThat(builder.build().init().params()).isEqualTo(network.params());
        MultiDataSet batch = batch(network, 1, height, width, DataType.FLOAT);
        assertThat(batch.getLabels(1).shape()).containsExactly(1, h, w);
        network.fit(batch);
        assertThat(network.score()).isFinite();
        // The parts of DL4J's zip, without the time that it takes to pack 200 MB.
        ComputationGraph loaded = new ComputationGraph(ComputationGraphConfiguration.fromJson(
                network.getConfiguration().toJson()));
        loaded.init(network.params().dup(), false);
        loaded.getUpdater()
                .setStateViewArray(network.getUpdater().getStateViewArray().dup());
        assertThat(loaded.getConfiguration()).isEqualTo(network.getConfiguration());
        network.fit(batch);
        loaded.fit(batch);
        assertThat(loaded.params()).isEqualTo(network.params());
        assertThat(network.params().isNaN().any()).isFalse();
    }

    @Test
    void classMasks() {
        INDArray labels = Nd4j.createFromArray(new float[][] {{1, 0}, {0, 1}});
        var batch = new MultiDataSet(
                new INDArray[] {Nd4j.zeros(2, 3, 4, 4)},
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, 2, 3, 3)},
                null,
                new INDArray[] {null, Nd4j.zeros(2, 1)});
        new ClassMasks().preProcess(batch);
        assertThat(batch.getLabels(1).slice(0)).isEqualTo(Nd4j.zeros(DataType.FLOAT, 3, 3));
        assertThat(batch.getLabels(1).slice(1)).isEqualTo(Nd4j.ones(DataType.FLOAT, 3, 3));
        assertThat(batch.getLabelsMaskArray(1)).isNull();
        var oneLogit = new MultiDataSet(
                new INDArray[] {Nd4j.zeros(2, 3, 4, 4)},
                new INDArray[] {labels.getColumn(1).reshape(2, 1), Nd4j.zeros(2, 3, 3)});
        new ClassMasks().preProcess(oneLogit);
        assertThat(oneLogit.getLabels(1).sumNumber().doubleValue()).isEqualTo(9);
        assertThat(oneLogit.getLabels(1).getDouble(1, 2, 2)).isEqualTo(1);
    }

    @Test
    void baselinesTrainAsPublished() {
        ComputationGraph cnnDetection =
                CnnDetection.builder().inputSide(64).build().init();
        INDArray weight = cnnDetection.getLayer("fc").getParam("weight");
        assertThat(weight.shape()).containsExactly(1, 2048);
        assertThat(weight.stdNumber().doubleValue()).isCloseTo(0.02, within(0.002));
        assertThat(cnnDetection.getLayer("conv1").conf().getLayer().getUpdaterByParam("weight"))
                .isEqualTo(new BiasCorrectedAdam(1e-4));
        assertThat(cnnDetection.getLayer("conv1").conf().getLayer().getRegularizationByParam("weight"))
                .isNullOrEmpty();
    }

    /** PyTorch's deviations: ResNet sqrt(2 / fan out), DenseNet sqrt(2 / fan in), Inception 0.1. */
    @ParameterizedTest
    @CsvSource({
        "resnet50, layer2.0.conv2, 0.0416667",
        "densenet121, features.transition1.conv, 0.0883883",
        "inception_v3, Mixed_6e.branch7x7_2.conv, 0.1",
        "xception, block4.rep.1.pointwise, 0.0213980"
    })
    void firstWeights(String name, String layer, double deviation) {
        int side = name.equals("inception_v3") ? 75 : 32;
        ComputationGraph network =
                Architecture.named(name).builder().inputSide(side).build().init();
        INDArray weight = network.getLayer(layer).getParam("weight");
        assertThat(weight.stdNumber().doubleValue()).isCloseTo(deviation, within(0.03 * deviation));
        assertThat(weight.meanNumber().doubleValue()).isCloseTo(0, within(0.02 * deviation));
    }

    @Test
    void dropoutIsForTheLogitsAlone() {
        ComputationGraph network = InceptionV3.builder()
                .inputSide(107)
                .loss(CyborgLoss.paper())
                .dataType(DataType.DOUBLE)
                .build()
                .init();
        var training = network.feedForward(NetworkGolden.images(3, 2, 107, DataType.DOUBLE), true);
        INDArray maps = training.get("Mixed_7c").mean(2, 3);
        INDArray kept = training.get("dropout").mean(2, 3).div(maps.add(1e-12)).mul(0.5);
        // Of 4096 draws: within six standard deviations of a half, but for maps that are all zeros anyway.
        assertThat(kept.meanNumber().doubleValue()).isCloseTo(0.5, within(0.05));
        INDArray weight = network.getLayer("fc").getParam("weight");
        INDArray logits = training.get("fc-logits");
        for (int n = 0; n < 2; n++) {
            int c = logits.getDouble(n, 1) > logits.getDouble(n, 0) ? 1 : 0;
            INDArray features = training.get("Mixed_7c").slice(n);
            INDArray cam = weight.getRow(c)
                    .reshape(1, features.size(0))
                    .mmul(features.reshape('c', features.size(0), features.size(1) * features.size(2)));
            cam.subi(cam.minNumber()).divi(cam.maxNumber());
            assertThat(training.get("saliency").slice(n).ravel().distance2(cam.ravel()))
                    .isLessThan(1e-9);
        }
    }

    @Test
    void tooSmallImagesAreNamed() {
        assertThatThrownBy(() -> InceptionV3.builder().inputSide(74).build().conf())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("layer \"Mixed_7a");
        assertThatThrownBy(() -> InceptionV3.builder().dropout(1)).hasMessageContaining("[0,1), found 1");
    }
}
