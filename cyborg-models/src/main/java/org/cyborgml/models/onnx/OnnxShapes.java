package org.cyborgml.models.onnx;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.SaliencyLossLayer;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeFeedForward;

/** Names, shapes and meanings of an ONNX file's input and outputs. A side that is left open has a name for a length. */
final class OnnxShapes {

    private static final String BATCH = "N";

    private final NetworkToOnnx network;
    private final OnnxExport settings;

    /** Shapes of a network that has been written. */
    OnnxShapes(NetworkToOnnx network) {
        this.network = network;
        this.settings = network.settings();
    }

    private boolean isOpen() {
        return settings.shape() == OnnxShape.OPEN && !network.isSizeFixed();
    }

    private Object batch() {
        return settings.shape() == OnnxShape.FIXED ? (Object) 1L : BATCH;
    }

    ValueInfoProto input(String name) {
        InputTypeConvolutional image = network.image();
        List<Object> sides = new ArrayList<>(List.of(batch(), image.getChannels()));
        sides.add(isOpen() ? "H" : image.getHeight());
        sides.add(isOpen() ? "W" : image.getWidth());
        return value(name, sides, OnnxImages.description(settings));
    }

    /**
     * An output.
     *
     * @param layer the network's name of it
     * @param name the file's name of it
     */
    ValueInfoProto output(String layer, String name) {
        InputType type = network.type(layer);
        List<Object> sides = new ArrayList<>(List.of(batch()));
        if (type instanceof InputTypeFeedForward row) {
            sides.add(row.getSize());
            return value(name, sides, "");
        }
        InputTypeConvolutional maps = (InputTypeConvolutional) type;
        String description = "";
        if (network.layer(layer) instanceof SaliencyLossLayer head) {
            if (settings.maps() == OnnxMaps.ALL) {
                sides.add((long) Math.max(2, head.getNumClasses()));
                description = "class activation map of each class, scaled to [0,1]";
            } else {
                description = "class activation map of the predicted class, scaled to [0,1]";
            }
        } else if (network.layer(layer) instanceof AttentionLossLayer) {
            description = "attention map";
        } else {
            sides.add(maps.getChannels());
        }
        sides.add(isOpen() ? "h" : maps.getHeight());
        sides.add(isOpen() ? "w" : maps.getWidth());
        return value(name, sides, description);
    }

    private static ValueInfoProto value(String name, List<Object> sides, String description) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object side : sides) {
            TensorShapeProto.Dimension.Builder dimension = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    side instanceof Long length ? dimension.setDimValue(length) : dimension.setDimParam((String) side));
        }
        ValueInfoProto.Builder value = ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                .setShape(shape)));
        if (!description.isEmpty()) {
            value.setDocString(description);
        }
        return value.build();
    }
}
