package org.cyborgml.app.decoy;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.cyborgml.layer.ClosedFormLayer;
import org.cyborgml.layer.ClosedFormRuntime;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;
import org.deeplearning4j.nn.conf.layers.samediff.SDLayerParams;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The first layer of a perceptron cut into square cells: the units of a cell see its pixels alone, by weights that no other
 * cell shares. Grey images {@code [N, 1, H, W]} to {@code [N, units, H / side, W / side]}, without activation. For the lowest
 * layer of a network only: it passes no gradient on. Parameters: {@code weight [cells, side * side, units]} and
 * {@code bias [cells, units]}, cells and pixels row after row; both begin uniform within 1 / side, as PyTorch begins a layer
 * that takes so many inputs.
 */
final class LocallyConnected extends ClosedFormLayer {

    static final String WEIGHT = "weight";
    static final String BIAS = "bias";

    private int side;
    private int units;
    private int rows;
    private int columns;

    @SuppressWarnings("unused") // JSON
    private LocallyConnected() {}

    private LocallyConnected(Builder builder) {
        super(builder);
        this.side = builder.side;
        this.units = builder.units;
    }

    static Builder builder(int side, int units) {
        return new Builder(side, units);
    }

    int side() {
        return side;
    }

    int units() {
        return units;
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    @Override
    public void setNIn(InputType inputType, boolean override) {
        InputType.InputTypeConvolutional in = maps(inputType);
        if (in.getChannels() != 1 || in.getHeight() % side != 0 || in.getWidth() % side != 0) {
            throw new IllegalStateException("layer \"" + layerName + "\" takes grey images that cells of " + side + "x"
                    + side + " pixels divide, but its input is " + inputType);
        }
        rows = (int) in.getHeight() / side;
        columns = (int) in.getWidth() / side;
        setLayerParams(null);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType inputType) {
        InputType.InputTypeConvolutional in = maps(inputType);
        return InputType.convolutional(in.getHeight() / side, in.getWidth() / side, units);
    }

    @Override
    public void defineParameters(SDLayerParams params) {
        params.addWeightParam(WEIGHT, (long) rows * columns, (long) side * side, units);
        params.addBiasParam(BIAS, (long) rows * columns, units);
    }

    @Override
    public void initializeParameters(Map<String, INDArray> params) {
        for (String key : List.of(WEIGHT, BIAS)) {
            INDArray array = Objects.requireNonNull(params.get(key));
            array.assign(
                    Nd4j.rand(array.dataType(), array.shape()).muli(2.0 / side).subi(1.0 / side));
        }
    }

    @Override
    protected ClosedFormRuntime runtime(NeuralNetConfiguration conf, DataType dataType) {
        return new LocallyConnectedRuntime(conf, dataType);
    }

    @Override
    protected List<Object> settings() {
        return List.of(side, units, rows, columns);
    }

    /** Builds {@link LocallyConnected}. */
    @SuppressWarnings("unchecked") // the return type of build() in DL4J's builders
    static final class Builder extends AbstractSameDiffLayer.Builder<Builder> {

        private final int side;
        private final int units;

        private Builder(int side, int units) {
            this.side = side;
            this.units = units;
        }

        @Override
        public LocallyConnected build() {
            return new LocallyConnected(this);
        }
    }
}
