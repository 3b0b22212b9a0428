package org.cyborgml.models.onnx;

import java.util.List;
import java.util.Optional;
import onnx.Onnx.AttributeProto;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.layer.BatchNorm;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;

/**
 * A layer or vertex of a network that is being written: its inputs' names and shapes, its parameters, and the operators to which
 * its rule adds.
 */
final class OnnxVertex {

    private final NetworkToOnnx network;
    private final String name;
    private final List<String> inputs;
    private final List<InputType> types;

    /**
     * A vertex.
     *
     * @param network that it is of
     * @param name its name
     * @param inputs names of the operators' outputs that it reads
     * @param types of the inputs, without the batch
     */
    OnnxVertex(NetworkToOnnx network, String name, List<String> inputs, List<InputType> types) {
        this.network = network;
        this.name = name;
        this.inputs = List.copyOf(inputs);
        this.types = List.copyOf(types);
    }

    String name() {
        return name;
    }

    List<String> inputs() {
        return inputs;
    }

    String input() {
        return inputs.get(0);
    }

    /** The shape of the first input, which is of feature maps. */
    InputTypeConvolutional maps() {
        if (types.get(0) instanceof InputTypeConvolutional maps) {
            return maps;
        }
        throw new IllegalArgumentException(
                "layer \"" + name + "\" takes feature maps [N, C, H, W], found " + types.get(0));
    }

    /** Requires feature maps of a number, which images of other channels than the network's are not. */
    void requireChannels(long channels) {
        if (maps().getChannels() != channels) {
            throw new IllegalArgumentException(
                    "layer \"" + name + "\" takes " + channels + " channels, found " + maps().getChannels());
        }
    }

    /** Settings of the file. */
    OnnxExport settings() {
        return network.settings();
    }

    /** Adds an operator, and returns the name of its output. */
    String add(String operator, List<String> in, AttributeProto... attributes) {
        return network.operators().add(name, operator, in, attributes);
    }

    /** Adds an operator with one input, and returns the name of its output. */
    String add(String operator, String in, AttributeProto... attributes) {
        return add(operator, List.of(in), attributes);
    }

    /** A parameter's values in single precision, row-major, by PyTorch's name of it. */
    float[] parameter(String key) {
        return tensor(key).floats();
    }

    /** Tells if there is a parameter of a name. */
    boolean hasParameter(String key) {
        return network.weights().tensors().containsKey(name + "." + key);
    }

    /** Adds a parameter as a constant, and returns its name. */
    String weight(String key) {
        return weight(key, tensor(key).shape());
    }

    /** Adds a parameter as a constant of another shape, once for all that read it, and returns its name. */
    String weight(String key, long... shape) {
        return network.once(name + "." + key, () -> constant(key, parameter(key), shape));
    }

    private CheckpointTensor tensor(String key) {
        return network.weights().tensor(name + "." + key);
    }

    /** Adds floats as a constant, and returns its name. */
    String constant(String key, float[] values, long... shape) {
        return network.operators().constant(name + "." + key, values, shape);
    }

    /** Adds one float as a constant, and returns its name. */
    String constant(String key, double value) {
        return constant(key, new float[] {(float) value});
    }

    /** Adds a list of integers as a constant, and returns its name. */
    String integers(String key, long... values) {
        return network.operators().integers(name + "." + key, values);
    }

    /** Notes that the network computes the same function of images of its own size alone. */
    void fixSize() {
        network.fixSize();
    }

    /** The batch norm that is to be multiplied into this convolution. */
    Optional<OnnxVertex> foldedNorm() {
        return network.normFoldedInto(name).map(norm -> new OnnxVertex(network, norm, inputs, types));
    }

    /** The layer of this vertex, a batch norm. */
    BatchNorm norm() {
        return (BatchNorm) network.layer(name);
    }

    /** Tells if this batch norm has been multiplied into the convolution before it. */
    boolean isFolded() {
        return network.isFolded(name);
    }

    /** The logits that these class maps give, once for all that need them; the first C of the maps count. */
    String logits(int count) {
        return network.once("logits of " + input(), () -> {
            String maps = channels(0, count);
            return add("Flatten", add("GlobalAveragePool", maps), OnnxAttributes.integer("axis", 1));
        });
    }

    /** Some channels of the first input, from one to before another. */
    String channels(long from, long to) {
        if (from == 0 && to == maps().getChannels()) {
            return input();
        }
        return add("Slice", List.of(input(), integers("from", from), integers("to", to), integers("axis", 1)));
    }
}
