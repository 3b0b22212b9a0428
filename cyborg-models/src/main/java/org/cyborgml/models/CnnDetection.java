package org.cyborgml.models;

import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.models.layer.WeightInitialisation;
import org.cyborgml.optim.BiasCorrectedAdam;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * CNNDetection (Wang et al., "CNN-generated images are surprisingly easy to spot... for now", CVPR 2020): a
 * {@link ResNet50} with one logit, that of the synthetic class, its weights drawn from N(0, 0.02^2), trained by Adam with
 * learning rate 1e-4 and no weight decay on the binary cross-entropy. With a loss other than alpha = 1 it learns from
 * human maps too; the CAM of class 0 is the negated map.
 *
 * <pre>{@code
 * ComputationGraph network = CnnDetection.builder().loss(CyborgLoss.reference().withAlpha(1)).build().init();
 * }</pre>
 */
public final class CnnDetection extends Network {

    private static final double CLASSIFIER_DEVIATION = 0.02;
    private static final double LEARNING_RATE = 1e-4;

    private CnnDetection(Builder builder) {
        super(builder);
    }

    /**
     * One logit, colour images of 224x224 pixels.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        return ResNet50.addTo(blocks);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return ResNet50.WEIGHT_INITIALISATION;
    }

    @Override
    void drawFirstWeights(ComputationGraph network) {
        INDArray weight = network.getLayer(head().classifierName()).getParam(ClassActivationMapLayer.WEIGHT);
        weight.assign(Nd4j.randn(weight.dataType(), weight.shape()).muli(CLASSIFIER_DEVIATION));
    }

    /** Builds a {@link CnnDetection}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super(ResNet50.CLASSIFIER, ResNet50.DEFAULT_SIDE);
            numClasses(1);
            updater(new BiasCorrectedAdam(LEARNING_RATE));
            weightDecay(0);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public CnnDetection build() {
            return new CnnDetection(this);
        }
    }
}
