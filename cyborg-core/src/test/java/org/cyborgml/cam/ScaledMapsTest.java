package org.cyborgml.cam;

import static org.assertj.core.api.Assertions.assertThat;

import org.cyborgml.head.CyborgHead;
import org.cyborgml.head.Networks;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/** Holds the scaled maps to the network's own saliency output, to the last bit. */
class ScaledMapsTest {

    @ParameterizedTest
    @CsvSource({"1, FLOAT", "3, FLOAT", "1, DOUBLE", "3, DOUBLE"})
    void scaledPredictedIsTheSaliencyOutput(int logits, DataType type) {
        ComputationGraph network = network(logits, type);
        INDArray images = Networks.batch(6, logits, type, 3).getFeatures(0);
        assertThat(CamExtractor.of(network).extract(images).scaledPredicted()).isEqualTo(network.output(images)[1]);
    }

    /** Weights so small beside the bias that the maps differ by roundings of the bias only. */
    @ParameterizedTest
    @CsvSource({"1, FLOAT, 1e-7", "3, FLOAT, 1e-7", "1, DOUBLE, 1e-16", "3, DOUBLE, 1e-16"})
    void mapsThatAreConstantToRoundingAreZeros(int logits, DataType type, double size) {
        ComputationGraph network = network(logits, type);
        Layer classifier = network.getLayer("classifier");
        INDArray weight = classifier.getParam(ClassActivationMapLayer.WEIGHT);
        classifier.setParam(
                ClassActivationMapLayer.WEIGHT, weight.div(weight.amaxNumber()).mul(size));
        classifier.setParam(
                ClassActivationMapLayer.BIAS, Nd4j.ones(type, logits).muli(1.3));
        INDArray images = Networks.batch(6, logits, type, 3).getFeatures(0);
        ClassActivationMaps maps = CamExtractor.of(network).extract(images);
        int predicted = maps.predicted()[0];
        INDArray raw = maps.raw(predicted);
        assertThat(raw.maxNumber().doubleValue()).isGreaterThan(raw.minNumber().doubleValue());
        assertThat(network.output(images)[1].amaxNumber().doubleValue()).isZero();
        assertThat(maps.scaledPredicted().amaxNumber().doubleValue()).isZero();
        assertThat(maps.scaled(predicted).amaxNumber().doubleValue()).isZero();
    }

    private static ComputationGraph network(int logits, DataType type) {
        CyborgHead head = (logits == 1 ? CyborgHead.oneLogit() : CyborgHead.builder(logits)).build();
        return Networks.withHead(head, type, new Sgd(0.1), WorkspaceMode.ENABLED);
    }
}
