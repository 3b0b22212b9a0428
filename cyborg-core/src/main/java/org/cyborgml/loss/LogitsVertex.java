package org.cyborgml.loss;

import java.util.Objects;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.memory.LayerMemoryReport;
import org.deeplearning4j.nn.conf.memory.MemoryReport;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Logits from class maps: the mean over the cells of the first C maps, {@code [N, K, h, w] -> [N, C]}, K being C under
 * the pooled tap and 2C under the reference tap.
 *
 * <p>The vertex also connects the two outputs of a head. With {@link ClassSelection#TRUE} the saliency output needs the
 * labels of the classification output, and in DL4J only a vertex has access to the network that it is part of. The
 * classification output, which is behind this vertex, gets its labels before the saliency output is run backwards.
 */
public final class LogitsVertex extends GraphVertex {

    private int numClasses;
    private String classificationOutput = "";
    private String saliencyOutput = "";

    @SuppressWarnings("unused") // JSON
    private LogitsVertex() {}

    /**
     * A vertex of a head.
     *
     * @param numClasses number of logits C, at least 1
     * @param classificationOutput name of the head's {@link ClassificationLossLayer}
     * @param saliencyOutput name of the head's {@link SaliencyLossLayer}
     */
    public LogitsVertex(int numClasses, String classificationOutput, String saliencyOutput) {
        if (numClasses < 1) {
            throw new IllegalArgumentException("numClasses must be at least 1, found " + numClasses);
        }
        this.numClasses = numClasses;
        this.classificationOutput = Objects.requireNonNull(classificationOutput, "classificationOutput");
        this.saliencyOutput = Objects.requireNonNull(saliencyOutput, "saliencyOutput");
    }

    /**
     * Number of logits.
     *
     * @return C
     */
    public int getNumClasses() {
        return numClasses;
    }

    /**
     * Sets the number of logits, for JSON.
     *
     * @param numClasses C
     */
    public void setNumClasses(int numClasses) {
        this.numClasses = numClasses;
    }

    /**
     * Name of the head's classification output.
     *
     * @return a vertex name
     */
    public String getClassificationOutput() {
        return classificationOutput;
    }

    /**
     * Sets the name of the head's classification output, for JSON.
     *
     * @param name a vertex name
     */
    public void setClassificationOutput(String name) {
        this.classificationOutput = name;
    }

    /**
     * Name of the head's saliency output.
     *
     * @return a vertex name
     */
    public String getSaliencyOutput() {
        return saliencyOutput;
    }

    /**
     * Sets the name of the head's saliency output, for JSON.
     *
     * @param name a vertex name
     */
    public void setSaliencyOutput(String name) {
        this.saliencyOutput = name;
    }

    @Override
    public GraphVertex clone() {
        return new LogitsVertex(numClasses, classificationOutput, saliencyOutput);
    }

    @Override
    public long numParams(boolean backprop) {
        return 0;
    }

    @Override
    public int minVertexInputs() {
        return 1;
    }

    @Override
    public int maxVertexInputs() {
        return 1;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int idx,
            INDArray paramsView,
            boolean initializeParams,
            DataType networkDatatype) {
        return new LogitsRuntime(graph, name, idx, networkDatatype, this);
    }

    @Override
    public InputType getOutputType(int layerIndex, InputType... vertexInputs) {
        if (vertexInputs.length == 1
                && vertexInputs[0] instanceof InputType.InputTypeConvolutional maps
                && maps.getChannels() >= numClasses) {
            return InputType.feedForward(numClasses);
        }
        throw new IllegalStateException("logits come from class maps [N, " + numClasses
                + " or more, h, w], but the input is " + java.util.Arrays.toString(vertexInputs));
    }

    @Override
    public MemoryReport getMemoryReport(InputType... inputTypes) {
        return new LayerMemoryReport.Builder(null, LogitsVertex.class, inputTypes[0], getOutputType(-1, inputTypes))
                .standardMemory(0, 0)
                .workingMemory(0, 0, 0, 0)
                .cacheMemory(0, 0)
                .build();
    }

    @Override
    public boolean equals(@Nullable Object o) {
        return o instanceof LogitsVertex other
                && numClasses == other.numClasses
                && classificationOutput.equals(other.classificationOutput)
                && saliencyOutput.equals(other.saliencyOutput);
    }

    @Override
    public int hashCode() {
        return Objects.hash(numClasses, classificationOutput, saliencyOutput);
    }
}
