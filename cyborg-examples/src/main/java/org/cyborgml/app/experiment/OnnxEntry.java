package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.data.DataException;
import org.cyborgml.data.Normalisation;
import org.cyborgml.scoring.onnx.ClassOrder;
import org.cyborgml.scoring.onnx.ColourOrder;
import org.cyborgml.scoring.onnx.DetectorOutput;
import org.cyborgml.scoring.onnx.OnnxDetector;
import org.cyborgml.scoring.onnx.OnnxSettings;
import org.jspecify.annotations.Nullable;

/**
 * A detector in an ONNX file, as a plan has it.
 *
 * @param file path below the data root
 * @param normalisation as {@link Normalisation#named} reads it
 * @param colours order of the input's channels
 * @param side of the input, for a file that leaves it open; null otherwise
 * @param output logits or probabilities, for a file whose last operator does not tell; null otherwise
 * @param classOrder order of its two classes
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OnnxEntry(
        String file,
        String normalisation,
        ColourOrder colours,
        @Nullable Integer side,
        @Nullable DetectorOutput output,
        ClassOrder classOrder) {

    /**
     * Checks the normalisation.
     *
     * @throws IllegalArgumentException if it cannot be read
     */
    public OnnxEntry {
        Normalisation.named(normalisation);
    }

    @JsonCreator
    static OnnxEntry read(
            @JsonProperty(value = "file", required = true) String file,
            @JsonProperty(value = "normalisation", required = true) String normalisation,
            @JsonProperty("colours") @Nullable ColourOrder colours,
            @JsonProperty("side") @Nullable Integer side,
            @JsonProperty("output") @Nullable DetectorOutput output,
            @JsonProperty("class_order") @Nullable ClassOrder classOrder) {
        return new OnnxEntry(
                file,
                normalisation,
                colours == null ? ColourOrder.RGB : colours,
                side,
                output,
                classOrder == null ? ClassOrder.REAL_FIRST : classOrder);
    }

    private OnnxSettings settings() {
        return new OnnxSettings(Normalisation.named(normalisation), colours, side, output, classOrder);
    }

    /**
     * Opens the detector.
     *
     * @param resolved where the file is
     * @throws IOException if ONNX Runtime is not on the class path, which the message tells how to add, or the file cannot be used
     */
    public OnnxDetector open(Path resolved) throws IOException {
        if (!OnnxDetector.hasRuntime()) {
            throw new DataException(
                    resolved + ": ONNX files need ONNX Runtime, which is not in this jar: get onnxruntime.jar"
                            + " (com.microsoft.onnxruntime:onnxruntime, 1.20 to 1.26, on Maven Central) and start java -cp"
                            + " cyborg.jar:onnxruntime.jar org.cyborgml.app.cli.Main");
        }
        return OnnxDetector.open(resolved, settings());
    }
}
