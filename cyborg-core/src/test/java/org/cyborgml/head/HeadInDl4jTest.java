package org.cyborgml.head;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.cam.CamExtractor;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.loss.LossTermsListener;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.CoupledWeightDecay;
import org.deeplearning4j.datasets.iterator.utilty.SingletonMultiDataSetIterator;
import org.deeplearning4j.earlystopping.EarlyStoppingConfiguration;
import org.deeplearning4j.earlystopping.EarlyStoppingResult;
import org.deeplearning4j.earlystopping.saver.InMemoryModelSaver;
import org.deeplearning4j.earlystopping.scorecalc.DataSetLossCalculator;
import org.deeplearning4j.earlystopping.termination.MaxEpochsTerminationCondition;
import org.deeplearning4j.earlystopping.trainer.EarlyStoppingGraphTrainer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.transferlearning.FineTuneConfiguration;
import org.deeplearning4j.nn.transferlearning.TransferLearning;
import org.deeplearning4j.optimize.listeners.EvaluativeListener;
import org.deeplearning4j.parallelism.ParallelWrapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions;
import org.nd4j.linalg.ops.transforms.Transforms;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Uses networks with a CYBORG head in all the ways that users of DL4J use networks. */
class HeadInDl4jTest {

    private static CyborgHead head(FeatureTap tap, ClassSelection selection) {
        return CyborgHead.builder(3)
                .loss(CyborgLoss.reference().withTap(tap).withClassSelection(selection))
                .build();
    }

    private static ComputationGraph floatNetwork(CyborgHead head) {
        return Networks.withHead(head, DataType.FLOAT, new ClassicalMomentum(0.05, 0.9), WorkspaceMode.ENABLED);
    }

