package org.cyborgml.samediff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.CyborgLoss;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.TrainingConfig;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.schedule.MapSchedule;
import org.nd4j.linalg.schedule.ScheduleType;

/** Uses graphs with the CYBORG loss in all the ways that users of SameDiff use graphs. */
class CyborgLossInSameDiffTest {

    private static final List<String> OUTPUTS =
            List.of("loss", "loss/classification", "loss/saliency", "loss/cam", "logits");

    static Stream<Case> masked() {
        return Case.product()
                .filter(one -> one.mask() == Case.Mask.SOME_WITHOUT_MAP
                        && one.source() == Case.AlphaSource.PLACEHOLDER
                        && one.logits() != 2);
    }

    /** The graph of a case whose feature maps are fed, in float as users have it. */
    private static SameDiff fedGraph(Case one, Map<String, INDArray> data) {
        SameDiff sd = SameDiff.create();
        SDVariable pooled = sd.placeHolder("pooled", DataType.FLOAT, -1, Case.FEATURES, -1, -1);
        SDVariable maps = one.tap() == FeatureTap.POOLED
                ? pooled
                : sd.placeHolder("reference", DataType.FLOAT, -1, Case.FEATURES, -1, -1);
        one.addLoss(sd, pooled, maps, data, DataType.FLOAT);
        return sd;
    }

    private static Map<String, INDArray> fed(Case one, Map<String, INDArray> data) {
        Map<String, INDArray> fed = one.placeholders(data);
        fed.put("pooled", data.get("pooled"));
        if (one.tap() == FeatureTap.REFERENCE) {
            fed.put("reference", data.get("reference"));
        }
        return fed;
    }

    @ParameterizedTest
    @MethodSource("masked")
    void savedAndLoadedGraphGivesTheSameBits(Case one, @TempDir Path folder) {
        Map<String, INDArray> data = one.data(3, DataType.FLOAT, one.seed());
        SameDiff sd = fedGraph(one, data);
        Map<String, INDArray> fed = fed(one, data);
        File file = folder.resolve("graph.fb").toFile();
        sd.save(file, true);
        SameDiff loaded = SameDiff.load(file, true);
        assertThat(loaded.output(fed, OUTPUTS)).isEqualTo(sd.output(fed, OUTPUTS));
        assertThat(loaded.getLossVariables()).containsExactly("loss");
        assertThat(loaded.calculateGradients(fed, "weight", "bias"))
                .isEqualTo(sd.calculateGradients(fed, "weight", "bias"));
    }

    @ParameterizedTest
    @MethodSource("masked")
    void oneGraphTakesBatchesOfAnySize(Case one) {
        Map<String, INDArray> data = one.data(5, DataType.FLOAT, one.seed());
        SameDiff sd = fedGraph(one, data);
        Map<String, INDArray> whole = sd.output(fed(one, data), OUTPUTS);
        double loss = 0;
        for (int[] range : new int[][] {{0, 1}, {1, 3}, {3, 5}}) {
            int from = range[0];
            int to = range[1];
            Map<String, INDArray> part = new HashMap<>();
            fed(one, data)
                    .forEach((name, array) -> part.put(
                            name,
                            name.equals("alpha")
                                    ? array
                                    : array.get(NDArrayIndex.interval(from, to)).dup('c')));
            Map<String, INDArray> values = sd.output(part, OUTPUTS);
            loss += values.get("loss").getDouble() * (to - from) / 5;
            assertThat(values.get("loss/cam")
                            .equalsWithEps(whole.get("loss/cam").get(NDArrayIndex.interval(from, to)), 1e-5))
                    .isTrue();
        }
        assertThat(loss).isCloseTo(whole.get("loss").getDouble(), within(1e-5));
    }

