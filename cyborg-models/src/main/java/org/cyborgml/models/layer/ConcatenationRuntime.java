package org.cyborgml.models.layer;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Runs a {@link Concatenation}: sample by sample, since the maps of one sample lie in one piece on both sides. */
final class ConcatenationRuntime extends MapsVertexRuntime {

    ConcatenationRuntime(ComputationGraph graph, String name, int vertexIndex, DataType dataType) {
        super(graph, name, vertexIndex, dataType);
    }

    @Override
    long[] outputShape(INDArray[] alike) {
        long[] shape = alike[0].shape().clone();
        shape[1] = 0;
        for (INDArray input : alike) {
            if (input.size(0) != shape[0] || input.size(2) != shape[2] || input.size(3) != shape[3]) {
                throw wrongInputs("concatenates feature maps that differ in their number alone");
            }
            shape[1] += input.size(1);
        }
        return shape;
    }

    @Override
    void forward(INDArray[] alike, INDArray output) {
        move(alike, output, Direction.INTO_WHOLE);
    }

    @Override
    void backward(INDArray[] alike, INDArray ofOutput, INDArray[] ofInputs) {
        move(ofInputs, ofOutput, Direction.INTO_PARTS);
    }

    private enum Direction {
        INTO_WHOLE,
        INTO_PARTS
    }

    private static void move(INDArray[] parts, INDArray whole, Direction direction) {
        INDArray rows = rows(whole);
        long start = 0;
        for (INDArray part : parts) {
            INDArray partRows = rows(part);
            long end = start + partRows.size(1);
            for (int n = 0; n < rows.size(0); n++) {
                INDArray there = rows.get(NDArrayIndex.point(n), NDArrayIndex.interval(start, end));
                INDArray here = partRows.getRow(n);
                if (direction == Direction.INTO_WHOLE) {
                    there.assign(here);
                } else {
                    here.assign(there);
                }
            }
            start = end;
        }
    }

    private static INDArray rows(INDArray maps) {
        return maps.reshape('c', maps.size(0), maps.length() / maps.size(0));
    }
}
