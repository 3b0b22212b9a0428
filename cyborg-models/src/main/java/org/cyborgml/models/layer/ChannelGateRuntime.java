package org.cyborgml.models.layer;

import org.cyborgml.models.kernel.Kernels;
import org.cyborgml.models.kernel.MapsShape;
import org.cyborgml.models.kernel.PerMapKernel;
import org.cyborgml.models.kernel.Swish;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Runs a {@link ChannelGate}. */
final class ChannelGateRuntime extends MapsVertexRuntime {

    private final Gating gating;
    private final Kernels kernels;
    private final PerMapKernel kernel;

    ChannelGateRuntime(
            ComputationGraph graph, String name, int vertexIndex, DataType dataType, Gating gating, Kernels kernels) {
        super(graph, name, vertexIndex, dataType);
        this.gating = gating;
        this.kernels = kernels;
        this.kernel = kernels.perMap(dataType);
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        MapsShape maps = MapsShape.of(alike[0]);
        if (!MapsShape.of(alike[1]).equals(new MapsShape(maps.samples(), maps.channels(), 1, 1))) {
            throw wrongInputs("takes feature maps and maps of one cell, as many");
        }
        return alike[0].shape();
    }

    /** The numbers on the host: in maps of one cell the layout makes no difference. */
    private INDArray numbers(INDArray cells) {
        INDArray host = Nd4j.createUninitialized(dataType, cells.shape());
        kernels.copy(cells, host);
        MapsShape shape = MapsShape.of(cells);
        return host.reshape('c', shape.samples(), shape.channels());
    }

    private INDArray factors(INDArray numbers) {
        return switch (gating) {
            case SHIFT -> Nd4j.ones(dataType, numbers.shape());
            case SCALE -> Swish.sigmoid(numbers);
            case SCALE_AND_ADD -> Swish.sigmoid(numbers).addi(1);
        };
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        INDArray numbers = numbers(alike[1]);
        kernel.scale(alike[0], factors(numbers), gating == Gating.SHIFT ? numbers : null, output);
    }

    @Override
    void backward(INDArray[] alike, INDArray gradOutput, INDArray[] gradInputs) {
        INDArray numbers = numbers(alike[1]);
        kernel.scale(gradOutput, factors(numbers), null, gradInputs[0]);
        INDArray gradNumbers = numbers.ulike();
        if (gating == Gating.SHIFT) {
            MapsShape shape = MapsShape.of(gradOutput);
            kernel.means(gradOutput, gradNumbers);
            gradNumbers.muli(shape.height() * shape.width());
        } else {
            INDArray sigmoid = Swish.sigmoid(numbers);
            kernel.products(alike[0], gradOutput, gradNumbers);
            gradNumbers.muli(sigmoid).muli(sigmoid.rsub(1));
        }
        kernels.copy(gradNumbers.reshape('c', alike[1].shape()), gradInputs[1]);
    }
}
