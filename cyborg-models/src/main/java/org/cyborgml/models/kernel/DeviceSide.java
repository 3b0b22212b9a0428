package org.cyborgml.models.kernel;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.models.cuda.ConvolutionMath;
import org.cyborgml.models.cuda.ConvolutionShape;
import org.cyborgml.models.cuda.Device;
import org.cyborgml.models.cuda.DeviceConvolution;
import org.cyborgml.models.cuda.DeviceMaps;
import org.cyborgml.models.cuda.DeviceMemory;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.models.cuda.Divisor;
import org.cyborgml.models.cuda.Launches;
import org.cyborgml.models.cuda.MapElement;
import org.cyborgml.models.cuda.Mirror;
import org.cyborgml.models.cuda.Mirrors;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A device with what all kernels of a precision on it share: convolutions, and memory for single operations. */
final class DeviceSide implements MapsMemory {

    /** Blocks that are kept for the next operation. */
    private static final int MOST_SPARE = 32;

    /** A block serves operations that need no less than its length over this. */
    private static final int LARGEST_RATIO = 4;

    private final Device device;
    private final ConvolutionMath math;
    private final Map<ConvolutionMath, Map<ConvolutionShape, DeviceConvolution>> convolutions =
            new EnumMap<>(ConvolutionMath.class);
    private final AheadUploads ahead;
    private final List<DeviceMemory> spare = new ArrayList<>();

    DeviceSide(Device device, ConvolutionMath math) {
        this.device = device;
        this.math = math;
        this.ahead = new AheadUploads(device);
    }

    ConvolutionMath math() {
        return math;
    }

    /** Type of the numbers of maps. */
    MapElement element() {
        return math.element();
    }

    Device device() {
        return device;
    }

    AheadUploads ahead() {
        return ahead;
    }

    Mirrors mirrors() {
        return device.mirrors();
    }

    /** Where an array to be read lies on the device, or null if it is on the host alone. */
    @Nullable
    Long readable(INDArray array) {
        if (array instanceof DeviceMaps maps) {
            return maps.address();
        }
        long host = DeviceOperands.host(array);
        long bytes = array.length() * Float.BYTES;
        Mirror mirror = mirrors().find(host, bytes);
        return mirror == null ? null : mirror.current(host, bytes);
    }

    /** Where an array to be written lies on the device, or null if it is on the host alone. */
    @Nullable
    Long writable(INDArray array) {
        if (array instanceof DeviceMaps maps) {
            return maps.address();
        }
        long host = DeviceOperands.host(array);
        Mirror mirror = mirrors().find(host, array.length() * Float.BYTES);
        return mirror == null ? null : mirror.written(host);
    }

    /** The convolution of a shape; layers of one shape have it in common. */
    synchronized DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath in) {
        return convolutions
                .computeIfAbsent(in, unused -> new HashMap<>())
                .computeIfAbsent(shape, s -> device.convolution(s, in));
    }

    /** Rounds floats. */
    void toBfloat16(long floats, long rounded, long length) {
        int n = Launches.length(length);
        device.launch("toBfloat16", Launches.blocks(n), 1, floats, rounded, n);
    }

    /** Makes floats of bfloat16. */
    void toFloat(long rounded, long floats, long length) {
        int n = Launches.length(length);
        device.launch("toFloat", Launches.blocks(n), 1, rounded, floats, n);
    }

    /** Adds a bias to maps at an address. */
    void addBias(long maps, long bias, INDArray shape, MapElement in) {
        int n = Launches.length(shape.length());
        device.launch(
                in.kernel("addBias"),
                Launches.blocks(n),
                1,
                maps,
                bias,
                Divisor.of(shape.size(2) * shape.size(3)),
                Divisor.of(shape.size(1)),
                n);
    }

    /** The sum of each channel of maps at an address. */
    void sumChannels(long maps, INDArray shape, long sums, MapElement in) {
        long cells = shape.size(2) * shape.size(3);
        int channels = (int) shape.size(1);
        device.launch(
                in.kernel("sumChannels"),
                channels,
                1,
                maps,
                sums,
                channels,
                Divisor.of(cells),
                Launches.length(shape.size(0) * cells));
    }

    synchronized DeviceMemory borrow(long bytes) {
        for (int i = 0; i < spare.size(); i++) {
            long length = spare.get(i).bytes();
            if (length >= bytes && length <= LARGEST_RATIO * bytes) {
                return spare.remove(i);
            }
        }
        try {
            return new DeviceMemory(device, bytes);
        } catch (DeviceMemoryException e) {
            spare.forEach(DeviceMemory::close);
            spare.clear();
            return new DeviceMemory(device, bytes);
        }
    }

    synchronized void giveBack(DeviceMemory memory) {
        spare.add(memory);
        if (spare.size() > MOST_SPARE) {
            spare.remove(0).close();
        }
    }

    @Override
    public Block allocate(DataType type, long length) {
        return new DeviceBlock(this, new DeviceMemory(device, length * element().bytes()), length);
    }

    private record DeviceBlock(DeviceSide side, DeviceMemory memory, long length) implements Block {

        @Override
        public DataType type() {
            return DataType.FLOAT;
        }

        @Override
        public INDArray array(long[] shape) {
            return new ResidentMaps(side, memory, shape);
        }

        @Override
        public void close() {
            memory.close();
        }
    }
}
