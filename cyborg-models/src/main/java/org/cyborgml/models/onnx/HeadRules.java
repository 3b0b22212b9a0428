package org.cyborgml.models.onnx;

import java.util.List;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.ClassificationLossLayer;
import org.cyborgml.loss.MinMaxScaling;
import org.cyborgml.loss.SaliencyLossLayer;
import org.cyborgml.loss.TripletLossLayer;
import org.nd4j.linalg.api.buffer.DataType;

/** Rules of the outputs of a head. */
final class HeadRules {

    private HeadRules() {}

    static String probabilities(ClassificationLossLayer layer, OnnxVertex vertex) {
        return layer.getNumClasses() == 1
                ? vertex.add("Sigmoid", vertex.input())
                : vertex.add("Softmax", vertex.input(), OnnxAttributes.integer("axis", 1));
    }

    /** The scaled maps of the predicted class or of all; the CAMs are the last C of the class maps under either tap. */
    static String cams(SaliencyLossLayer layer, OnnxVertex vertex) {
        int count = layer.getNumClasses();
        long given = vertex.maps().getChannels();
        String maps = vertex.channels(given - count, given);
        if (vertex.settings().maps() == OnnxMaps.ALL) {
            String ofClasses = count > 1
                    ? maps
                    : vertex.add("Concat", List.of(vertex.add("Neg", maps), maps), OnnxAttributes.integer("axis", 1));
            return scaled(vertex, ofClasses, 2, 3);
        }
        String logits = vertex.logits(count);
        return scaled(vertex, count > 1 ? ofHighest(vertex, maps, logits) : signed(vertex, maps, logits), 1, 2);
    }

    /** The map of the class of the highest logit, the first of equals. */
    private static String ofHighest(OnnxVertex vertex, String maps, String logits) {
        String predicted =
                vertex.add("ArgMax", logits, OnnxAttributes.integer("axis", 1), OnnxAttributes.integer("keepdims", 1));
        return vertex.add("GatherND", List.of(maps, predicted), OnnxAttributes.integer("batch_dims", 1));
    }

    /** The only map where the only logit is above 0, else the negated map. */
    private static String signed(OnnxVertex vertex, String maps, String logits) {
        String isPositive = vertex.add("Greater", List.of(logits, vertex.constant("zero", 0)));
        String first = vertex.integers("shape", -1, 1, 1);
        String ofImages = vertex.add("Reshape", List.of(isPositive, first));
        String map = vertex.add("Squeeze", List.of(maps, vertex.integers("axis", 1)));
        return vertex.add("Where", List.of(ofImages, map, vertex.add("Neg", map)));
    }

    /** Maps scaled to [0,1] over some axes by the rule of {@link MinMaxScaling}: zeros where constant to rounding. */
    private static String scaled(OnnxVertex vertex, String maps, long... axes) {
        String lowest = vertex.add(
                "ReduceMin", maps, OnnxAttributes.integers("axes", axes), OnnxAttributes.integer("keepdims", 1));
        String highest = vertex.add(
                "ReduceMax", maps, OnnxAttributes.integers("axes", axes), OnnxAttributes.integer("keepdims", 1));
        String range = vertex.add("Sub", List.of(highest, lowest));
        String magnitude = vertex.add("Max", List.of(vertex.add("Abs", lowest), vertex.add("Abs", highest)));
        String tolerance = vertex.add(
                "Mul", List.of(magnitude, vertex.constant("tolerance", MinMaxScaling.tolerance(DataType.FLOAT))));
        String varies = vertex.add("Greater", List.of(range, tolerance));
        String divisor = vertex.add("Where", List.of(varies, range, vertex.constant("one", 1)));
        String divided = vertex.add("Div", List.of(vertex.add("Sub", List.of(maps, lowest)), divisor));
        return vertex.add("Where", List.of(varies, divided, vertex.constant("constant", 0)));
    }

    static String attention(AttentionLossLayer layer, OnnxVertex vertex) {
        if (vertex.settings().maps() == OnnxMaps.ALL) {
            throw new IllegalArgumentException("output \"" + vertex.name()
                    + "\" is an attention map, the same for all classes: maps must be none or predicted, found all");
        }
        return vertex.add("Squeeze", List.of(vertex.input(), vertex.integers("axis", 1)));
    }

    static String features(TripletLossLayer layer, OnnxVertex vertex) {
        return vertex.add(
                "Flatten", vertex.add("GlobalAveragePool", vertex.input()), OnnxAttributes.integer("axis", 1));
    }
}
