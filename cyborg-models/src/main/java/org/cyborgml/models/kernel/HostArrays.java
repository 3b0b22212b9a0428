package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The arrays of one operation on the host, for operations that a device has no kernel for. Maps on the device are copied here
 * before the operation, and back when this is closed; arrays of the host are taken as they are.
 */
final class HostArrays implements AutoCloseable {

    private final Kernels device;
    private final List<Result> results = new ArrayList<>();

    private record Result(INDArray host, INDArray device) {}

    HostArrays(Kernels device) {
        this.device = device;
    }

    private static INDArray like(INDArray maps) {
        return Nd4j.createUninitialized(maps.dataType(), maps.shape());
    }

    /** An array to be read. */
    INDArray in(INDArray array) {
        if (!DeviceOperands.isResident(array)) {
            return array;
        }
        INDArray copy = like(array);
        device.copy(array, copy);
        return copy;
    }

    /** An array to be written as a whole. */
    INDArray out(INDArray array) {
        if (!DeviceOperands.isResident(array)) {
            return array;
        }
        INDArray copy = like(array);
        results.add(new Result(copy, array));
        return copy;
    }

    @Override
    public void close() {
        results.forEach(result -> device.copy(result.host, result.device));
    }
}
