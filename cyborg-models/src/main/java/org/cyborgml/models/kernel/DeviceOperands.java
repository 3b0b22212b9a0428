package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.models.cuda.DeviceMaps;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.cuda.MapElement;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The arrays of one operation as addresses on a device. What is there already, maps or a mirrored parameter, is taken where
 * it is. All else is copied: there before the operation, back when this is closed. So a kernel is right for any array, and
 * fast for those that stay on the device.
 */
final class DeviceOperands implements AutoCloseable {

    private final DeviceSide side;
    private final List<Result> results = new ArrayList<>();
    private final List<DeviceMemory> borrowed = new ArrayList<>();

    /** Numbers that are to be copied to the host, or to be made floats of first. */
    private record Result(long device, INDArray array, MapElement element) {}

    DeviceOperands(DeviceSide side) {
        this.side = side;
    }

    static boolean isResident(INDArray array) {
        return array instanceof DeviceMaps;
    }

    /** The address of an array to be read. */
    long in(INDArray array) {
        Long known = side.readable(array);
        if (known != null) {
            return known;
        }
        long copy = borrow(array.length() * Float.BYTES);
        side.device().upload(host(array), copy, array.length() * Float.BYTES);
        return copy;
    }

    /** The address of an array to be written as a whole. */
    long out(INDArray array) {
        Long known = side.writable(array);
        if (known != null) {
            return known;
        }
        long copy = borrow(array.length() * Float.BYTES);
        results.add(new Result(copy, array, MapElement.FLOAT));
        return copy;
    }

    /** The address of feature maps to be read, in the side's type. */
    long maps(INDArray array) {
        if (array instanceof DeviceMaps maps && maps.mapElement() == side.element()) {
            return maps.address();
        }
        return rounded(in(array), array.length());
    }

    /** Numbers of the side's type, made of floats. */
    long rounded(long floats, long length) {
        if (side.element() == MapElement.FLOAT) {
            return floats;
        }
        long copy = borrow(length * side.element().bytes());
        side.toBfloat16(floats, copy, length);
        return copy;
    }

    /** Feature maps as floats. */
    long floatsOf(DeviceMaps maps) {
        if (maps.mapElement() == MapElement.FLOAT) {
            return maps.address();
        }
        long copy = borrow(maps.length() * Float.BYTES);
        side.toFloat(maps.address(), copy, maps.length());
        return copy;
    }

    /** The address of feature maps, or of a gradient of weights, to be written as a whole in the side's type. */
    long outOfMaps(INDArray array) {
        boolean isThere = array instanceof DeviceMaps maps && maps.mapElement() == side.element();
        if (isThere || side.element() == MapElement.FLOAT) {
            return out(array);
        }
        long copy = borrow(array.length() * side.element().bytes());
        results.add(new Result(copy, array, side.element()));
        return copy;
    }

    /** Memory for this operation alone. */
    long borrow(long bytes) {
        DeviceMemory memory = side.borrow(bytes);
        borrowed.add(memory);
        return memory.address();
    }

    /** Where a plain array of floats starts in the host's memory. */
    static long host(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            throw new IllegalArgumentException("kernels on a device take arrays of FLOAT, found " + array.dataType());
        }
        return array.data().address() + array.offset() * Float.BYTES;
    }

    @Override
    public void close() {
        // Some become floats in memory that is copied to the host, later in the list.
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            if (result.element == MapElement.FLOAT) {
                side.device().download(result.device, host(result.array), result.array.length() * Float.BYTES);
            } else {
                side.toFloat(result.device, out(result.array), result.array.length());
            }
        }
        borrowed.forEach(side::giveBack);
    }
}
