package org.cyborgml.models.checkpoint;

import static java.util.Map.entry;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The few names of PyTorch and Python that a file of tensors needs. They are only names: no class stands behind them. */
final class TorchObjects implements PickleObjects {

    private static final Map<String, TensorType> STORAGE_TYPES = Map.of(
            "DoubleStorage", TensorType.F64,
            "FloatStorage", TensorType.F32,
            "HalfStorage", TensorType.F16,
            "BFloat16Storage", TensorType.BF16,
            "LongStorage", TensorType.I64,
            "IntStorage", TensorType.I32,
            "ShortStorage", TensorType.I16,
            "CharStorage", TensorType.I8,
            "ByteStorage", TensorType.U8,
            "BoolStorage", TensorType.BOOL);

    private static final Map<String, Function> FUNCTIONS = Map.ofEntries(
            entry("collections.OrderedDict", Function.ORDERED_DICT),
            entry("collections.defaultdict", Function.DEFAULT_DICT),
            entry("collections.Counter", Function.COUNTER),
            entry("torch.Size", Function.SIZE),
            entry("torch.device", Function.DEVICE),
            entry("torch._utils._rebuild_tensor", Function.TENSOR),
            entry("torch._utils._rebuild_tensor_v2", Function.TENSOR),
            entry("torch._utils._rebuild_parameter", Function.PARAMETER),
            entry("_codecs.encode", Function.BYTES),
            entry("argparse.Namespace", Function.NAMESPACE),
            entry("numpy.dtype", Function.NUMPY_TYPE),
            entry("numpy.core.multiarray.scalar", Function.NUMPY_SCALAR),
            entry("numpy._core.multiarray.scalar", Function.NUMPY_SCALAR));

    /** Names of values, not of things that can be called. */
    private static final Set<String> CONSTANTS = Set.of(
            "torch.float64",
            "torch.double",
            "torch.float32",
            "torch.float",
            "torch.float16",
            "torch.half",
            "torch.bfloat16",
            "torch.int64",
            "torch.long",
            "torch.int32",
            "torch.int",
            "torch.int16",
            "torch.short",
            "torch.int8",
            "torch.uint8",
            "torch.bool",
            "torch.strided");

    /** Numbers of numpy have at most 8 bytes. */
    private static final int LONGEST_ENCODED = 64;

    /** Functions that a file may call. */
    private enum Function {
        ORDERED_DICT,
        DEFAULT_DICT,
        COUNTER,
        SIZE,
        DEVICE,
        TENSOR,
        PARAMETER,
        BYTES,
        NAMESPACE,
        NUMPY_TYPE,
        NUMPY_SCALAR;

        @Override
        public String toString() {
            return "a function";
        }
    }

    /** A name without a meaning here. */
    private record Constant(String name) {

        @Override
        public String toString() {
            return name;
        }
    }

    @Override
    public Object global(ByteCursor place, String module, String name) throws CheckpointException {
        String qualified = module + "." + name;
        TensorType storage = module.equals("torch") ? STORAGE_TYPES.get(name) : null;
        if (storage != null) {
            return storage;
        }
        Function function = FUNCTIONS.get(qualified);
        if (function != null) {
            return function;
        }
        if (CONSTANTS.contains(qualified)) {
            return new Constant(qualified);
        }
        PickleForeign foreign = new PickleForeign(qualified);
        // Storages of unknown elements have unknown lengths, and then nothing behind them could be found.
        if (HostileNames.contain(module, name) || (name.endsWith("Storage") && module.startsWith("torch"))) {
            throw place.error(foreign.reason());
        }
        return foreign;
    }

    @Override
    public Object call(ByteCursor place, Object function, PickleTuple arguments) throws CheckpointException {
        if (function instanceof PickleForeign foreign) {
            return foreign;
        }
        if (!(function instanceof Function known)) {
            throw place.error("calls " + PickleObjects.describe(function) + ": must not");
        }
        return switch (known) {
            case ORDERED_DICT -> orderedDict(place, arguments);
            case DEFAULT_DICT -> new LinkedHashMap<>();
            case COUNTER -> argument(place, arguments, 0, Map.class, "Counter");
            case SIZE -> argument(place, arguments, 0, PickleTuple.class, "torch.Size");
            case DEVICE -> new Constant("torch.device");
            case TENSOR -> tensor(place, arguments);
            case PARAMETER ->
                arguments.size() > 0 && arguments.get(0) instanceof PickleForeign foreign
                        ? foreign
                        : argument(place, arguments, 0, TorchTensor.class, "a parameter");
            case BYTES -> bytes(place, arguments);
            case NAMESPACE -> instance(place, function, arguments);
            case NUMPY_TYPE -> numpyType(argument(place, arguments, 0, String.class, "numpy.dtype"));
            case NUMPY_SCALAR ->
                arguments.size() > 0 && arguments.get(0) instanceof PickleForeign foreign
                        ? foreign
                        : argument(place, arguments, 0, NumpyType.class, "a number of numpy")
                                .number(place, argument(place, arguments, 1, PickleBlob.class, "a number of numpy"));
        };
    }

    private static Object numpyType(String name) {
        NumpyType type = NumpyType.named(name);
        return type == null ? new PickleForeign("numpy.dtype(" + name + ")") : type;
    }

    /** Options of a command line, without a class behind them. */
    @Override
    public Object instance(ByteCursor place, Object type, PickleTuple arguments) throws CheckpointException {
        if (type instanceof PickleForeign foreign) {
            return foreign;
        }
        if (type != Function.NAMESPACE || arguments.size() != 0) {
            throw place.error("makes an instance of " + PickleObjects.describe(type) + " from " + arguments.size()
                    + " arguments: must be an argparse.Namespace from none");
        }
        return new PickleNamespace();
    }

