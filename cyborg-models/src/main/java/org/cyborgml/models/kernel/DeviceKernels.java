package org.cyborgml.models.kernel;

import java.util.List;
import java.util.Optional;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionSearch;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Kernels on a device where the data type is float; those of the host for other types. */
final class DeviceKernels implements Kernels {

    private final DeviceSide side;
    private final Kernels otherwise;

    DeviceKernels(Device device, ConvolutionMath math, Kernels otherwise) {
        this.side = new DeviceSide(device, math);
        this.otherwise = otherwise;
    }

    /** The same kernels on another device. */
    DeviceKernels on(Device device) {
        return new DeviceKernels(device, side.math(), otherwise);
    }

    @Override
    public ConvolutionKernel convolution(Window window, int groups, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.convolution(window, groups, type);
        }
        // cuDNN pads all sides alike.
        return window.extraPadding() == 0
                ? new DeviceConvolutionKernel(side, window, groups)
                : new HostConvolution(otherwise.convolution(window, groups, type), this);
    }

    @Override
    public BatchNormKernel batchNorm(FusedActivation activation, double eps, DataType type) {
        if (type != DataType.FLOAT) {
            return otherwise.batchNorm(activation, eps, type);
        }
        return activation == FusedActivation.SWISH
                ? new HostBatchNorm(otherwise.batchNorm(activation, eps, type), this)
                : new DeviceBatchNorm(side, activation, eps);
    }

    @Override
    public PoolingKernel pooling(PoolingMode mode, Window window, Rounding rounding, DataType type) {
        return type == DataType.FLOAT
                ? new DevicePooling(side, mode, window)
                : otherwise.pooling(mode, window, rounding, type);
    }

    @Override
    public SumKernel sum(FusedActivation activation, DataType type) {
        return type == DataType.FLOAT ? new DeviceSum(side, activation) : otherwise.sum(activation, type);
    }

    @Override
    public ConcatenationKernel concatenation(DataType type) {
        return type == DataType.FLOAT ? new DeviceConcatenation(side) : otherwise.concatenation(type);
    }

    @Override
    public AttentionKernel attention(DataType type) {
        return type == DataType.FLOAT ? new DeviceAttention(side) : otherwise.attention(type);
    }

    @Override
    public PerMapKernel perMap(DataType type) {
        PerMapKernel onHost = otherwise.perMap(type);
        return type == DataType.FLOAT ? new HostPerMap(onHost, this) : onHost;
    }

    @Override
    public UpsamplingKernel upsampling(DataType type) {
        UpsamplingKernel onHost = otherwise.upsampling(type);
        return type == DataType.FLOAT ? new HostUpsampling(onHost, this) : onHost;
    }

    @Override
    public void scaleMaps(INDArray maps, INDArray factors, INDArray result) {
        if (maps.dataType() != DataType.FLOAT) {
            otherwise.scaleMaps(maps, factors, result);
            return;
        }
        int n = Launches.length(maps.length());
        try (DeviceOperands operands = new DeviceOperands(side)) {
            side.device()
                    .launch(
                            side.element().kernel("scaleMaps"),
                            Launches.blocks(n),
                            1,
                            operands.maps(maps),
                            operands.in(factors),
                            operands.outOfMaps(result),
                            Divisor.of(maps.length() / factors.length()),
                            n);
        }
    }

    @Override
    public void uploadAhead(INDArray images) {
        if (images.dataType() == DataType.FLOAT) {
            side.ahead().begin(images);
        }
    }

    @Override
    public void stack(List<INDArray> parts, INDArray whole) {
        if (whole.dataType() != DataType.FLOAT) {
            otherwise.stack(parts, whole);
            return;
        }
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long at = operands.outOfMaps(whole);
            for (INDArray part : parts) {
                side.device()
                        .copy(
                                operands.maps(part),
                                at,
                                part.length() * side.element().bytes());
                at += part.length() * side.element().bytes();
            }
        }
    }

    @Override
    public void unstack(INDArray whole, List<INDArray> parts) {
        if (whole.dataType() != DataType.FLOAT) {
            otherwise.unstack(whole, parts);
            return;
        }
        try (DeviceOperands operands = new DeviceOperands(side)) {
            long at = operands.maps(whole);
            for (INDArray part : parts) {
                side.device()
                        .copy(
                                at,
                                operands.outOfMaps(part),
                                part.length() * side.element().bytes());
                at += part.length() * side.element().bytes();
            }
        }
    }

    @Override
    public Optional<ResidentArray> resident(INDArray array) {
        if (array.dataType() != DataType.FLOAT) {
            return otherwise.resident(array);
        }
        return side.writable(array) == null ? Optional.of(new ResidentArray(side, array)) : Optional.empty();
    }

    @Override
    public MapsMemory memory(DataType type) {
        return type == DataType.FLOAT ? side : otherwise.memory(type);
    }

    @Override
    public void copy(INDArray from, INDArray to) {
        if (!DeviceOperands.isResident(from) && !DeviceOperands.isResident(to)) {
            otherwise.copy(from, to);
            return;
        }
        try (DeviceOperands operands = new DeviceOperands(side)) {
            side.device()
                    .copy(
                            operands.maps(from),
                            operands.outOfMaps(to),
                            from.length() * side.element().bytes());
        }
    }

    @Override
    public String toString() {
        return side.device().description() + " (" + side.math() + ", " + ConvolutionSearch.fromProperty()
                + " algorithms), " + otherwise + " (other types)";
    }
}
