package org.cyborgml.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.regularization.Regularization;
import org.nd4j.linalg.learning.regularization.WeightDecay;

class DirectUpdaterTest {

    /** Remembers which arrays it is given, and changes nothing. */
    private static final class Recorder implements Regularization {

        private static final long serialVersionUID = 1L;

        private final List<INDArray> gradients = new ArrayList<>();

        @Override
        public ApplyStep applyStep() {
            return ApplyStep.BEFORE_UPDATER;
        }

        @Override
        public void apply(INDArray param, INDArray gradView, double lr, int iteration, int epoch) {
            gradients.add(gradView);
        }

        @Override
        public double score(INDArray param, int iteration, int epoch) {
            return 0;
        }

        @Override
        public Regularization clone() {
            return this;
        }
    }

    static List<IUpdater> updaters() {
        return List.of(new ClassicalMomentum(0.05, 0.9), new BiasCorrectedAdam(0.01), new Nesterovs(0.05, 0.9));
    }

    private static ComputationGraph network(IUpdater updater, List<Regularization> regularization) {
        // Batch norm's statistics are not divided by the batch and have an updater of their own.
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .seed(3)
                .dataType(DataType.DOUBLE)
                .updater(updater)
                .regularization(regularization)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.feedForward(5))
                .addLayer(
                        "a",
                        new DenseLayer.Builder()
                                .nOut(7)
                                .activation(Activation.TANH)
                                .build(),
                        "in")
                .addLayer("norm", new BatchNormalization.Builder().build(), "a")
                .addLayer(
                        "b",
                        new OutputLayer.Builder()
                                .nOut(2)
                                .activation(Activation.SOFTMAX)
                                .build(),
                        "norm")
                .setOutputs("b")
                .build());
        network.init();
        return network;
    }

    private static DataSet batch(int seed) {
        return batch(DataType.DOUBLE, seed);
    }

    /** Four samples of five numbers and two classes. */
    static DataSet batch(DataType type, int seed) {
        // ND4J takes seed 0 for any.
        Nd4j.getRandom().setSeed(seed + 1);
        INDArray labels = Nd4j.zeros(type, 4, 2);
        for (int i = 0; i < 4; i++) {
            labels.putScalar(i, (i + seed) % 2, 1);
        }
        return new DataSet(Nd4j.randn(type, 4, 5), labels);
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void stepsAsDl4jsToTheLastBit(IUpdater updater) {
        List<Regularization> decays = List.of(new CoupledWeightDecay(0.01), new WeightDecay(0.02, true));
        ComputationGraph expected = network(updater, decays);
        ComputationGraph actual = network(updater, decays);
        for (int step = 0; step < 6; step++) {
            // In mid training too.
            if (step == 2) {
                DirectUpdater.use(actual);
            }
            expected.fit(batch(step));
            actual.fit(batch(step));
            assertThat(actual.params()).isEqualTo(expected.params());
            assertThat(actual.getUpdater().getStateViewArray())
                    .isEqualTo(expected.getUpdater().getStateViewArray());
        }
        assertThat(actual.getUpdater()).isInstanceOf(DirectUpdater.class).isEqualTo(expected.getUpdater());
        expected.fit(batch(9));
        assertThat(actual.getUpdater()).isNotEqualTo(expected.getUpdater());
    }

    @Test
    void startsWithTheFirstStep() {
        IUpdater updater = new ClassicalMomentum(0.05, 0.9);
        ComputationGraph expected = network(updater, List.of());
        ComputationGraph actual = network(updater, List.of());
        DirectUpdater.use(actual);
        DirectUpdater first = (DirectUpdater) actual.getUpdater();
        DirectUpdater.use(actual);
        assertThat(actual.getUpdater()).isSameAs(first);
        expected.fit(batch(0));
        actual.fit(batch(0));
        assertThat(actual.params()).isEqualTo(expected.params());
    }

    @Test
    void makesNoNewViews() {
        Recorder recorder = new Recorder();
        ComputationGraph network = network(new ClassicalMomentum(0.05, 0.9), List.of(recorder));
        network.fit(batch(0));
        int calls = recorder.gradients.size();
        assertThat(calls).isPositive();
        network.fit(batch(1));
        assertThat(recorder.gradients.get(calls))
                .as("DL4J's own: if these are the same, this class is needed no more")
                .isNotSameAs(recorder.gradients.get(0));
        DirectUpdater.use(network);
        network.fit(batch(2));
        network.fit(batch(3));
        for (int i = 0; i < calls; i++) {
            assertThat(recorder.gradients.get(3 * calls + i)).isSameAs(recorder.gradients.get(2 * calls + i));
        }
    }

    @Test
    void takesAGradientFromElsewhere() {
        IUpdater updater = new ClassicalMomentum(0.05, 0.9);
        ComputationGraph expected = network(updater, List.of());
        ComputationGraph actual = network(updater, List.of());
        DirectUpdater.use(actual);
        INDArray ofExpected = Nd4j.ones(DataType.DOUBLE, expected.numParams());
        INDArray ofActual = ofExpected.dup();
        expected.getUpdater().update(gradient(ofExpected), 0, 0, 4, LayerWorkspaceMgr.noWorkspaces());
        actual.getUpdater().update(gradient(ofActual), 0, 0, 4, LayerWorkspaceMgr.noWorkspaces());
        assertThat(ofActual).isEqualTo(ofExpected).isNotEqualTo(Nd4j.ones(DataType.DOUBLE, expected.numParams()));
    }

    private static Gradient gradient(INDArray whole) {
        return new DefaultGradient(whole);
    }

    @Test
    void goesDl4jsWayWithOtherParameters() {
        List<Regularization> decays = List.of(new CoupledWeightDecay(0.3));
        ComputationGraph expected = network(new ClassicalMomentum(0.05, 0.9), decays);
        ComputationGraph actual = network(new ClassicalMomentum(0.05, 0.9), decays);
        DirectUpdater.use(actual);
        INDArray parameters = Nd4j.rand(DataType.DOUBLE, 1, expected.numParams());
        expected.init(parameters.dup(), false);
        actual.init(parameters.dup(), false);
        expected.fit(batch(1));
        actual.fit(batch(1));
        assertThat(actual.params()).isEqualTo(expected.params());
    }
}
