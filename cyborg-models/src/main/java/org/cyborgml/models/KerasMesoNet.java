package org.cyborgml.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointException;
import org.cyborgml.models.checkpoint.CheckpointTensor;

/**
 * The weights of {@link MesoNet} in Keras' names and order of dimensions. Layers are numbered in the order of their creation, from
 * any number on. Kernels [height, width, in, out] become [out, in, height, width], those of dilated convolutions with zeros
 * between; the first dense layer's rows (row, column, channel) become a kernel, and the last layer changes its sign, since
 * its output is the logit of "real".
 */
final class KerasMesoNet {

    private static final Pattern NAME =
            Pattern.compile("(?:.*/)?(conv2d|batch_normalization|dense)_(\\d{1,9})/([a-z_]+):0");

    private static final Map<String, String> LAYERS =
            Map.of("conv2d", "conv", "batch_normalization", "bn", "dense", "dense");

    private static final Map<String, String> PARAMETERS = Map.of(
            "kernel", "weight",
            "bias", "bias",
            "gamma", "weight",
            "beta", "bias",
            "moving_mean", "running_mean",
            "moving_variance", "running_var");

    private static final int LARGEST = 1 << 20;

    private final Checkpoint.Builder converted = Checkpoint.builder();

    private KerasMesoNet() {}

    /** Tells if tensors have Keras' names. */
    static boolean isOne(Checkpoint checkpoint) {
        return checkpoint.tensors().keySet().stream().anyMatch(name -> name.endsWith(":0"));
    }

    /**
     * The tensors by the names of {@link MesoNet}.
     *
     * @throws CheckpointException if they are not those of a MesoNet
     */
    static Checkpoint converted(String file, Checkpoint keras) throws CheckpointException {
        Map<String, TreeMap<Integer, Map<String, CheckpointTensor>>> layers = new LinkedHashMap<>();
        for (Map.Entry<String, CheckpointTensor> tensor : keras.tensors().entrySet()) {
            Matcher name = NAME.matcher(tensor.getKey());
            if (!name.matches() || tensor.getValue().elements() > LARGEST) {
                throw new CheckpointException(
                        file, "has the array " + tensor.getKey() + ": of Keras' files only MesoNet's weights are read");
            }
            layers.computeIfAbsent(name.group(1), x -> new TreeMap<>())
                    .computeIfAbsent(Integer.valueOf(name.group(2)), x -> new LinkedHashMap<>())
                    .put(name.group(3), tensor.getValue());
        }
        KerasMesoNet meso = new KerasMesoNet();
        try {
            layers.forEach(
                    (kind, ofKind) -> meso.addAll(LAYERS.getOrDefault(kind, kind), new ArrayList<>(ofKind.values())));
            return meso.converted.build();
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(file, String.valueOf(e.getMessage()));
        }
    }

    private void addAll(String layer, List<Map<String, CheckpointTensor>> ofKind) {
        boolean isInception = ofKind.size() == MesoKind.MESOINCEPTION4.convolutions();
        for (int i = 0; i < ofKind.size(); i++) {
            String name = layer + (i + 1);
            int dilation = layer.equals("conv") && isInception ? dilation(i) : 1;
            ofKind.get(i).forEach((parameter, tensor) -> {
                String known = PARAMETERS.get(parameter);
                if (known == null) {
                    throw new IllegalArgumentException("has the parameter " + parameter + ", which MesoNet does not");
                }
                converted.add(name + "." + known, converted(name, tensor, dilation));
            });
        }
    }

    /** Of the inceptions' seven convolutions each, the fifth is dilated by 2 and the seventh by 3. */
    private static int dilation(int index) {
        if (index >= 14) {
            return 1;
        }
        return switch (index % 7) {
            case 4 -> 2;
            case 6 -> 3;
            default -> 1;
        };
    }

    private CheckpointTensor converted(String name, CheckpointTensor tensor, int dilation) {
        long[] shape = tensor.shape();
        float[] values = tensor.floats();
        if (name.equals(MesoNet.CLASSIFIER)) {
            for (int i = 0; i < values.length; i++) {
                values[i] = -values[i];
            }
        }
        return switch (shape.length) {
            case 1 -> CheckpointTensor.of(values, shape);
            case 2 -> name.equals("dense1") ? kernel(values, wholeMap(shape), 1) : transposed(values, shape);
            case 4 -> kernel(values, shape, dilation);
            default -> throw new IllegalArgumentException("has " + name + " of shape " + Arrays.toString(shape));
        };
    }

    /** The first dense layer's inputs are the cells of a square of maps. */
    private static long[] wholeMap(long[] shape) {
        long side = MesoNet.SIDE / 32;
        long cells = side * side;
        if (shape[0] % cells != 0) {
            throw new IllegalArgumentException(
                    "has dense1 of " + shape[0] + " inputs: must be those of " + side + "x" + side + " cells");
        }
        return new long[] {side, side, shape[0] / cells, shape[1]};
    }

    private static CheckpointTensor transposed(float[] values, long[] shape) {
        int rows = (int) shape[0];
        int columns = (int) shape[1];
        float[] turned = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            turned[i % columns * rows + i / columns] = values[i];
        }
        return CheckpointTensor.of(turned, columns, rows);
    }

    private static CheckpointTensor kernel(float[] values, long[] shape, int dilation) {
        int height = (int) shape[0];
        int width = (int) shape[1];
        int in = (int) shape[2];
        int out = (int) shape[3];
        int tall = Math.max(0, height - 1) * dilation + 1;
        int wide = Math.max(0, width - 1) * dilation + 1;
        if (values.length == 0 || (long) tall * wide * in * out > 16L * LARGEST) {
            throw new IllegalArgumentException("has a kernel of shape " + Arrays.toString(shape));
        }
        float[] turned = new float[tall * wide * in * out];
        for (int i = 0; i < values.length; i++) {
            int o = i % out;
            int c = i / out % in;
            int x = i / out / in % width * dilation;
            int y = i / out / in / width * dilation;
            turned[((o * in + c) * tall + y) * wide + x] = values[i];
        }
        return CheckpointTensor.of(turned, out, in, tall, wide);
    }
}