    @Override
    public void setState(ByteCursor place, Object object, Object state) throws CheckpointException {
        if (object instanceof NumpyType type && state instanceof PickleTuple facts) {
            type.setOrder(place, argument(place, facts, 1, String.class, "numpy.dtype"));
        } else if (object instanceof PickleNamespace namespace && state instanceof Map<?, ?> attributes) {
            namespace.setAttributes(attributes);
        } else if (!(object instanceof PickleForeign) && !(object instanceof Map && state instanceof Map)) {
            // Attributes of an ordered dict are a state dict's version numbers, which its tensors do not need.
            throw place.error("state is set on " + PickleObjects.describe(object) + " by "
                    + PickleObjects.describe(state) + ": must be on a dict or a namespace by a dict");
        }
    }

    /** Python 3 writes bytes so for protocol 2: text of the code points 0 to 255, and the encoding's name. */
    private static Object bytes(ByteCursor place, PickleTuple arguments) throws CheckpointException {
        String text = argument(place, arguments, 0, String.class, "_codecs.encode");
        String encoding = argument(place, arguments, 1, String.class, "_codecs.encode");
        if (!encoding.equals("latin1") || text.chars().anyMatch(c -> c > 0xff)) {
            throw place.error("_codecs.encode is called with a text of " + text.length() + " and "
                    + CheckpointException.quote(encoding) + ": must be bytes as 'latin1'");
        }
        // Longer ones are the elements of arrays of numpy. A pickle can encode one text often, which would fill the
        // memory.
        if (text.length() > LONGEST_ENCODED) {
            return new PickleForeign("_codecs.encode");
        }
        return new PickleBlob(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** Python 2 passes the items as a list of pairs; Python 3 adds them later. */
    private static Map<Object, Object> orderedDict(ByteCursor place, PickleTuple arguments) throws CheckpointException {
        Map<Object, Object> dict = new LinkedHashMap<>();
        if (arguments.size() == 0) {
            return dict;
        }
        for (Object pair : argument(place, arguments, 0, List.class, "OrderedDict")) {
            if (!(pair instanceof List<?> items) || items.size() != 2 || !(items.get(0) instanceof String key)) {
                throw place.error("OrderedDict has the item " + PickleObjects.describe(pair)
                        + ": must be a list of a text and a value");
            }
            dict.put(key, items.get(1));
        }
        return dict;
    }

    private static TorchTensor tensor(ByteCursor place, PickleTuple arguments) throws CheckpointException {
        String subject = "a tensor";
        TorchStorage storage = argument(place, arguments, 0, TorchStorage.class, subject);
        long offset = argument(place, arguments, 1, Long.class, subject);
        long[] shape = sizes(place, argument(place, arguments, 2, PickleTuple.class, subject));
        long[] strides = sizes(place, argument(place, arguments, 3, PickleTuple.class, subject));
        return TorchTensor.of(place, storage, offset, shape, strides);
    }

    private static long[] sizes(ByteCursor place, PickleTuple tuple) throws CheckpointException {
        if (tuple.size() > TensorShape.MOST_DIMENSIONS) {
            throw place.error(
                    "a tensor has " + tuple.size() + " dimensions: must have at most " + TensorShape.MOST_DIMENSIONS);
        }
        long[] sizes = new long[tuple.size()];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = argument(place, tuple, i, Long.class, "a shape");
        }
        return sizes;
    }

    /** A storage: ('storage', type, key, device, elements), in the older form also None or (view key, first, elements). */
    @Override
    public Object persistent(ByteCursor place, Object id) throws CheckpointException {
        String subject = "a persistent id";
        if (!(id instanceof PickleTuple tuple)) {
            throw place.error(subject + " is " + PickleObjects.describe(id) + ": must be a tuple");
        }
        String kind = argument(place, tuple, 0, String.class, subject);
        if (!kind.equals("storage")) {
            throw place.error(subject + " is of kind " + CheckpointException.quote(kind) + ": must be 'storage'");
        }
        TensorType type = argument(place, tuple, 1, TensorType.class, subject);
        String key = argument(place, tuple, 2, String.class, subject);
        long elements = argument(place, tuple, 4, Long.class, subject);
        if (elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
            throw place.error("storage " + CheckpointException.quote(key) + " has " + elements
                    + " elements: must not be negative, and its size must fit 63 bits");
        }
        if (tuple.size() == 5 || tuple.get(5) == NONE) {
            return new TorchStorage(key, type, elements, 0, elements);
        }
        PickleTuple view = argument(place, tuple, 5, PickleTuple.class, subject);
        long first = argument(place, view, 1, Long.class, "a storage's view");
        long count = argument(place, view, 2, Long.class, "a storage's view");
        if (first < 0 || count < 0 || first > elements || count > elements - first) {
            throw place.error(
                    "a storage's view has " + count + " elements from " + first + ": must lie in " + elements);
        }
        return new TorchStorage(key, type, elements, first, count);
    }

    private static <T> T argument(ByteCursor place, PickleTuple tuple, int index, Class<T> type, String subject)
            throws CheckpointException {
        @Nullable Object found = index < tuple.size() ? tuple.get(index) : null;
        if (type.isInstance(found)) {
            return type.cast(found);
        }
        throw place.error(subject + " has " + (found == null ? "nothing" : PickleObjects.describe(found)) + " at place "
                + index + ": must have a " + type.getSimpleName());
    }
}
