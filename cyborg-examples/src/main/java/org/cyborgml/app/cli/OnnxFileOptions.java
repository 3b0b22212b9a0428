package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.models.onnx.OnnxBatchNorm;
import org.cyborgml.models.onnx.OnnxExport;
import org.cyborgml.models.onnx.OnnxInput;
import org.cyborgml.models.onnx.OnnxMaps;
import org.cyborgml.models.onnx.OnnxShape;
import org.cyborgml.models.onnx.OnnxSummary;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options of an ONNX file that is written. */
@OptionGroup("ONNX file")
final class OnnxFileOptions {

    /** Key of the note on the file that the weights come from. */
    private static final String WEIGHTS_HASH = "weights_sha256";

    /** Key under which the file notes the names of the classes. */
    private static final String CLASSES = "classes";

    @Option(
            names = "--maps",
            paramLabel = "WHICH",
            description = "The maps beside the probabilities, ${COMPLETION-CANDIDATES}; else predicted, the"
                    + " CAM of the predicted class, or the network's attention map.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable OnnxMaps maps;

    @Option(
            names = "--tap",
            paramLabel = "TAP",
            description = "The feature maps that CAMs are made of, ${COMPLETION-CANDIDATES}; else reference.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable FeatureTap tap;

    @Option(
            names = "--input",
            paramLabel = "VALUES",
            description = "${COMPLETION-CANDIDATES}; else pixels, RGB from 0 to 255, which the file" + " normalises.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable OnnxInput input;

    @Option(
            names = "--shape",
            paramLabel = "SHAPE",
            description = "${COMPLETION-CANDIDATES}; else open: any number of images, and any size where the"
                    + " network allows. fixed-size leaves the number open; fixed is one image.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable OnnxShape shape;

    @Option(
            names = "--batch-norm",
            paramLabel = "HOW",
            description = "Batch norms: ${COMPLETION-CANDIDATES}; else folded into the convolutions before.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable OnnxBatchNorm batchNorm;

    @Option(
            names = "--classes",
            paramLabel = "NAMES",
            description = "Names of the classes in the order of the network's outputs, such as"
                    + " Real,Synthetic; else what IN says.",
            showDefaultValue = Visibility.NEVER)
    private @Nullable ClassNames classes;

    /** Refuses settings of an ONNX file where another is written. */
    void requireNone() {
        if (Stream.of(maps, tap, input, shape, batchNorm, classes).anyMatch(option -> option != null)) {
            throw new IllegalArgumentException(
                    "--maps, --tap, --input, --shape, --batch-norm and --classes are of an ONNX file: OUT must end in"
                            + " .onnx");
        }
    }

    /** Sets what the network is to be loaded with. */
    TrainedNetwork.Loader applyTo(TrainedNetwork.Loader loader) {
        return (tap == null ? loader : loader.tap(tap)).classes(classes);
    }

    /** Writes the file, with the hash of the weights' own. */
    OnnxSummary write(Path out, TrainedNetwork trained, String hash) throws IOException {
        OnnxExport export = export(trained.input(), trained.notes(), hash).withClasses(trained.classes());
        return (maps == null ? export : export.withMaps(maps)).write(out, trained.network());
    }

    /**
     * Writes a network that labels pixels, which has no maps.
     *
     * @throws IllegalArgumentException if an option is of maps, or the classes are not as many as the network's
     */
    OnnxSummary write(Path out, FaceParsing parsing, String hash) throws IOException {
        if (tap != null || (maps != null && maps != OnnxMaps.NONE)) {
            throw new IllegalArgumentException("a BiSeNet has no CAMs: leave --maps and --tap out");
        }
        ClassNames names = classes == null ? parsing.classes() : classes;
        if (names.size() != parsing.classes().size()) {
            throw new IllegalArgumentException("the network has "
                    + parsing.classes().size() + " classes, but " + names.size() + " are named: " + names);
        }
        Map<String, String> notes = Map.of(NetworkNotes.ARCHITECTURE, FaceParsing.NAME, CLASSES, names.line());
        return export(parsing.input(), notes, hash).withMaps(OnnxMaps.NONE).write(out, parsing.network());
    }

    private OnnxExport export(InputFormat images, Map<String, String> noted, String hash) {
        Map<String, String> notes = new LinkedHashMap<>(noted);
        notes.put(WEIGHTS_HASH, hash);
        OnnxExport export = OnnxExport.of(images).withNotes(notes);
        export = input == null ? export : export.withInput(input);
        export = shape == null ? export : export.withShape(shape);
        return batchNorm == null ? export : export.withBatchNorm(batchNorm);
    }
}
