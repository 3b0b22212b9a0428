package org.cyborgml.models.layer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect;
import org.nd4j.shade.jackson.annotation.JsonAutoDetect.Visibility;

/** Configuration of a vertex without parameters that turns feature maps into feature maps. */
@JsonAutoDetect(
        fieldVisibility = Visibility.ANY,
        getterVisibility = Visibility.NONE,
        isGetterVisibility = Visibility.NONE)
abstract class MapsVertex extends GraphVertex {

    /** The settings; vertices of one class with equal settings are equal. */
    abstract List<Object> settings();

    /** The output for feature maps. */
    abstract InputTypeConvolutional outputOf(List<InputTypeConvolutional> inputs);

    /** The vertex that runs this one. */
    abstract MapsVertexRuntime runtime(ComputationGraph graph, String name, int index, DataType dataType);

    @Override
    public final org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return runtime(graph, name, idx, networkDatatype);
    }

    @Override
    public final long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public final InputType getOutputType(int layerIndex, InputType... vertexInputs) {
        for (InputType input : vertexInputs) {
            if (!(input instanceof InputTypeConvolutional)) {
                throw new IllegalStateException(
                        this + " takes feature maps [N, C, H, W], but its inputs are " + Arrays.toString(vertexInputs));
            }
        }
        return outputOf(Arrays.stream(vertexInputs)
                .map(InputTypeConvolutional.class::cast)
                .toList());
    }

    @Override
    public final MemoryReport getMemoryReport(InputType... inputTypes) {
        return new LayerMemoryReport.Builder(null, getClass(), inputTypes[0], getOutputType(-1, inputTypes))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public final boolean equals(@Nullable Object o) {
        return o instanceof MapsVertex other
                && getClass() == other.getClass()
                && settings().equals(other.settings());
    }

    @Override
    public final int hashCode() {
        return Objects.hash(getClass(), settings());
    }

    @Override
    public final String toString() {
        return getClass().getSimpleName() + settings();
    }
}
