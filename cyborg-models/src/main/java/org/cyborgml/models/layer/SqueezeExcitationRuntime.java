package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.MapsShape;
import org.cyborgml.models.kernel.PerMapKernel;
import org.cyborgml.models.kernel.Swish;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.gradient.DefaultGradient;
import org.deeplearning4j.nn.gradient.Gradient;
import org.deeplearning4j.nn.workspace.LayerWorkspaceMgr;
import org.jspecify.annotations.Nullable;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a {@link SqueezeExcitation}. */
final class SqueezeExcitationRuntime extends MapsLayerRuntime {

    private final PerMapKernel kernel;

    private @Nullable Gates last;

    /**
     * The steps from the means to the factors of one forward pass.
     *
     * @param means of the maps, [N, C]
     * @param reduced before the swish, [N, S]
     * @param factors in (0,1), [N, C]
     */
    private record Gates(INDArray means, INDArray reduced, INDArray factors) {}

    SqueezeExcitationRuntime(NeuralNetConfiguration conf, DataType dataType, PerMapKernel kernel) {
        super(conf, dataType);
        this.kernel = kernel;
    }

    private SqueezeExcitation configuration() {
        return (SqueezeExcitation) layerConf();
    }

    /** The weights of a 1x1 convolution as a matrix, a view. */
    private static INDArray matrix(INDArray weight) {
        return weight.reshape('c', weight.size(0), weight.size(1));
    }

    /** Numbers for the maps alone, without those of the channels that fill up the last block. */
    private INDArray ofChannels(INDArray perMap) {
        long channels = configuration().channels();
        return perMap.size(1) == channels
                ? perMap
                : perMap.get(NDArrayIndex.all(), NDArrayIndex.interval(0, channels))
                        .dup('c');
    }

    /** The same numbers with zeros for the channels that fill up the last block. */
    private INDArray filledUp(INDArray ofChannels) {
        long held = MapsShape.of(input).channels();
        if (ofChannels.size(1) == held) {
            return plain(ofChannels);
        }
        INDArray filled = Nd4j.create(dataType, ofChannels.size(0), held);
        filled.get(NDArrayIndex.all(), NDArrayIndex.interval(0, ofChannels.size(1)))
                .assign(ofChannels);
        return filled;
    }

    private INDArray perMap() {
        MapsShape held = MapsShape.of(input);
        return Nd4j.createUninitialized(dataType, held.samples(), held.channels());
    }

    private Gates gates(INDArray maps) {
        INDArray all = perMap();
        kernel.means(maps, all);
        INDArray means = ofChannels(all);
        INDArray reduced = means.mmul(
                        matrix(getParam(SqueezeExcitation.REDUCE_WEIGHT)).transpose())
                .addiRowVector(getParam(SqueezeExcitation.REDUCE_BIAS));
        INDArray expanded = Swish.of(reduced)
                .mmul(matrix(getParam(SqueezeExcitation.EXPAND_WEIGHT)).transpose())
                .addiRowVector(getParam(SqueezeExcitation.EXPAND_BIAS));
        return new Gates(means, reduced, Swish.sigmoid(expanded));
    }

    @Override
    protected INDArray forward(boolean training, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(false);
        FeatureMaps.require(
                configuration().getLayerName(), input, configuration().channels());
        INDArray output = arrays().output(input.shape(), workspaceMgr);
        INDArray maps = plain(input);
        // The backward pass needs them, so they belong to no workspace.
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            Gates gates = gates(maps);
            kernel.scale(maps, filledUp(gates.factors), null, output);
            last = gates;
        }
        return output;
    }

    @Override
    public Pair<Gradient, INDArray> backpropGradient(INDArray epsilon, LayerWorkspaceMgr workspaceMgr) {
        assertInputSet(true);
        startBackward();
        Gates gates = last;
        if (gates == null) {
            throw new IllegalStateException(
                    "layer \"" + configuration().getLayerName() + "\" goes backward only after a forward pass");
        }
        last = null;
        INDArray gradInput = arrays().gradient(0, input.shape(), workspaceMgr);
        INDArray maps = plain(input);
        INDArray error = plain(epsilon);
        INDArray products = perMap();
        kernel.products(maps, error, products);
        INDArray factors = gates.factors;
        INDArray gradExpanded = ofChannels(products).mul(factors).muli(factors.rsub(1));
        INDArray squeezed = Swish.of(gates.reduced);
        write(SqueezeExcitation.EXPAND_WEIGHT, gradExpanded.transpose().mmul(squeezed));
        write(SqueezeExcitation.EXPAND_BIAS, gradExpanded.sum(0));
        INDArray gradReduced = gradExpanded
                .mmul(matrix(getParam(SqueezeExcitation.EXPAND_WEIGHT)))
                .muli(Swish.slope(gates.reduced));
        write(SqueezeExcitation.REDUCE_WEIGHT, gradReduced.transpose().mmul(gates.means));
        write(SqueezeExcitation.REDUCE_BIAS, gradReduced.sum(0));
        MapsShape shape = MapsShape.of(input);
        INDArray gradMeans = gradReduced
                .mmul(matrix(getParam(SqueezeExcitation.REDUCE_WEIGHT)))
                .divi(shape.height() * shape.width());
        kernel.scale(error, filledUp(factors), filledUp(gradMeans), gradInput);
        Gradient gradient = new DefaultGradient();
        for (String key : paramTable.keySet()) {
            gradient.gradientForVariable().put(key, gradientView(key));
        }
        arrays().endBackward(epsilon);
        return new Pair<>(gradient, gradInput);
    }

    private void write(String parameter, INDArray value) {
        INDArray view = gradientView(parameter);
        view.assign(value.reshape('c', view.shape()));
    }
}
