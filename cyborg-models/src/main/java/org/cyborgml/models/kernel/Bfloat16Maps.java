package org.cyborgml.models.kernel;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.BaseNDArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Feature maps of bfloat16 numbers on the host. DL4J adds up the gradients of maps that several layers read, which ND4J does
 * number by number for this type; here oneDNN does it.
 */
final class Bfloat16Maps extends BaseNDArray {

    private static final long serialVersionUID = 1L;

    /** A program is used by one thread at a time. */
    private static final ThreadLocal<OneDnnSum> SUM =
            ThreadLocal.withInitial(() -> new OneDnnSum(FusedActivation.NONE));

    /**
     * Maps at the start of a buffer.
     *
     * @param data at least as long as the maps
     * @param shape their shape, in c order
     */
    Bfloat16Maps(DataBuffer data, long[] shape) {
        super(data, shape, Nd4j.getStrides(shape, 'c'), 0, 'c', DataType.BFLOAT16);
    }

    @Override
    public INDArray addi(INDArray other) {
        if (!(other instanceof Bfloat16Maps) || other.length() != length()) {
            return super.addi(other);
        }
        SUM.get().forward(List.of(this, other), this);
        return this;
    }

    @Override
    public INDArray assign(INDArray other) {
        if (!(other instanceof Bfloat16Maps) || other.length() != length()) {
            return super.assign(other);
        }
        SUM.get().forward(List.of(other), this);
        return this;
    }

    @Override
    public INDArray unsafeDuplication() {
        return Nd4j.createUninitialized(dataType(), shape(), 'c').assign(this);
    }

    @Override
    public INDArray unsafeDuplication(boolean blocking) {
        return unsafeDuplication();
    }

    @Override
    public LongShapeDescriptor shapeDescriptor() {
        return LongShapeDescriptor.fromShape(shape(), dataType());
    }

    @Override
    public String getString(long index) {
        throw new UnsupportedOperationException("feature maps hold no text");
    }

    @Override
    protected int stringBuffer(FlatBufferBuilder builder, DataBuffer buffer) {
        throw new UnsupportedOperationException("feature maps hold no text");
    }
}
