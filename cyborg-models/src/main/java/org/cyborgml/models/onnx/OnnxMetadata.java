package org.cyborgml.models.onnx;

import com.google.common.primitives.Floats;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.loss.AttentionLossLayer;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.LossTermLayer;
import org.cyborgml.loss.SaliencyLossLayer;

/** The metadata of an ONNX file, by key. */
final class OnnxMetadata {

    private OnnxMetadata() {}

    /**
     * The notes of the settings, completed.
     *
     * @throws IllegalArgumentException if the classes are not as many as the network's
     */
    static Map<String, String> of(NetworkToOnnx network) {
        OnnxExport settings = network.settings();
        Map<String, String> metadata = new TreeMap<>(settings.notes());
        metadata.put("input", settings.input().toString());
        metadata.put("maps", settings.maps().toString());
        metadata.put("batch_norm", settings.batchNorm().toString());
        putImages(metadata, settings.images());
        for (String output : network.outputs()) {
            Object layer = network.layer(output);
            if (layer instanceof SaliencyLossLayer) {
                FeatureTap tap = network.isPooled(output) ? FeatureTap.POOLED : FeatureTap.REFERENCE;
                metadata.put("tap", tap.name().toLowerCase(Locale.ROOT));
            } else if (layer instanceof AttentionLossLayer) {
                metadata.put("tap", "attention");
            }
            if (layer instanceof LossTermLayer head && head.getNumClasses() > 0) {
                settings.classes().ifPresent(classes -> putClasses(metadata, classes, head.getNumClasses()));
            }
        }
        return metadata;
    }

    private static void putImages(Map<String, String> metadata, InputFormat format) {
        metadata.put("mean", words(Floats.asList(format.normalisation().mean())));
        metadata.put("deviation", words(Floats.asList(format.normalisation().deviation())));
        metadata.put("height", Integer.toString(format.height()));
        metadata.put("width", Integer.toString(format.width()));
        metadata.put("resampling", format.resampling().name().toLowerCase(Locale.ROOT));
    }

    private static String words(List<Float> numbers) {
        return numbers.stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    private static void putClasses(Map<String, String> metadata, ClassNames classes, int logits) {
        int count = Math.max(2, logits);
        if (classes.size() != count) {
            throw new IllegalArgumentException(
                    "the network has " + count + " classes, but " + classes.size() + " are named: " + classes);
        }
        metadata.put("classes", classes.line());
    }
}