    @ParameterizedTest
    @EnumSource(FeatureTap.class)
    void fitLowersTheLossAndGoesOnAfterLoading(FeatureTap tap, @TempDir Path folder) {
        Case one = new Case(
                SaliencyDistance.MSE,
                ClassSelection.TRUE,
                tap,
                4,
                Case.Mask.SOME_WITHOUT_MAP,
                Case.AlphaSource.PLACEHOLDER);
        Map<String, INDArray> data = one.data(8, DataType.FLOAT, 5);
        SameDiff sd = fedGraph(one, data);
        String[] features = tap == FeatureTap.POOLED
                ? new String[] {"pooled", "alpha"}
                : new String[] {"pooled", "reference", "alpha"};
        sd.setTrainingConfig(TrainingConfig.builder()
                .updater(new Adam(0.05))
                .dataSetFeatureMapping(features)
                .dataSetLabelMapping("labels", "human")
                .dataSetLabelMaskMapping(null, "mask")
                .build());
        INDArray[] in = Stream.of(features).map(data::get).toArray(INDArray[]::new);
        MultiDataSet batch = new MultiDataSet(
                in, new INDArray[] {data.get("labels"), data.get("human")}, null, new INDArray[] {null, data.get("mask")
                });
        Map<String, INDArray> before = sd.output(fed(one, data), OUTPUTS);
        for (int i = 0; i < 40; i++) {
            sd.fit(batch);
        }
        Map<String, INDArray> after = sd.output(fed(one, data), OUTPUTS);
        assertThat(after.get("loss").getDouble())
                .isLessThan(0.9 * before.get("loss").getDouble());
        File file = folder.resolve("graph.fb").toFile();
        sd.save(file, true);
        SameDiff loaded = SameDiff.load(file, true);
        sd.fit(batch);
        loaded.fit(batch);
        assertThat(loaded.output(fed(one, data), OUTPUTS)).isEqualTo(sd.output(fed(one, data), OUTPUTS));
    }

    @ParameterizedTest
    @EnumSource(SaliencyDistance.class)
    void constantMapsGiveZerosAndNoGradient(SaliencyDistance distance) {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            for (double value : new double[] {0, 1, -1e-30, 1e20}) {
                SameDiff sd = SameDiff.create();
                // Not one sum but three: what is constant must be so despite their rounding.
                INDArray constant =
                        Nd4j.create(new double[] {0.1, 0.7, -0.3}).castTo(type).mul(value);
                SDVariable maps = sd.var(
                        "maps",
                        constant.reshape(1, 3, 1, 1)
                                .broadcast(Nd4j.createUninitialized(type, 1, 3, 4, 4))
                                .dup());
                SDVariable weights = sd.var("weights", Nd4j.rand(type, 2, 3));
                CyborgOps.forClasses(sd, 2)
                        .loss(CyborgLoss.reference().withDistance(distance).withAlpha(0))
                        .logits(sd.constant(Nd4j.create(new double[][] {{1, 2}}).castTo(type)))
                        .labels(sd.constant(Nd4j.create(new double[][] {{1, 0}}).castTo(type)))
                        .featureMaps(maps, weights)
                        .humanMaps(sd.constant(Nd4j.rand(type, 1, 4, 4)))
                        .add("loss");
                Map<String, INDArray> none = Map.of();
                assertThat(sd.outputSingle(none, "loss/cam").amaxNumber().doubleValue())
                        .isZero();
                assertThat(sd.outputSingle(none, "loss").getDouble()).isFinite();
                sd.calculateGradients(none, "maps", "weights")
                        .forEach((name, gradient) ->
                                assertThat(gradient.amaxNumber().doubleValue()).isZero());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e-35, 1e-25, 1e-10, 1, 1e10, 1e25})
    void mapsOfAnyMagnitudeAreScaledAlike(double magnitude) {
        INDArray map = Nd4j.create(new double[][][] {{{1, 3, 2}, {5, 4, 3}}}).castTo(DataType.FLOAT);
        SameDiff sd = SameDiff.create();
        SDVariable scaled = CyborgOps.forOneLogit(sd).minMaxScaled("scaled", sd.var("map", map.mul(magnitude)));
        scaled.mul(sd.constant(Nd4j.rand(1, 2, 3))).sum().rename("loss").markAsLoss();
        INDArray expected = map.sub(1).div(4);
        assertThat(sd.outputSingle(Map.of(), "scaled").equalsWithEps(expected, 1e-6))
                .isTrue();
        INDArray gradient = sd.calculateGradients(Map.of(), "map").get("map").mul(magnitude);
        assertThat(gradient.isNaN().any()).isFalse();
        assertThat(gradient.amaxNumber().doubleValue()).isBetween(1e-3, 1.0);
    }

