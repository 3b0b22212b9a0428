package org.cyborgml.models.kernel;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Concatenation by ND4J's copies, sample by sample. */
final class Nd4jConcatenation implements ConcatenationKernel {

    private enum Direction {
        INTO_WHOLE,
        INTO_PARTS
    }

    @Override
    public void forward(List<INDArray> inputs, INDArray output) {
        move(inputs, output, Direction.INTO_WHOLE);
    }

    @Override
    public void backward(INDArray gradOutput, List<INDArray> gradInputs) {
        move(gradInputs, gradOutput, Direction.INTO_PARTS);
    }

    private static void move(List<INDArray> parts, INDArray whole, Direction direction) {
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
