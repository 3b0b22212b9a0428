package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.app.experiment.OnnxEntry;
import org.cyborgml.scoring.onnx.ClassOrder;
import org.cyborgml.scoring.onnx.ColourOrder;
import org.cyborgml.scoring.onnx.DetectorOutput;
import org.cyborgml.scoring.onnx.OnnxDetector;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The options of a detector in an ONNX file. */
@OptionGroup("Detector in an ONNX file")
final class OnnxOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    @Option(
            names = "--onnx",
            paramLabel = "FILE",
            description =
                    "A detector of two classes in an ONNX file instead of --arch and --weights; ONNX Runtime must be"
                            + " on the class path.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable Path file;

    @Option(
            names = "--normalisation",
            paramLabel = "WORDS",
            description =
                    "Of an ONNX file's input: imagenet, symmetric ([-1,1]), unit ([0,1]), bytes (0 to 255), or means"
                            + " and deviations of red, green and blue, such as 0.485,0.456,0.406/0.229,0.224,0.225.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable String normalisation;

    @Option(
            names = "--colours",
            paramLabel = "ORDER",
            defaultValue = "rgb",
            description = "Order of an ONNX file's channels: ${COMPLETION-CANDIDATES}.")
    private ColourOrder colours = ColourOrder.RGB;

    @Option(
            names = "--output",
            paramLabel = "KIND",
            description = "Of an ONNX file: ${COMPLETION-CANDIDATES}. Default: what its last operator gives.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable DetectorOutput output;

    @Option(
            names = "--class-order",
            paramLabel = "ORDER",
            defaultValue = "real_first",
            description = "Of an ONNX file: ${COMPLETION-CANDIDATES}. A single value that is high for real images is"
                    + " synthetic_first.")
    private ClassOrder classes = ClassOrder.REAL_FIRST;

    boolean isGiven() {
        return file != null;
    }

    /** Refuses settings of an ONNX file where there is none. */
    void requireNone() {
        if (normalisation != null || output != null) {
            throw new IllegalArgumentException("--normalisation and --output are of an ONNX file: give --onnx");
        }
    }

    /** Opens the file, with a side for one that leaves it open. */
    OnnxDetector open(Optional<Integer> side) throws IOException {
        String words = MissingOption.require(normalisation, command, "--normalisation=WORDS");
        Path onnx = MissingOption.require(file, command, "--onnx=FILE");
        return new OnnxEntry(onnx.toString(), words, colours, side.orElse(null), output, classes).open(onnx);
    }
}
