package org.cyborgml.models.onnx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.cyborgml.cam.ClassActivationMapLayer;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.ClassificationLossLayer;
import org.cyborgml.loss.LogitsVertex;
import org.cyborgml.loss.SaliencyLossLayer;
import org.cyborgml.loss.TripletLossLayer;
import org.cyborgml.models.layer.Attention;
import org.cyborgml.models.layer.BatchNorm;
import org.cyborgml.models.layer.BilinearUpsampling;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.ChannelGate;
import org.cyborgml.models.layer.Concatenation;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.DoubledMaps;
import org.cyborgml.models.layer.PixelLossLayer;
import org.cyborgml.models.layer.PlainMaps;
import org.cyborgml.models.layer.PooledBatchNorm;
import org.cyborgml.models.layer.Pooling;
import org.cyborgml.models.layer.SqueezeExcitation;
import org.cyborgml.models.layer.Sum;
import org.cyborgml.models.layer.TemplateMap;
import org.cyborgml.models.layer.WithoutGradient;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** The rules of all types of layers and vertices that can be written. */
final class OnnxRules {

    private static final Map<Class<?>, OnnxRule<?>> RULES = rules();

    private OnnxRules() {}

    private static Map<Class<?>, OnnxRule<?>> rules() {
        Map<Class<?>, OnnxRule<?>> rules = new LinkedHashMap<>();
        put(rules, Convolution.class, ConvolutionRules::convolution);
        put(rules, BatchNorm.class, ConvolutionRules::batchNorm);
        put(rules, PooledBatchNorm.class, ConvolutionRules::pooledBatchNorm);
        put(rules, Pooling.class, ConvolutionRules::pooling);
        put(rules, ClassActivationMapLayer.class, ConvolutionRules::classMaps);
        put(rules, SqueezeExcitation.class, MapsRules::squeezeExcitation);
        put(rules, ChannelDropout.class, (layer, vertex) -> vertex.input());
        put(rules, BilinearUpsampling.class, MapsRules::upsampling);
        put(rules, TemplateMap.class, MapsRules::templates);
        put(
                rules,
                ActivationLayer.class,
                (layer, vertex) -> Dl4jRules.activated(vertex, layer.getActivationFn(), vertex.input()));
        put(rules, Sum.class, MapsRules::sum);
        put(rules, Concatenation.class, MapsRules::concatenation);
        put(rules, MergeVertex.class, MapsRules::concatenation);
        put(rules, ChannelGate.class, MapsRules::gate);
        put(rules, Attention.class, (layer, vertex) -> vertex.add("Mul", vertex.inputs()));
        put(rules, DoubledMaps.class, MapsRules::doubled);
        put(rules, PlainMaps.class, (layer, vertex) -> vertex.input());
        put(rules, WithoutGradient.class, (layer, vertex) -> vertex.input());
        put(rules, ScaleVertex.class, Dl4jRules::scaled);
        put(rules, ConvolutionLayer.class, Dl4jRules::convolution);
        put(rules, BatchNormalization.class, Dl4jRules::batchNorm);
        put(rules, SubsamplingLayer.class, Dl4jRules::pooling);
        put(rules, DropoutLayer.class, (layer, vertex) -> vertex.input());
        put(rules, ElementWiseVertex.class, Dl4jRules::elementWise);
        put(rules, LogitsVertex.class, (layer, vertex) -> vertex.logits(layer.getNumClasses()));
        put(rules, ClassificationLossLayer.class, HeadRules::probabilities);
        put(rules, SaliencyLossLayer.class, HeadRules::cams);
        put(rules, AttentionLossLayer.class, HeadRules::attention);
        put(rules, TripletLossLayer.class, HeadRules::features);
        put(rules, PixelLossLayer.class, MapsRules::pixels);
        return rules;
    }

    private static <T> void put(Map<Class<?>, OnnxRule<?>> rules, Class<T> type, OnnxRule<T> rule) {
        rules.put(type, rule);
    }

    /**
     * Writes a layer or vertex by the rule of its type.
     *
     * @throws IllegalArgumentException if there is no rule; the message names the layer, its type and those that have rules
     */
    static String write(Object layer, OnnxVertex vertex) {
        OnnxRule<?> rule = RULES.get(layer.getClass());
        if (rule == null) {
            throw new IllegalArgumentException("layer \"" + vertex.name() + "\" is of type "
                    + layer.getClass().getName()
                    + ", for which there is no ONNX rule: all networks of cyborg-models can be written, and"
                    + " others of the layers and vertices "
                    + RULES.keySet().stream().map(Class::getSimpleName).collect(Collectors.joining(", ")));
        }
        return applied(rule, layer, vertex);
    }

    @SuppressWarnings("unchecked") // put has made sure that the rule is of the layer's type
    private static <T> String applied(OnnxRule<T> rule, Object layer, OnnxVertex vertex) {
        return rule.write((T) layer, vertex);
    }
}
