package org.cyborgml.saliency.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.image.ImageSize;

/**
 * The check that a graph is a YuNet's: only its operators, every shape right from the image to the twelve outputs. OpenCV's importer
 * and its layers are native code, so nothing that does not fit reaches them.
 */
final class YuNetGraph {

    private static final int LARGEST_SIDE = 2048;
    private static final int MOST_NODES = 1000;
    private static final long MOST_VALUES = 1L << 26;
    private static final List<Long> DOUBLED = List.of(1L, 1L, 2L, 2L);

    private final OnnxGraph graph;
    private final Map<String, List<Long>> shapes = new HashMap<>();

    private YuNetGraph(OnnxGraph graph) {
        this.graph = graph;
    }

    /**
     * Checks a graph.
     *
     * @return the size of its input
     * @throws IllegalArgumentException if it is not a YuNet's
     */
    static ImageSize check(OnnxGraph graph) {
        return new YuNetGraph(graph).check();
    }

    private ImageSize check() {
        require(graph.inputs().size() == 1, graph.inputs().size() + " inputs, must be one");
        Map.Entry<String, List<Long>> input =
                graph.inputs().entrySet().iterator().next();
        List<Long> shape = input.getValue();
        require(
                shape.size() == 4
                        && shape.get(0) == 1
                        && shape.get(1) == 3
                        && isSide(shape.get(2))
                        && isSide(shape.get(3)),
                "an input of shape " + shape
                        + ", must be [1, 3, height, width] with sides that are multiples of 32 up to " + LARGEST_SIDE);
        require(
                graph.nodes().size() <= MOST_NODES,
                graph.nodes().size() + " nodes, at most " + MOST_NODES + " are read");
        shapes.put(input.getKey(), shape);
        for (OnnxGraph.Node node : graph.nodes()) {
            require(
                    node.outputs().size() == 1,
                    node.op() + " with " + node.outputs().size() + " outputs, must be one");
            String output = node.outputs().get(0);
            List<Long> made = shapeOf(node);
            long values = made.stream().mapToLong(side -> side).reduce(1, Math::multiplyExact);
            require(values <= MOST_VALUES, "an array " + output + " of shape " + made + ", which is too large");
            require(
                    !graph.constants().containsKey(output) && shapes.put(output, made) == null,
                    "two arrays with the name " + output);
        }
        checkOutputs(new ImageSize(Math.toIntExact(shape.get(3)), Math.toIntExact(shape.get(2))));
        return new ImageSize(Math.toIntExact(shape.get(3)), Math.toIntExact(shape.get(2)));
    }

    private static boolean isSide(long side) {
        return side > 0 && side <= LARGEST_SIDE && side % 32 == 0;
    }

    private void checkOutputs(ImageSize size) {
        List<String> names = new ArrayList<>();
        for (int stride : YuNetOutputs.STRIDES) {
            long cells = (long) (size.width() / stride) * (size.height() / stride);
            Map<String, Long> columns = Map.of("cls_", 1L, "obj_", 1L, "bbox_", 4L, "kps_", 2L * Landmarks.COUNT);
            columns.forEach((name, count) -> {
                List<Long> expected = List.of(1L, cells, count);
                String output = name + stride;
                require(
                        expected.equals(shapes.get(output)),
                        "an output " + output + " of shape " + shapes.get(output) + ", must be " + expected);
                names.add(output);
            });
        }
        require(
                graph.outputs().size() == names.size() && graph.outputs().containsAll(names),
                "outputs " + graph.outputs() + ", must be " + names);
        graph.declared().forEach((name, declared) -> {
            List<Long> made = shapes.get(name);
            require(
                    made == null || declared.equals(made) || declared.contains(0L),
                    "an array " + name + " of shape " + made + " where it states " + declared);
        });
    }

    private List<Long> shapeOf(OnnxGraph.Node node) {
        return switch (node.op()) {
            case "Conv" -> convolution(node);
            case "Relu", "Sigmoid" -> unchanged(node);
            case "MaxPool" -> pooling(node);
            case "Resize" -> doubled(node);
            case "Add" -> sum(node);
            case "Transpose" -> transposed(node);
            case "Reshape" -> reshaped(node);
            default -> throw new IllegalArgumentException("operator " + node.op() + ", which YuNet does not have");
        };
    }

    private List<Long> input(OnnxGraph.Node node, int count, String... attributes) {
        require(
                node.inputs().size() == count,
                node.op() + " with " + node.inputs().size() + " inputs, must be " + count);
        for (String name : node.attributes().keySet()) {
            require(Arrays.asList(attributes).contains(name), node.op() + " with the attribute " + name);
        }
        return maps(node, 0);
    }

    private List<Long> maps(OnnxGraph.Node node, int index) {
        List<Long> shape = shapes.get(node.inputs().get(index));
        require(shape != null, node.op() + " of " + node.inputs().get(index) + ", which no node before it makes");
        return java.util.Objects.requireNonNull(shape);
    }

    private OnnxGraph.Constant constant(OnnxGraph.Node node, int index) {
        OnnxGraph.Constant constant = graph.constants().get(node.inputs().get(index));
        require(constant != null, node.op() + " with " + node.inputs().get(index) + ", which is no constant");
        return java.util.Objects.requireNonNull(constant);
    }

    private List<Long> unchanged(OnnxGraph.Node node) {
        return input(node, 1);
    }

