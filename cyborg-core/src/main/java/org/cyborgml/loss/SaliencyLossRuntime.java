package org.cyborgml.loss;

import java.util.Arrays;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Runs a {@link SaliencyLossLayer}. */
final class SaliencyLossRuntime extends LossTermRuntime {

    /** Where the one-hot class labels of the batch at hand come from: the other output of the same head. */
    private Supplier<@Nullable INDArray> classLabels = () -> null;

    SaliencyLossRuntime(NeuralNetConfiguration conf, DataType dataType) {
        super(conf, dataType);
    }

    void setClassLabels(Supplier<@Nullable INDArray> source) {
        this.classLabels = source;
    }

    private int classes() {
        return configuration().getNumClasses();
    }

    private int inputMaps() {
        return ((SaliencyLossLayer) configuration()).inputMaps();
    }

    private int cells() {
        return (int) (input.size(2) * input.size(3));
    }

    @Override
    void validateInput() {
        if (input.rank() != 4 || input.size(1) != inputMaps()) {
            throw new IllegalArgumentException("output layer \"" + layerConf().getLayerName()
                    + "\" takes class maps [N, " + inputMaps() + ", h, w], found " + Arrays.toString(input.shape()));
        }
    }

    @Override
    void validateLabels(INDArray given) {
        long[] withChannel = {input.size(0), 1, input.size(2), input.size(3)};
        if (!Arrays.equals(given.shape(), activationShape()) && !Arrays.equals(given.shape(), withChannel)) {
            throw new IllegalArgumentException("human saliency maps must be " + Arrays.toString(activationShape())
                    + ", the batch and the CAM grid, found " + Arrays.toString(given.shape()));
        }
    }

    @Override
    long[] activationShape() {
        return new long[] {input.size(0), input.size(2), input.size(3)};
    }

    @Override
    double[] activations(double[] in) {
        int cells = cells();
        double[] out = new double[(int) input.size(0) * cells];
        for (int n = 0; n < input.size(0); n++) {
            double[] scaled = new MinMaxScaling(cam(in, n, predicted(in, n)), precision()).scaled();
            System.arraycopy(scaled, 0, out, n * cells, cells);
        }
        return out;
    }

    @Override
    double term(double[] in, double[] target, int sample, double[] gradient) {
        int cells = cells();
        int chosen = configuration().getLoss().getClassSelection() == ClassSelection.TRUE
                ? labelled(sample)
                : predicted(in, sample);
        MinMaxScaling scaling = new MinMaxScaling(cam(in, sample, chosen), precision());
        MapRange.require(target, sample, cells, "the human saliency map");
        double[] human = Arrays.copyOfRange(target, sample * cells, (sample + 1) * cells);
        double[] ofCam = new double[cells];
        double distance =
                configuration().getLoss().getDistance().between(human, scaling.scaled(), (int) input.size(3), ofCam);
        scaling.backward(ofCam);
        int at = position(sample, chosen);
        for (int i = 0; i < cells; i++) {
            gradient[at + i] = sign(chosen) * ofCam[i];
        }
        return distance;
    }

    /** The map of a class; the maps that the CAM is made of are the last C of the input under either tap. */
    private double[] cam(double[] in, int sample, int chosen) {
        int at = position(sample, chosen);
        double[] map = Arrays.copyOfRange(in, at, at + cells());
        if (sign(chosen) < 0) {
            for (int i = 0; i < map.length; i++) {
                map[i] = -map[i];
            }
        }
        return map;
    }

    private int position(int sample, int chosen) {
        int channel = inputMaps() - classes() + (classes() == 1 ? 0 : chosen);
        return (sample * inputMaps() + channel) * cells();
    }

    private int sign(int chosen) {
        return classes() == 1 && chosen == 0 ? -1 : 1;
    }

    /** The class of the highest logit: the mean of the pooled maps, the first C of the input. */
    private int predicted(double[] in, int sample) {
        double[] logits = new double[classes()];
        for (int c = 0; c < logits.length; c++) {
            int at = (sample * inputMaps() + c) * cells();
            for (int i = at; i < at + cells(); i++) {
                logits[c] += in[i];
            }
        }
        return highest(logits, 0, logits.length, 0);
    }

    private int labelled(int sample) {
        INDArray labels = classLabels.get();
        if (labels == null) {
            throw new IllegalStateException("class selection TRUE needs the class labels, but the classification output"
                    + " has none for this batch; attach the head with CyborgHead");
        }
        double[] row = new double[classes()];
        for (int c = 0; c < row.length; c++) {
            row[c] = labels.getDouble(sample, c);
        }
        return highest(row, 0, row.length, 0.5);
    }
}
