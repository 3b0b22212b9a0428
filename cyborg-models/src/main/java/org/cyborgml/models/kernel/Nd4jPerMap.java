package org.cyborgml.models.kernel;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastAddOp;
import org.nd4j.linalg.api.ops.impl.broadcast.BroadcastMulOp;
import org.nd4j.linalg.factory.Nd4j;

/** Numbers of plain feature maps by ND4J's operations. */
final class Nd4jPerMap implements PerMapKernel {

    /** A row for each map, a view. */
    private static INDArray rows(INDArray maps) {
        return maps.reshape('c', maps.size(0) * maps.size(1), maps.size(2) * maps.size(3));
    }

    private static INDArray flat(INDArray numbers) {
        return numbers.reshape('c', new long[] {numbers.length()});
    }

    @Override
    public void means(INDArray maps, INDArray means) {
        flat(means).assign(rows(maps).mean(1));
    }

    @Override
    public void products(INDArray maps, INDArray others, INDArray sums) {
        flat(sums).assign(rows(maps).mul(rows(others)).sum(1));
    }

    @Override
    public void scale(INDArray maps, INDArray factors, @Nullable INDArray summands, INDArray result) {
        INDArray rows = rows(result);
        Nd4j.exec(new BroadcastMulOp(rows(maps), flat(factors), rows, 0));
        if (summands != null) {
            Nd4j.exec(new BroadcastAddOp(rows, flat(summands), rows, 0));
        }
    }
}
