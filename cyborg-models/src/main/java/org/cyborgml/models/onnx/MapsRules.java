package org.cyborgml.models.onnx;

import java.util.List;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.layer.BilinearUpsampling;
import org.cyborgml.models.layer.ChannelGate;
import org.cyborgml.models.layer.DoubledMaps;
import org.cyborgml.models.layer.PixelLossLayer;
import org.cyborgml.models.layer.SqueezeExcitation;
import org.cyborgml.models.layer.Sum;
import org.cyborgml.models.layer.TemplateMap;

/** Rules of layers and vertices that change, join or resize feature maps. */
final class MapsRules {

    private MapsRules() {}

    static String swish(OnnxVertex vertex, String maps) {
        return vertex.add("Mul", List.of(maps, vertex.add("Sigmoid", maps)));
    }

    static String squeezeExcitation(SqueezeExcitation layer, OnnxVertex vertex) {
        String means = vertex.add("GlobalAveragePool", vertex.input());
        String reduced = vertex.add(
                "Conv", List.of(means, vertex.weight("_se_reduce.weight"), vertex.weight("_se_reduce.bias")));
        String expanded = vertex.add(
                "Conv",
                List.of(swish(vertex, reduced), vertex.weight("_se_expand.weight"), vertex.weight("_se_expand.bias")));
        return vertex.add("Mul", List.of(vertex.input(), vertex.add("Sigmoid", expanded)));
    }

    static String sum(Sum layer, OnnxVertex vertex) {
        String sum =
                switch (vertex.inputs().size()) {
                    case 1 -> vertex.input();
                    case 2 -> vertex.add("Add", vertex.inputs());
                    default -> vertex.add("Sum", vertex.inputs());
                };
        return layer.activation() == FusedActivation.RELU ? vertex.add("Relu", sum) : sum;
    }

    static String concatenation(Object layer, OnnxVertex vertex) {
        return vertex.inputs().size() == 1
                ? vertex.input()
                : vertex.add("Concat", vertex.inputs(), OnnxAttributes.integer("axis", 1));
    }

    static String gate(ChannelGate layer, OnnxVertex vertex) {
        String maps = vertex.inputs().get(0);
        String numbers = vertex.inputs().get(1);
        return switch (layer.gating()) {
            case SHIFT -> vertex.add("Add", List.of(maps, numbers));
            case SCALE -> vertex.add("Mul", List.of(maps, vertex.add("Sigmoid", numbers)));
            case SCALE_AND_ADD -> {
                String scaled = vertex.add("Mul", List.of(maps, vertex.add("Sigmoid", numbers)));
                yield vertex.add("Add", List.of(maps, scaled));
            }
        };
    }

    static String doubled(DoubledMaps layer, OnnxVertex vertex) {
        return vertex.add(
                "Resize",
                List.of(vertex.input(), "", vertex.constant("scales", new float[] {1, 1, 2, 2}, 4)),
                OnnxAttributes.text("mode", "nearest"),
                OnnxAttributes.text("coordinate_transformation_mode", "asymmetric"),
                OnnxAttributes.text("nearest_mode", "floor"));
    }

    static String upsampling(BilinearUpsampling layer, OnnxVertex vertex) {
        return upsampled(vertex, layer.height(), layer.width());
    }

    static String pixels(PixelLossLayer layer, OnnxVertex vertex) {
        return upsampled(vertex, layer.height(), layer.width());
    }

    private static String upsampled(OnnxVertex vertex, long height, long width) {
        long fromHeight = vertex.maps().getHeight();
        long fromWidth = vertex.maps().getWidth();
        if (height % fromHeight != 0 || width % fromWidth != 0) {
            throw new IllegalArgumentException("layer \"" + vertex.name() + "\" makes " + height + "x" + width + " of "
                    + fromHeight + "x" + fromWidth + ": to be written as ONNX, it must make whole multiples");
        }
        vertex.fixSize();
        float[] scales = {1, 1, (float) height / fromHeight, (float) width / fromWidth};
        return vertex.add(
                "Resize",
                List.of(vertex.input(), "", vertex.constant("scales", scales, 4)),
                OnnxAttributes.text("mode", "linear"),
                OnnxAttributes.text("coordinate_transformation_mode", "align_corners"));
    }

    static String templates(TemplateMap layer, OnnxVertex vertex) {
        vertex.fixSize();
        String weights = vertex.add(
                "Flatten", vertex.add("GlobalAveragePool", vertex.input()), OnnxAttributes.integer("axis", 1));
        String templates = vertex.weight(TemplateMap.TEMPLATES, layer.templates(), layer.height() * layer.width());
        String cells = vertex.add("MatMul", List.of(weights, templates));
        return vertex.add("Reshape", List.of(cells, vertex.integers("shape", -1, 1, layer.height(), layer.width())));
    }
}