    @Test
    void alphaAsANumberLeavesATermWithoutWeightOut() {
        for (double alpha : new double[] {0, 1}) {
            Case one = new Case(
                    SaliencyDistance.MSE,
                    ClassSelection.PREDICTED,
                    FeatureTap.REFERENCE,
                    2,
                    Case.Mask.NONE,
                    Case.AlphaSource.NUMBER);
            Map<String, INDArray> data = one.data(3, DataType.DOUBLE, 1);
            SameDiff sd = SameDiff.create();
            SDVariable reference = sd.var("reference", data.get("reference"));
            SDVariable scores = sd.var("scores", Nd4j.rand(DataType.DOUBLE, 3, 2));
            CyborgOps.forClasses(sd, 2)
                    .loss(CyborgLoss.reference().withAlpha(alpha))
                    .logits(scores)
                    .labels(sd.constant(data.get("labels")))
                    .featureMaps(reference, sd.var("weight", data.get("weight")))
                    .humanMaps(sd.constant(data.get("human").reshape(3, 1, Case.HEIGHT, Case.WIDTH)))
                    .add("loss");
            Map<String, INDArray> values = sd.output(Map.<String, INDArray>of(), OUTPUTS.subList(0, 4));
            assertThat(values.get("loss")).isEqualTo(values.get(alpha == 1 ? "loss/classification" : "loss/saliency"));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void camOfAGivenClassIsItsScaledMap(int logits) {
        for (int given = 0; given < Math.max(2, logits); given++) {
            INDArray features = Nd4j.rand(DataType.DOUBLE, 2, 3, 4, 5);
            INDArray weights = Nd4j.rand(DataType.DOUBLE, logits, 3).subi(0.5);
            SameDiff sd = SameDiff.create();
            CyborgOps ops = logits == 1 ? CyborgOps.forOneLogit(sd) : CyborgOps.forClasses(sd, logits);
            SDVariable maps = ops.classMaps("maps", sd.constant(features), sd.constant(weights));
            INDArray cam = ops.scaledCamOf("cam", maps, given).eval();
            INDArray row = weights.getRow(logits == 1 ? 0 : given).mul(logits == 1 && given == 0 ? -1 : 1);
            for (int n = 0; n < 2; n++) {
                INDArray expected =
                        row.reshape(1, 3).mmul(features.slice(n).reshape(3, 20)).reshape(4, 5);
                double lowest = expected.minNumber().doubleValue();
                expected.subi(lowest).divi(expected.maxNumber().doubleValue());
                assertThat(cam.slice(n).equalsWithEps(expected, 1e-12)).isTrue();
            }
            int outside = Math.max(2, logits);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> ops.scaledCamOf("other", maps, outside))
                    .withMessage("class must be in [0, " + outside + "), found " + outside);
        }
    }

    @Test
    void mapsOfAnotherSizeAreRefused() {
        Case one = new Case(
                SaliencyDistance.L1,
                ClassSelection.PREDICTED,
                FeatureTap.POOLED,
                2,
                Case.Mask.NONE,
                Case.AlphaSource.NUMBER);
        Map<String, INDArray> data = one.data(3, DataType.FLOAT, 1);
        SameDiff sd = fedGraph(one, data);
        Map<String, INDArray> fed = fed(one, data);
        // One map for three samples, and maps of one cell, are what would be broadcast silently.
        fed.put("human", Nd4j.rand(1, Case.HEIGHT, Case.WIDTH));
        assertThatThrownBy(() -> sd.outputSingle(fed, "loss")).isInstanceOf(RuntimeException.class);
        SameDiff unknown = SameDiff.create();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CyborgOps.forClasses(unknown, 2)
                        .loss(CyborgLoss.reference())
                        .humanMaps(unknown.placeHolder("human", DataType.FLOAT, -1, 3, 4, 5)))
                .withMessage("human maps \"human\" must have the shape [-1, -1, -1] or [-1, 1, -1, -1] (-1: any),"
                        + " found [-1, 3, 4, 5]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CyborgOps.forClasses(unknown, 2)
                        .classMaps("maps", unknown.var("f", 1, 3, 4, 4), unknown.var("w", 3, 2)))
                .withMessage("classifier weights \"w\" must have the shape [2, -1] (-1: any), found [3, 2]");
    }

    @Test
    void whatIsMissingIsNamed() {
        SameDiff sd = SameDiff.create();
        assertThatIllegalStateException()
                .isThrownBy(() ->
                        CyborgOps.forClasses(sd, 2).loss(CyborgLoss.paper()).add("loss"))
                .withMessage("the CYBORG loss needs logits(...)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CyborgOps.forClasses(sd, 1))
                .withMessageContaining("at least 2 classes, found 1");
        CyborgLoss scheduled = CyborgLoss.paper()
                .withAlpha(
                        new MapSchedule.Builder(ScheduleType.EPOCH).add(0, 1.0).build());
        assertThatIllegalStateException()
                .isThrownBy(() -> CyborgOps.forClasses(sd, 2)
                        .loss(scheduled)
                        .logits(sd.placeHolder("logits", DataType.FLOAT, -1, 2))
                        .labels(sd.placeHolder("labels", DataType.FLOAT, -1, 2))
                        .add("loss"))
                .withMessageContaining("give a placeholder by alpha(...)");
    }
}