    private List<Long> sum(OnnxGraph.Node node) {
        List<Long> shape = input(node, 2);
        require(shape.equals(maps(node, 1)), "Add of shapes " + shape + " and " + maps(node, 1));
        return shape;
    }

    private List<Long> convolution(OnnxGraph.Node node) {
        List<Long> in = input(node, 3, "dilations", "group", "kernel_shape", "pads", "strides");
        OnnxGraph.Constant weights = constant(node, 1);
        OnnxGraph.Constant bias = constant(node, 2);
        long group = numbers(node, "group", List.of(1L)).get(0);
        List<Long> shape = weights.shape();
        require(
                in.size() == 4
                        && weights.isFloat()
                        && bias.isFloat()
                        && shape.size() == 4
                        && shape.stream().allMatch(side -> side > 0)
                        && bias.shape().equals(shape.subList(0, 1))
                        && group > 0
                        && in.get(1) == shape.get(1) * group
                        && shape.get(0) % group == 0
                        && numbers(node, "dilations", List.of(1L, 1L)).equals(List.of(1L, 1L))
                        && numbers(node, "kernel_shape", shape.subList(2, 4)).equals(shape.subList(2, 4)),
                "Conv of shape " + in + " in " + group + " groups with weights " + shape + " and bias " + bias.shape());
        return window(node, in, shape.get(0), shape.subList(2, 4));
    }

    private List<Long> pooling(OnnxGraph.Node node) {
        List<Long> in = input(node, 1, "ceil_mode", "kernel_shape", "pads", "strides");
        List<Long> kernel = numbers(node, "kernel_shape", List.of());
        require(
                in.size() == 4
                        && kernel.size() == 2
                        && numbers(node, "ceil_mode", List.of(0L)).equals(List.of(0L)),
                "MaxPool of shape " + in + " with the kernel " + kernel);
        return window(node, in, in.get(1), kernel);
    }

    /** The shape behind a window that moves over maps. */
    private static List<Long> window(OnnxGraph.Node node, List<Long> in, long channels, List<Long> kernel) {
        List<Long> pads = numbers(node, "pads", List.of(0L, 0L, 0L, 0L));
        List<Long> strides = numbers(node, "strides", List.of(1L, 1L));
        require(pads.size() == 4 && strides.size() == 2, node.op() + " with pads " + pads + " and strides " + strides);
        Long[] out = {1L, channels, 0L, 0L};
        for (int i = 0; i < 2; i++) {
            long side = kernel.get(i);
            long before = pads.get(i);
            long after = pads.get(i + 2);
            long stride = strides.get(i);
            require(
                    side > 0
                            && side <= 15
                            && before == after
                            && before >= 0
                            && before <= side / 2
                            && stride > 0
                            && stride <= side + 1,
                    node.op() + " with the kernel " + kernel + ", pads " + pads + " and strides " + strides);
            out[i + 2] = (in.get(i + 2) + before + after - side) / stride + 1;
            require(
                    in.get(i + 2) + before + after >= side,
                    node.op() + " of shape " + in + ", smaller than its kernel");
        }
        return List.of(out);
    }

    private List<Long> doubled(OnnxGraph.Node node) {
        List<Long> in = input(node, 3, "coordinate_transformation_mode", "cubic_coeff_a", "mode", "nearest_mode");
        OnnxGraph.Constant scales = constant(node, 2);
        require(
                in.size() == 4
                        && constant(node, 1).isFloat()
                        && constant(node, 1).shape().equals(List.of(0L))
                        && scales.isFloat()
                        && scales.shape().equals(List.of(4L))
                        && scales.floats().stream()
                                .map(Float::longValue)
                                .toList()
                                .equals(DOUBLED)
                        && "nearest".equals(node.attributes().get("mode"))
                        && "asymmetric".equals(node.attributes().get("coordinate_transformation_mode"))
                        && "floor".equals(node.attributes().get("nearest_mode")),
                "Resize of shape " + in + " that does not double maps by their nearest cells");
        return List.of(in.get(0), in.get(1), 2 * in.get(2), 2 * in.get(3));
    }

    private List<Long> transposed(OnnxGraph.Node node) {
        List<Long> in = input(node, 1, "perm");
        require(
                in.size() == 4 && numbers(node, "perm", List.of()).equals(List.of(0L, 2L, 3L, 1L)),
                "Transpose of shape " + in + " that does not put channels last");
        return List.of(in.get(0), in.get(2), in.get(3), in.get(1));
    }

    private List<Long> reshaped(OnnxGraph.Node node) {
        List<Long> in = input(node, 2);
        OnnxGraph.Constant shape = constant(node, 1);
        require(
                in.size() == 4 && !shape.isFloat() && shape.integers().equals(List.of(1L, -1L, in.get(3))),
                "Reshape of shape " + in + " to " + shape.integers() + ", must be to [1, -1, channels]");
        return List.of(1L, in.get(1) * in.get(2), in.get(3));
    }

    @SuppressWarnings("unchecked") // lists are of numbers
    private static List<Long> numbers(OnnxGraph.Node node, String name, List<Long> otherwise) {
        Object value = node.attributes().getOrDefault(name, otherwise);
        require(value instanceof List, node.op() + " with a text for " + name);
        List<Long> numbers = (List<Long>) value;
        require(!numbers.isEmpty() || otherwise.isEmpty(), node.op() + " without numbers for " + name);
        return numbers;
    }

    private static void require(boolean condition, String found) {
        if (!condition) {
            throw new IllegalArgumentException("is not a YuNet: it has " + found);
        }
    }
}
