package org.cyborgml.models;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.PooledBatchNorm;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;
import org.deeplearning4j.nn.conf.layers.Layer;

/** The layers of a network with the shapes of their outputs and their numbers of parameters. Immutable. */
public final class NetworkSummary {

    private final List<Row> rows;

    /**
     * One layer or vertex.
     *
     * @param name its name, PyTorch's where it has parameters
     * @param kind its class
     * @param inputs names of what it reads
     * @param output shape of its output for one sample, {@code [C, H, W]} or {@code [C]}
     * @param parameters number of learned parameters, running statistics not counted
     */
    public record Row(String name, String kind, List<String> inputs, List<Long> output, long parameters) {

        /** Keeps copies of the lists. */
        public Row {
            inputs = List.copyOf(inputs);
            output = List.copyOf(output);
        }
    }

    private NetworkSummary(List<Row> rows) {
        this.rows = List.copyOf(rows);
    }

    /**
     * The summary of a network; no parameters are made for it.
     *
     * @param network any network
     * @return its layers in the order in which it is defined: each behind what it reads
     */
    public static NetworkSummary of(Network network) {
        ComputationGraphConfiguration conf = network.conf();
        InputType image = InputType.convolutional(network.height(), network.width(), network.channels());
        Map<String, InputType> types = conf.getLayerActivationTypes(true, image);
        List<Row> rows = new ArrayList<>();
        conf.getVertices()
                .forEach((name, vertex) -> rows.add(new Row(
                        name,
                        kind(vertex),
                        conf.getVertexInputs().getOrDefault(name, List.of()),
                        shape(Objects.requireNonNull(types.get(name), name)),
                        learnedParameters(vertex))));
        return new NetworkSummary(rows);
    }

    private static String kind(GraphVertex vertex) {
        return vertex instanceof LayerVertex layer
                ? layer.getLayerConf().getLayer().getClass().getSimpleName()
                : vertex.getClass().getSimpleName();
    }

    private static List<Long> shape(InputType type) {
        if (type instanceof InputTypeConvolutional maps) {
            return List.of(maps.getChannels(), maps.getHeight(), maps.getWidth());
        }
        if (type instanceof InputTypeFeedForward row) {
            return List.of(row.getSize());
        }
        return Arrays.stream(type.getShape(false)).boxed().toList();
    }

    private static long learnedParameters(GraphVertex vertex) {
        long all = vertex.numParams(false);
        Layer layer = vertex instanceof LayerVertex of ? of.getLayerConf().getLayer() : null;
        if (layer instanceof PooledBatchNorm norm) {
            return all - 2 * norm.channels();
        }
        return layer instanceof BatchNorm norm ? all - 2 * norm.channels() : all;
    }

    /**
     * The layers and vertices.
     *
     * @return each behind what it reads
     */
    public List<Row> rows() {
        return rows;
    }

    /**
     * All learned parameters, running statistics not counted.
     *
     * @return their number
     */
    public long parameters() {
        return rows.stream().mapToLong(Row::parameters).sum();
    }

    /** A table for people, one layer a line, with the sum of the parameters at its end. */
    @Override
    public String toString() {
        List<List<String>> cells = new ArrayList<>();
        cells.add(List.of("layer", "kind", "output", "parameters", "reads"));
        for (Row row : rows) {
            cells.add(List.of(
                    row.name(),
                    row.kind(),
                    row.output().stream().map(String::valueOf).collect(Collectors.joining("x")),
                    row.parameters() == 0 ? "" : grouped(row.parameters()),
                    String.join(", ", row.inputs())));
        }
        int[] widths = new int[5];
        for (List<String> row : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        String format = "%-" + widths[0] + "s  %-" + widths[1] + "s  %" + widths[2] + "s  %" + widths[3] + "s  %s";
        return cells.stream()
                        .map(row -> String.format(Locale.ROOT, format, row.toArray())
                                .stripTrailing())
                        .collect(Collectors.joining("\n"))
                + "\n" + grouped(parameters()) + " parameters\n";
    }

    private static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
