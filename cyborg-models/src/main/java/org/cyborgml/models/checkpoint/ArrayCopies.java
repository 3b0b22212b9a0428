package org.cyborgml.models.checkpoint;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.nd4j.linalg.factory.Nd4j;

/** Copies between tensors and ND4J arrays in bulk. */
final class ArrayCopies {

    private ArrayCopies() {}

    /** A new row-major array of type FLOAT or DOUBLE. */
    static INDArray of(CheckpointTensor tensor, DataType target) {
        long[] shape = tensor.shape();
        if (tensor.elements() == 0) {
            return Nd4j.create(target, shape);
        }
        // Only the CPU's arrays live where the JVM can write; others are told of new values by ND4J itself.
        boolean direct = Nd4j.getExecutioner().type() == ExecutionerType.NATIVE_CPU
                && tensor.elements() * target.width() <= Integer.MAX_VALUE;
        if (!direct) {
            return indirect(tensor, target, shape);
        }
        INDArray array = Nd4j.createUninitializedDetached(target, 'c', shape);
        if (target == DataType.FLOAT) {
            tensor.copyTo(array.data().asNioFloat());
        } else {
            tensor.copyTo(array.data().asNioDouble());
        }
        return array;
    }

    static INDArray indirect(CheckpointTensor tensor, DataType target, long[] shape) {
        INDArray flat = target == DataType.FLOAT
                ? Nd4j.createFromArray(tensor.floats())
                : Nd4j.createFromArray(tensor.doubles());
        return (shape.length == 0 ? flat.reshape(new long[0]) : flat.reshape('c', shape)).detach();
    }

    /** The reverse; a copy, because a view's buffer holds more than the view. */
    static CheckpointTensor tensor(INDArray array) {
        DataType type = array.dataType();
        if (type != DataType.FLOAT && type != DataType.DOUBLE) {
            throw new IllegalArgumentException("array type is " + type + ": must be FLOAT or DOUBLE");
        }
        int count = CheckpointTensor.arrayLength(array.isEmpty() ? 0 : array.length());
        INDArray rowMajor = count == 0 ? array : array.dup('c');
        if (type == DataType.FLOAT) {
            float[] values = new float[count];
            if (count > 0) {
                rowMajor.data().asNioFloat().get(values);
            }
            return CheckpointTensor.of(values, array.shape());
        }
        double[] values = new double[count];
        if (count > 0) {
            rowMajor.data().asNioDouble().get(values);
        }
        return CheckpointTensor.of(values, array.shape());
    }
}
