package org.cyborgml.models.cuda;

import com.google.common.primitives.Longs;
import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.BaseNDArray;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ndarray.JvmShapeInfo;
import org.nd4j.linalg.api.shape.LongShapeDescriptor;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Feature maps whose numbers are on a device: to DL4J an array with a shape, which it hands from layer to layer and whose
 * gradients it adds up where several layers read one. Whatever asks for the numbers on the host gets an error, never wrong
 * ones.
 */
public class DeviceMaps extends BaseNDArray {

    private static final long serialVersionUID = 1L;

    /** DL4J asks arrays for a buffer's properties; one serves all. */
    private static final DataBuffer PLACEHOLDER = placeholder();

    /**
     * Shape information as ND4J keeps it. ND4J's constructors make it anew for each array by four native calls, which took a
     * third of the host's time for a training step.
     */
    private static final Map<List<Long>, ShapeInformation> SHAPES = new ConcurrentHashMap<>();

    private final transient DeviceMemory memory;
    private final MapElement element;

    private record ShapeInformation(DataBuffer buffer, JvmShapeInfo onHeap) {

        static ShapeInformation of(List<Long> shape) {
            long[] sides = Longs.toArray(shape);
            try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
                Pair<DataBuffer, long[]> made = Nd4j.getShapeInfoProvider()
                        .createShapeInformation(sides, Nd4j.getStrides(sides, 'c'), 1, 'c', DataType.FLOAT, false);
                return new ShapeInformation(made.getFirst(), new JvmShapeInfo(made.getSecond()));
            }
        }
    }

    /**
     * Maps in a piece of memory.
     *
     * @param memory at least as long as the maps, which start where it starts
     * @param shape their shape, in c order
     * @param element type of their numbers there
     */
    public DeviceMaps(DeviceMemory memory, long[] shape, MapElement element) {
        ShapeInformation known = SHAPES.computeIfAbsent(Longs.asList(shape.clone()), ShapeInformation::of);
        this.data = PLACEHOLDER;
        this.shapeInformation = known.buffer;
        this.jvmShapeInfo = known.onHeap;
        this.memory = memory;
        this.element = element;
        if (bytes() > memory.bytes()) {
            throw new IllegalArgumentException(
                    "maps of " + bytes() + " bytes do not fit into memory of " + memory.bytes() + " bytes");
        }
    }

    private static DataBuffer placeholder() {
        try (MemoryWorkspace scope = Nd4j.getWorkspaceManager().scopeOutOfWorkspaces()) {
            return Nd4j.createUninitializedDetached(DataType.FLOAT, 1).data();
        }
    }

    /**
     * Where the maps start.
     *
     * @return an address on the device
     */
    public final long address() {
        return memory.address();
    }

    /**
     * The length of the maps.
     *
     * @return bytes
     */
    public final long bytes() {
        return length() * element.bytes();
    }

    /**
     * Type of the numbers on the device.
     *
     * @return the type
     */
    public final MapElement mapElement() {
        return element;
    }

    private DeviceMaps alike(INDArray other) {
        if (other instanceof DeviceMaps maps
                && maps.length() == length()
                && maps.element == element
                && maps.memory.device() == memory.device()) {
            return maps;
        }
        throw new IllegalStateException("feature maps on " + memory.device().description()
                + " take only others of their size and type on the same device, found " + other.shapeInfoToString());
    }

    @Override
    public INDArray addi(INDArray other) {
        int n = Launches.length(length());
        memory.device()
                .launch(
                        element.kernel("addTo"),
                        Launches.blocks(n),
                        1,
                        address(),
                        alike(other).address(),
                        n);
        return this;
    }

    @Override
    public INDArray assign(INDArray other) {
        memory.device().copy(alike(other).address(), address(), bytes());
        return this;
    }

    private IllegalStateException notHere() {
        return new IllegalStateException("the numbers of these feature maps are on "
                + memory.device().description() + ", where only layers of org.cyborgml.models.layer read them");
    }

    /** The memory's owner gives it back. */
    @Override
    public boolean closeable() {
        return false;
    }

    @Override
    public DataBuffer data() {
        throw notHere();
    }

    @Override
    public INDArray unsafeDuplication() {
        throw notHere();
    }

    @Override
    public INDArray unsafeDuplication(boolean blocking) {
        throw notHere();
    }

    @Override
    public LongShapeDescriptor shapeDescriptor() {
        return LongShapeDescriptor.fromShape(shape(), dataType());
    }

    @Override
    public String getString(long index) {
        throw notHere();
    }

    @Override
    protected int stringBuffer(FlatBufferBuilder builder, DataBuffer buffer) {
        throw notHere();
    }

    @Override
    public String toString() {
        return "DeviceMaps" + java.util.Arrays.toString(shape()) + " on "
                + memory.device().description();
    }
}
