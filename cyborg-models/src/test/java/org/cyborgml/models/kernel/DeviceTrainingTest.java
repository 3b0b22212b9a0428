package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.HostDevice;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.models.layer.HostParameters;
import org.cyborgml.models.layer.ImagesAhead;
import org.cyborgml.models.layer.NetworkUpdater;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.cyborgml.optim.ClassicalMomentum;
import org.cyborgml.optim.DirectUpdater;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.updater.graph.ComputationGraphUpdater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Sgd;

/** Training steps whose parameters stay on a device. */
class DeviceTrainingTest {

    private static final int SIDE = 28;
    private static final int GRID = 7;
    private static final int BATCH = 4;

    /**
     * Two correct programs part by a hundredth where rounding opens a ReLU or moves a maximum; a wrong rate, decay or momentum
     * parts them by much more.
     */
    private static final double FLIPS = 0.05;

    private HostDevice device;
    private MultiDataSet batch;

    @BeforeEach
    void prepare() throws Exception {
        Optional<HostDevice> made = HostDevice.create(1);
        assumeTrue(made.isPresent(), "no g++");
        device = made.get();
        Nd4j.getRandom().setSeed(3);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 2);
        for (int i = 0; i < BATCH; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        batch = new MultiDataSet(
                new INDArray[] {Nd4j.rand(DataType.FLOAT, BATCH, 1, SIDE, SIDE)},
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, BATCH, GRID, GRID)});
    }

    @AfterEach
    void automatic() {
        Kernels.use(KernelSet.AUTO);
    }

    private static ComputationGraph network(IUpdater updater) {
        return SmallCnn.builder()
                .inputSide(SIDE)
                .channels(1)
                .seed(3)
                .updater(updater)
                .weightDecay(1)
                .build()
                .init();
    }

    private ComputationGraph onDevice(IUpdater updater) {
        KernelChoice.use(new DeviceKernels(device, ConvolutionMath.FLOAT32, new Nd4jKernels()));
        return network(updater);
    }

    private static ComputationGraph onHost(IUpdater updater) {
        Kernels.use(KernelSet.AUTO);
        ComputationGraph network = network(updater);
        DirectUpdater.use(network);
        return network;
    }

    private static double apart(INDArray a, INDArray b) {
        return a.sub(b).norm2Number().doubleValue() / b.norm2Number().doubleValue();
    }

    static Stream<IUpdater> updaters() {
        return Stream.of(new ClassicalMomentum(1e-4, 0.9), new BiasCorrectedAdam(1e-5));
    }

    @ParameterizedTest
    @MethodSource("updaters")
    void makesTheStepsOfTheHost(IUpdater updater) {
        ComputationGraph expected = onHost(updater);
        INDArray start = expected.params().dup();
        ComputationGraph actual = onDevice(updater);
        NetworkUpdater.use(actual);
        for (int step = 0; step < 6; step++) {
            expected.fit(batch);
            actual.fit(batch);
            assertThat(apart(actual.params().sub(start), expected.params().sub(start)))
                    .as("way after step %s", step)
                    .isLessThan(FLIPS);
        }
        assertThat(apart(
                        actual.getUpdater().getStateViewArray(),
                        expected.getUpdater().getStateViewArray()))
                .isLessThan(FLIPS);
    }

    /** Only images, class maps and the parameters' way back cross the border once a network is under way. */
    @Test
    void copiesNoMapsBetweenLayers() {
        ComputationGraph network = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(network);
        network.fit(batch);
        network.fit(batch);
        long up = device.uploadedBytes();
        long down = device.downloadedBytes();
        network.fit(batch);
        long images = (long) BATCH * SIDE * SIDE * Float.BYTES;
        long classMaps = (long) BATCH * 2 * GRID * GRID * Float.BYTES;
        long fingerprint = 256 * Long.BYTES;
        assertThat(device.uploadedBytes() - up).isEqualTo(images + classMaps);
        assertThat(device.downloadedBytes() - down)
                .isEqualTo(classMaps + network.numParams() * Float.BYTES + fingerprint);
    }

    /** The loss falls as it does in float, and a resumed training goes on to the same bits. */
    @Test
    void trainsInBfloat16() {
        ComputationGraph expected = onHost(new ClassicalMomentum(0.01, 0.9));
        KernelChoice.use(new DeviceKernels(device, ConvolutionMath.BFLOAT16, new Nd4jKernels()));
        ComputationGraph actual = network(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(actual);
        double first = 0;
        for (int step = 0; step < 12; step++) {
            expected.fit(batch);
            actual.fit(batch);
            first = step == 0 ? actual.score() : first;
            assertThat(actual.score()).as("step %s", step).isCloseTo(expected.score(), within(0.05));
        }
        assertThat(actual.score()).isLessThan(0.9 * first);
    }

    /** Images that were copied ahead are not copied again, and the step is the same; of others nothing is kept. */
    @Test
    void takesImagesThatWereCopiedAhead() {
        ComputationGraph plain = onDevice(new ClassicalMomentum(0.01, 0.9));
        ComputationGraph network = network(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(plain);
        NetworkUpdater.use(network);
        plain.fit(batch);
        network.fit(batch);
        long images = (long) BATCH * SIDE * SIDE * Float.BYTES;
        long classMaps = (long) BATCH * 2 * GRID * GRID * Float.BYTES;
        for (int step = 0; step < 3; step++) {
            plain.fit(batch);
            long up = device.uploadedBytes();
            ImagesAhead.of(network).accept(batch.getFeatures(0));
            for (int other = 0; other < 2 * step; other++) {
                ImagesAhead.of(network).accept(Nd4j.rand(DataType.FLOAT, BATCH, 1, SIDE, SIDE));
            }
            network.fit(batch);
            long others = 2L * step * images;
            assertThat(device.uploadedBytes() - up - others).isEqualTo(images + classMaps);
            assertThat(network.params()).isEqualTo(plain.params());
        }
    }

    /** A training that was saved after two steps and goes on in another network, to the last bit. */
    @Test
    void resumes() {
        ComputationGraph whole = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(whole);
        whole.fit(batch);
        whole.fit(batch);
        INDArray params = whole.params().dup();
        INDArray state = whole.getUpdater().getStateViewArray().dup();
        whole.fit(batch);
        ComputationGraph resumed = onDevice(new ClassicalMomentum(0.01, 0.9));
        resumed.setParams(params);
        resumed.getUpdater().setStateViewArray(state);
        NetworkUpdater.use(resumed);
        resumed.fit(batch);
        assertThat(resumed.params()).isEqualTo(whole.params());
        // Into one that is on the device already.
        ComputationGraph again = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(again);
        again.fit(batch);
        again.setParams(params);
        again.getUpdater().setStateViewArray(state);
        again.fit(batch);
        assertThat(again.params()).isEqualTo(whole.params());
    }

    /** Whole parameters are noticed; of one number inside of a parameter the step says that it was not. */
    @Test
    void refusesAStepFromParametersThatItHasNotSeen() {
        ComputationGraph network = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(network);
        network.fit(batch);
        network.setParams(network.params().mul(0.5));
        network.fit(batch);
        INDArray weight = network.getLayer(0).paramTable().values().iterator().next();
        float known = weight.getFloat(0, 0, 1, 1);
        weight.putScalar(new int[] {0, 0, 1, 1}, known + 1);
        INDArray before = network.params().dup();
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(batch))
                .withMessageContaining("were changed on the host");
        assertThat(network.params()).isEqualTo(before);
        weight.putScalar(new int[] {0, 0, 1, 1}, known);
        network.fit(batch);
    }

    /** The same steps with parameters that stay on the device; the host is asked for none but the head's. */
    @Test
    void bringsParametersHomeWhenAsked() {
        ComputationGraph each = onDevice(new ClassicalMomentum(0.01, 0.9));
        ComputationGraph asked = network(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(each);
        NetworkUpdater.use(asked, HostParameters.WHEN_ASKED);
        INDArray start = asked.params().dup();
        for (int step = 0; step < 4; step++) {
            each.fit(batch);
            long down = device.downloadedBytes();
            asked.fit(batch);
            assertThat(device.downloadedBytes() - down).isLessThan(asked.numParams() * Float.BYTES / 2);
        }
        assertThat(asked.output(batch.getFeatures(0))).isEqualTo(each.output(batch.getFeatures(0)));
        assertThat(apart(asked.params(), each.params())).isPositive();
        NetworkUpdater.download(asked);
        assertThat(asked.params()).isEqualTo(each.params()).isNotEqualTo(start);
        each.fit(batch);
        asked.fit(batch);
        NetworkUpdater.use(asked);
        assertThat(asked.params()).isEqualTo(each.params());
    }

    @Test
    void refusesToLoseParametersThatWereChangedMeanwhile() {
        ComputationGraph network = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(network, HostParameters.WHEN_ASKED);
        network.fit(batch);
        network.params().putScalar(7, 3);
        assertThatIllegalStateException()
                .isThrownBy(() -> NetworkUpdater.download(network))
                .withMessageContaining("call NetworkUpdater.download before you change some");
        assertThatIllegalStateException()
                .isThrownBy(() -> network.fit(batch))
                .withMessageContaining("call NetworkUpdater.download before you change some");
    }

    @Test
    void noticesALearningRateThatIsSetLater() {
        // Layers keep the very object.
        ComputationGraph expected = onHost(new ClassicalMomentum(0.01, 0.9));
        INDArray start = expected.params().dup();
        ComputationGraph actual = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(actual);
        for (ComputationGraph network : new ComputationGraph[] {expected, actual}) {
            network.fit(batch);
            for (Layer layer : network.getLayers()) {
                layer.paramTable().keySet().stream()
                        .map(key -> layer.getConfig().getUpdaterByParam(key))
                        .filter(IUpdater::hasLearningRate)
                        .forEach(updater -> updater.setLrAndSchedule(0.1, null));
            }
            network.fit(batch);
        }
        assertThat(apart(actual.params().sub(start), expected.params().sub(start)))
                .isLessThan(FLIPS);
    }

    @Test
    void leavesSettingsThatItDoesNotKnowToTheHost() {
        ComputationGraph expected = onHost(new Sgd(0.05));
        ComputationGraph actual = onDevice(new Sgd(0.05));
        NetworkUpdater.use(actual);
        assertThat(actual.getUpdater()).isInstanceOf(DirectUpdater.class);
        expected.fit(batch);
        actual.fit(batch);
        assertThat(apart(actual.params(), expected.params())).isLessThan(1e-5);
    }

    @Test
    void refusesToTrainWithAnUpdaterThatWasReplaced() {
        ComputationGraph network = onDevice(new ClassicalMomentum(0.01, 0.9));
        NetworkUpdater.use(network);
        network.fit(batch);
        network.setUpdater(new ComputationGraphUpdater(network));
        assertThatIllegalStateException().isThrownBy(() -> network.fit(batch)).withMessageContaining("was replaced");
    }

    @Test
    void givesTheSameWithFrozenWeightsBeforeAndAfter() {
        ComputationGraph network = onDevice(new ClassicalMomentum(0.01, 0.9));
        INDArray image = batch.getFeatures(0);
        INDArray bare = network.output(image)[1].dup();
        for (int i = 0; i < 2; i++) {
            try (FrozenWeights frozen = FrozenWeights.of(network)) {
                assertThat(network.output(image)[1]).isEqualTo(bare);
            }
        }
        NetworkUpdater.use(network);
        try (FrozenWeights frozen = FrozenWeights.of(network)) {
            assertThat(network.output(image)[1]).isEqualTo(bare);
        }
        network.fit(batch);
        assertThat(network.output(image)[1]).isNotEqualTo(bare);
    }
}
