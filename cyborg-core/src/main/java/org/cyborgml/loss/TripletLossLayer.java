package org.cyborgml.loss;

import java.util.List;
import org.cyborgml.layer.ClosedFormOutputRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * An output layer that learns features by triplets (Schroff, Kalenichenko and Philbin, CVPR 2015): for an anchor, a positive of
 * its class and a negative of another, the loss is max(0, |a - p| - |a - n| + margin), with the Euclidean distances of globally
 * pooled features, averaged over triplets as PyTorch's {@code TripletMarginLoss}.
 *
 * <p>Its input are feature maps {@code [3T, C, h, w]}, the samples of a triplet one after the other: anchor, positive,
 * negative. Its labels are the classes {@code [3T, 1]}, any numbers; they are checked. Its output are the features
 * {@code [3T, C]}.
 */
public final class TripletLossLayer extends LossTermLayer {

    private double margin = 1;

    @SuppressWarnings("unused") // JSON
    private TripletLossLayer() {}

    /**
     * A layer.
     *
     * @param margin by which a negative is to be farther away than a positive, above 0
     * @throws IllegalArgumentException if it is not
     */
    public TripletLossLayer(double margin) {
        super(new Builder());
        setMargin(margin);
    }

    /**
     * The margin.
     *
     * @return above 0
     */
    public double getMargin() {
        return margin;
    }

    /**
     * Sets the margin, for JSON.
     *
     * @param margin above 0
     */
    public void setMargin(double margin) {
        if (!(margin > 0)) {
            throw new IllegalArgumentException("margin must be above 0, found " + margin);
        }
        this.margin = margin;
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        if (inputType instanceof InputTypeConvolutional maps) {
            return InputType.feedForward(maps.getChannels());
        }
        throw new IllegalStateException("triplets take feature maps [N, C, H, W], but the input is " + inputType);
    }

    @Override
    double share(int iteration, int epoch) {
        return 1;
    }

    @Override
    protected ClosedFormOutputRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new TripletLossRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return List.of(margin);
    }

    /** Passes the defaults on. */
    private static final class Builder extends LossTermLayer.Builder<Builder> {}
}
