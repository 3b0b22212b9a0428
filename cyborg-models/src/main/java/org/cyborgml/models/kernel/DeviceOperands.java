package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.models.cuda.DeviceMaps;
import org.cyborgml.models.cuda.DeviceMemory;
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

    private record Result(long device, INDArray array) {}

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
        results.add(new Result(copy, array));
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
        for (Result result : results) {
            side.device().download(result.device, host(result.array), result.array.length() * Float.BYTES);
        }
        borrowed.forEach(side::giveBack);
    }
}