    @ParameterizedTest
    @ValueSource(doubles = {255, 1.01, -0.01, Double.NaN, Double.POSITIVE_INFINITY})
    void humanMapsOutsideTheirRangeAreRefused(double value) {
        ComputationGraph network = floatNetwork(head(FeatureTap.POOLED, ClassSelection.PREDICTED));
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 1);
        network.fit(batch);
        INDArray before = network.params().dup();
        batch.getLabels(1).slice(2).putScalar(5, value);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> network.fit(batch))
                .withMessageContaining(
                        "the human saliency map of sample 2 in the batch holds " + (double) (float) value)
                .withMessageContaining("values must be from 0 to 1; divide grey values of 8 bits by 255");
        assertThat(network.params()).isEqualTo(before);
    }

    /** The map of a sample that takes no part may hold anything, and rounding is no mistake. */
    @Test
    void mapsThatDoNotCountMayHoldAnything() {
        ComputationGraph network = floatNetwork(head(FeatureTap.POOLED, ClassSelection.PREDICTED));
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 1);
        batch.getLabels(1).slice(2).assign(Double.NaN);
        batch.getLabels(1).slice(1).putScalar(5, 1.00001);
        batch.setLabelsMaskArray(new INDArray[] {null, Nd4j.create(new float[] {1, 1, 0, 1}, 4, 1)});
        network.fit(batch);
        assertThat(network.score()).isFinite();
    }

    @ParameterizedTest
    @EnumSource(FeatureTap.class)
    void savedAndLoadedNetworkGivesTheSameBits(FeatureTap tap, @TempDir Path folder) throws Exception {
        ComputationGraph network = floatNetwork(head(tap, ClassSelection.TRUE));
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 1);
        network.fit(batch);
        File file = folder.resolve("network.zip").toFile();
        network.save(file, true);
        ComputationGraph loaded = ComputationGraph.load(file, true);

        assertThat(loaded.getConfiguration()).isEqualTo(network.getConfiguration());
        assertThat(loaded.output(batch.getFeatures(0))).isEqualTo(network.output(batch.getFeatures(0)));
        network.fit(batch);
        loaded.fit(batch);
        assertThat(loaded.params()).isEqualTo(network.params());
        ComputationGraph copy = network.clone();
        assertThat(copy.output(batch.getFeatures(0))).isEqualTo(network.output(batch.getFeatures(0)));
        assertThat(ComputationGraphConfiguration.fromJson(
                        network.getConfiguration().toJson()))
                .isEqualTo(network.getConfiguration());
    }

    @ParameterizedTest
    @EnumSource(WorkspaceMode.class)
    void workspaceModesAgree(WorkspaceMode mode) {
        CyborgHead head = head(FeatureTap.REFERENCE, ClassSelection.PREDICTED);
        ComputationGraph network = Networks.withHead(head, DataType.DOUBLE, new Sgd(0.1), mode);
        ComputationGraph other = Networks.withHead(head, DataType.DOUBLE, new Sgd(0.1), WorkspaceMode.NONE);
        for (int i = 0; i < 3; i++) {
            network.fit(Networks.batch(4, 3, DataType.DOUBLE, i));
            other.fit(Networks.batch(4, 3, DataType.DOUBLE, i));
        }
        assertThat(network.params().equalsWithEps(other.params(), 1e-12)).isTrue();
    }

    @Test
    void trainingLowersBothTermsAndListenerSeesThem() {
        ComputationGraph network = floatNetwork(head(FeatureTap.REFERENCE, ClassSelection.TRUE));
        List<LossTerms> seen = new ArrayList<>();
        network.setListeners(new LossTermsListener((iteration, epoch, terms) -> {
            seen.add(terms);
            assertThat(terms.total()).isCloseTo(network.score(), within(1e-6));
        }));
        MultiDataSet batch = Networks.batch(6, 3, DataType.FLOAT, 2);
        for (int i = 0; i < 60; i++) {
            network.fit(batch);
        }
        assertThat(seen).hasSize(60);
        assertThat(seen.get(59).classification()).isLessThan(seen.get(0).classification());
        assertThat(seen.get(59).saliency()).isLessThan(seen.get(0).saliency());
        assertThat(seen.get(59).samples()).isEqualTo(6);
        INDArray out = network.output(batch.getFeatures(0))[0];
        long right = java.util.stream.IntStream.range(0, 6)
                .filter(i ->
                        batch.getLabels(0).getDouble(i, out.getRow(i).argMax().getInt(0)) == 1)
                .count();
        network.fit(batch);
        assertThat(seen.get(60).correct()).isEqualTo((int) right);
    }

    @Test
    void evaluationReadsTheProbabilities() {
        ComputationGraph network = floatNetwork(head(FeatureTap.POOLED, ClassSelection.PREDICTED));
        MultiDataSet batch = Networks.batch(9, 3, DataType.FLOAT, 3);
        Evaluation evaluation = new Evaluation(3);
        network.setListeners(new EvaluativeListener(new SingletonMultiDataSetIterator(batch), 1, evaluation));
        network.fit(batch);
        assertThat(evaluation.getConfusion().getActualTotal(0)).isEqualTo(3);
        INDArray out = network.output(batch.getFeatures(0))[0];
        int right = 0;
        for (int i = 0; i < 9; i++) {
            right += batch.getLabels(0).getDouble(i, out.getRow(i).argMax().getInt(0)) == 1 ? 1 : 0;
        }
        Evaluation again = network.evaluate(new SingletonMultiDataSetIterator(batch));
        assertThat(again.accuracy()).isEqualTo(right / 9.0);
    }

    @Test
    void earlyStoppingTrains() {
        ComputationGraph network = floatNetwork(head(FeatureTap.POOLED, ClassSelection.TRUE));
        SingletonMultiDataSetIterator data = new SingletonMultiDataSetIterator(Networks.batch(6, 3, DataType.FLOAT, 4));
        EarlyStoppingConfiguration<ComputationGraph> configuration = new EarlyStoppingConfiguration.Builder<
                        ComputationGraph>()
                .modelSaver(new InMemoryModelSaver<>())
                .scoreCalculator(new DataSetLossCalculator(data, true))
                .epochTerminationConditions(new MaxEpochsTerminationCondition(4))
                .build();
        EarlyStoppingResult<ComputationGraph> result =
                new EarlyStoppingGraphTrainer(configuration, network, data, null).fit();
        assertThat(result.getTerminationReason())
                .isEqualTo(EarlyStoppingResult.TerminationReason.EpochTerminationCondition);
        assertThat(result.getBestModel().score(Networks.batch(6, 3, DataType.FLOAT, 4)))
                .isFinite();
        assertThat(result.getScoreVsEpoch()).hasSize(4);
        assertThat(result.getScoreVsEpoch().get(3))
                .isLessThan(result.getScoreVsEpoch().get(0));
    }

    @Test
    void parallelWrapperTrains() throws Exception {
        ComputationGraph network = floatNetwork(head(FeatureTap.REFERENCE, ClassSelection.TRUE));
        INDArray before = network.params().dup();
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 5);
        double first = network.score(batch);
        try (ParallelWrapper wrapper = new ParallelWrapper.Builder<>(network)
                .workers(2)
                .averagingFrequency(1)
                .prefetchBuffer(2)
                .build()) {
            for (int i = 0; i < 10; i++) {
                wrapper.fit(new org.deeplearning4j.datasets.iterator.IteratorMultiDataSetIterator(
                        List.<org.nd4j.linalg.dataset.api.MultiDataSet>of(batch, batch)
                                .iterator(),
                        4));
            }
        }
        assertThat(network.params()).isNotEqualTo(before);
        assertThat(network.score(batch)).isLessThan(first);
    }

    @Test
    void transferLearningFreezesAndKeepsTheHead() {
        ComputationGraph network = floatNetwork(head(FeatureTap.REFERENCE, ClassSelection.TRUE));
        ComputationGraph tuned = new TransferLearning.GraphBuilder(network)
                .fineTuneConfiguration(new FineTuneConfiguration.Builder()
                        .updater(new Sgd(0.1))
                        .build())
                .setFeatureExtractor("first")
                .build();
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 6);
        assertThat(tuned.output(batch.getFeatures(0))[0]).isEqualTo(network.output(batch.getFeatures(0))[0]);
        INDArray frozen = tuned.getLayer("first").params().dup();
        INDArray weights = tuned.getLayer("classifier").params().dup();
        tuned.fit(batch);
        assertThat(tuned.getLayer("first").params()).isEqualTo(frozen);
        assertThat(tuned.getLayer("classifier").params()).isNotEqualTo(weights);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 5})
    void graftKeepsTheClassifierWhereItFits(int classes) {
        var graph = Networks.backbone(DataType.DOUBLE, new Sgd(0.1), WorkspaceMode.ENABLED)
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "features")
                .addLayer(
                        "out",
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(3)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "pool")
                .setOutputs("out");
        ComputationGraph trained = new ComputationGraph(graph.build());
        trained.init();
        INDArray images = Networks.batch(4, 3, DataType.DOUBLE, 7).getFeatures(0);
        ComputationGraph grown = CyborgHead.builder(classes).build().graftOn(trained, "features", "bare");
        assertThat(grown.getConfiguration().getNetworkOutputs())
                .containsExactly(CyborgHead.PROBABILITIES, CyborgHead.SALIENCY);
        assertThat(grown.getLayer("bare").params())
                .isEqualTo(trained.getLayer("bare").params());
        if (classes == 3) {
            assertThat(grown.output(images)[0].equalsWithEps(trained.output(images)[0], 1e-12))
                    .isTrue();
        }
        grown.fit(Networks.batch(4, classes, DataType.DOUBLE, 7));
        assertThat(grown.score()).isFinite();
        ComputationGraph regrown =
                CyborgHead.builder(classes).loss(CyborgLoss.paper()).build().graftOn(grown, "features");
        assertThat(regrown.output(images)[0].equalsWithEps(grown.output(images)[0], 1e-12))
                .isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CyborgHead.builder(2).build().graftOn(trained, "missing"))
                .withMessageContaining("\"missing\"");
    }

    @Test
    void alphaFollowsItsScheduleOverEpochs() {
        CyborgLoss loss = CyborgLoss.reference()
                .withAlpha(new MapSchedule.Builder(ScheduleType.EPOCH)
                        .add(0, 1.0)
                        .add(1, 0.25)
                        .build());
        ComputationGraph network = floatNetwork(CyborgHead.builder(3).loss(loss).build());
        List<LossTerms> seen = new ArrayList<>();
        network.setListeners(new LossTermsListener((iteration, epoch, terms) -> seen.add(terms)));
        SingletonMultiDataSetIterator data = new SingletonMultiDataSetIterator(Networks.batch(4, 3, DataType.FLOAT, 8));
        network.fit(data, 2);
        assertThat(seen).extracting(LossTerms::alpha).containsExactly(1.0, 0.25);
        assertThat(seen.get(0).saliency()).isZero();
        assertThat(seen.get(1).saliency()).isPositive();
    }

    @Test
    void alphaOneIsPlainCrossEntropyAndMapsDoNotMatter() {
        CyborgHead plain =
                CyborgHead.builder(3).loss(CyborgLoss.reference().withAlpha(1)).build();
        ComputationGraph withMaps = floatNetwork(plain);
        ComputationGraph without = floatNetwork(plain);
        ComputationGraph masked = floatNetwork(head(FeatureTap.REFERENCE, ClassSelection.PREDICTED));
        MultiDataSet batch = Networks.batch(4, 3, DataType.FLOAT, 9);
        org.nd4j.linalg.dataset.api.MultiDataSet bare =
                WithoutMaps.of(new DataSet(batch.getFeatures(0), batch.getLabels(0)), Networks.GRID, Networks.GRID);
        withMaps.fit(batch);
        without.fit(bare);
        masked.fit(bare);
        assertThat(withMaps.params()).isEqualTo(without.params());
        assertThat(masked.score()).isCloseTo(without.score() / 2, within(1e-6));
    }

    @Test
    void stackedTapsAreBothChecked() {
        ComputationGraph network = floatNetwork(head(FeatureTap.POOLED, ClassSelection.PREDICTED));
        MultiDataSet batch = Networks.batch(2, 3, DataType.FLOAT, 1);
        batch.setLabels(new INDArray[] {batch.getLabels(0), Nd4j.zeros(2, 7, 7)});
        assertThatThrownBy(() -> network.fit(batch))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[2, 4, 4]")
                .hasMessageContaining("[2, 7, 7]");
        batch.setLabels(new INDArray[] {Nd4j.zeros(2, 2), Nd4j.zeros(2, 4, 4)});
        assertThatThrownBy(() -> network.fit(batch)).hasMessageContaining("one-hot [2, 3], found [2, 2]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void extractedMapsMatchTheOutputs(int logits) {
        CyborgHead head = (logits == 1 ? CyborgHead.oneLogit() : CyborgHead.builder(logits)).build();
        ComputationGraph network = Networks.withHead(head);
        INDArray images = Networks.batch(5, logits, DataType.DOUBLE, 12).getFeatures(0);
        INDArray[] out = network.output(images);
        ClassActivationMaps maps = CamExtractor.of(network).extract(images);
        assertThat(maps.probabilities().equalsWithEps(out[0], 1e-12)).isTrue();
        assertThat(maps.scaledPredicted().equalsWithEps(out[1], 1e-12)).isTrue();
        INDArray fromLogits = logits == 1 ? Transforms.sigmoid(maps.logits()) : Transforms.softmax(maps.logits());
        assertThat(fromLogits.equalsWithEps(out[0], 1e-12)).isTrue();
        assertThat(CyborgHead.logits(network, images)).isEqualTo(maps.logits());
        assertThat(maps.classes()).isEqualTo(logits == 1 ? 2 : 3);
        if (logits == 1) {
            assertThat(maps.raw(0)).isEqualTo(maps.raw(1).neg());
        }
        // The CAM by its definition, from the features of the reference tap.
        INDArray features = network.feedForward(images, false).get("bare");
        INDArray weight = network.getLayer("classifier").getParam(ClassActivationMapLayer.WEIGHT);
        INDArray expected = Nd4j.zeros(DataType.DOUBLE, 5, Networks.GRID, Networks.GRID);
        for (int i = 0; i < 5; i++) {
            expected.addi(features.get(
                            org.nd4j.linalg.indexing.NDArrayIndex.all(), org.nd4j.linalg.indexing.NDArrayIndex.point(i))
                    .mul(weight.getDouble(logits - 1, i)));
        }
        assertThat(maps.raw(logits == 1 ? 1 : 2).equalsWithEps(expected, 1e-12)).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> maps.raw(maps.classes()))
                .withMessage("class must be in [0, " + maps.classes() + "), found " + maps.classes());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CamExtractor.of(new ComputationGraph(Networks.backbone(
                                DataType.DOUBLE, new Sgd(1), WorkspaceMode.NONE)
                        .addLayer(
                                "c", new ConvolutionLayer.Builder(1, 1).nOut(1).build(), "features")
                        .setOutputs("c")
                        .build())))
                .withMessageContaining("no CYBORG head");
    }

    /** From PyTorch 1.13: F.interpolate(torch.tensor([[[[0., 1.], [2., 4.]]]]), size=(3, 5), mode="bilinear"). */
    @Test
    void upsamplesAsPyTorch() {
        INDArray map = Nd4j.create(new double[][][] {{{0, 1}, {2, 4}}});
        double[][] expected = {
            {0, 0.1, 0.5, 0.9, 1}, {1, 1.15, 1.75, 2.35, 2.5}, {2, 2.2, 3, 3.8, 4},
        };
        assertThat(ClassActivationMaps.upsample(map, 3, 5).slice(0).equalsWithEps(Nd4j.create(expected), 1e-6))
                .isTrue();
    }

    @Test
    void constantAndExtremeInputsGiveNoNaN() {
        CyborgLoss loss = CyborgLoss.reference();
        for (double value : new double[] {0, 1, -1e-30, 1e30}) {
            ComputationGraph network = floatNetwork(CyborgHead.builder(3)
                    .loss(loss.withDistance(org.cyborgml.loss.SaliencyDistance.COSINE))
                    .build());
            MultiDataSet batch = Networks.batch(3, 3, DataType.FLOAT, 1);
            batch.getFeatures(0).assign(value);
            batch.getLabels(1).assign(0.5);
            network.fit(batch);
            assertThat(network.score()).isFinite();
            assertThat(network.params().isNaN().any()).isFalse();
            assertThat(network.output(batch.getFeatures(0))[1].isNaN().any()).isFalse();
        }
    }

    @Test
    void decayReachesEveryParameter() {
        ComputationGraphConfiguration configuration = CyborgHead.builder(2)
                .build()
                .attachTo(Networks.backbone(DataType.DOUBLE, new Sgd(1), WorkspaceMode.NONE), "features")
                .build();
        configuration.getVertices().forEach((name, vertex) -> {
            if (vertex instanceof org.deeplearning4j.nn.conf.graph.LayerVertex layer
                    && layer.getLayerConf().getLayer() instanceof ClassActivationMapLayer maps) {
                maps.setRegularization(CoupledWeightDecay.of(0.5));
                maps.setRegularizationBias(CoupledWeightDecay.of(0.5));
            }
        });
        ComputationGraph network = new ComputationGraph(configuration);
        network.init();
        ComputationGraph without = Networks.withHead(CyborgHead.builder(2)
                .loss(CyborgLoss.reference().withTap(FeatureTap.POOLED))
                .build());
        without.setParams(network.params());
        without.getConfiguration().getVertices();
        INDArray before = network.getLayer("classifier").params().dup();
        MultiDataSet batch = Networks.batch(2, 2, DataType.DOUBLE, 1);
        network.fit(batch);
        network.setParams(network.params());
        double decayed = network.score();
        without.fit(batch);
        assertThat(without.score()).isEqualTo(decayed);
        // With learning rates 1 and 0.1: w1 = w - (g + 0.5 w), w2 = w - 0.1 g.
        INDArray gradient = before.sub(without.getLayer("classifier").params()).mul(10);
        INDArray expected = before.sub(gradient).sub(before.mul(0.5));
        assertThat(network.getLayer("classifier").params().equalsWithEps(expected, 1e-12))
                .isTrue();
    }
}
