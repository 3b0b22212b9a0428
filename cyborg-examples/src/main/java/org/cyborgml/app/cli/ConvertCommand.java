package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.app.files.Output;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.NetworkZip;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.models.checkpoint.TensorType;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.onnx.OnnxSummary;
import org.cyborgml.training.NetworkNotes;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code convert}: a checkpoint in another format. */
@Command(
        name = "convert",
        description = {
            "Writes a checkpoint in another format: .safetensors, which PyTorch loads, DL4J's .zip, a whole network, or .onnx, a"
                    + " whole network with its CAM for programs that are not Java.",
            "What is read may also be PyTorch's .pth, .ckpt or .bin, or the index of sharded files (or its folder); no code in"
                    + " them is run. A zip's weights get PyTorch's names.",
            "The weights of a BiSeNet (see faces parse) are known by their names. Its .onnx gives logits for each pixel."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg convert resnet50.pth resnet50.safetensors",
    "cyborg convert run/Logs/final_model.safetensors network.zip",
    "cyborg convert run/Logs/final_model.safetensors network.onnx"
})
final class ConvertCommand implements Callable<Integer> {

    private static final String SAFETENSORS = ".safetensors";
    private static final String ZIP = ".zip";
    private static final String ONNX = ".onnx";

    @Parameters(
            index = "0",
            paramLabel = "IN",
            description =
                    "A .pth, .ckpt, .bin, .safetensors, .index.json or DL4J .zip, told by its content; or a folder with one.",
            showDefaultValue = Visibility.NEVER)
    private Path in = Path.of("");

    @Parameters(
            index = "1",
            paramLabel = "OUT",
            description = "A .safetensors, .zip or .onnx, told by its name.",
            showDefaultValue = Visibility.NEVER)
    private Path out = Path.of("");

    @Option(
            names = "--arch",
            paramLabel = "ARCH",
            description = "The network; needed for a .zip or .onnx unless IN says it, as those that train writes do.")
    private @Nullable Architecture architecture;

    @Option(
            names = "--size",
            paramLabel = "PIXELS",
            description = "Side of the network's input; else what IN says, else the architecture's own.")
    private @Nullable Integer size;

    @Option(
            names = "--attention",
            paramLabel = "KIND",
            description =
                    "How a self_attention network makes its map: ${COMPLETION-CANDIDATES}; else what IN says, else"
                            + " direct_regression.")
    private @Nullable AttentionKind attention;

    @Option(
            names = "--padding",
            paramLabel = "VERSION",
            description = "The paddings of an efficientnet: ${COMPLETION-CANDIDATES}; else what IN says, else 0.6.1.")
    private @Nullable EfficientNetPadding padding;

    @Mixin
    private final EmaOption ema = new EmaOption();

    @Mixin
    private final OnnxFileOptions onnx = new OnnxFileOptions();

    @Option(names = "--force", description = "Replace OUT if there is one.")
    private boolean force;

    @Mixin
    private final JsonOption json = new JsonOption();

    @OptionGroup("Output")
    @Option(names = "--quiet", description = "Print nothing but errors, and results for programs.")
    private boolean quiet;

    @Override
    public Integer call() throws IOException {
        boolean isWhole = endsWith(ZIP) || endsWith(ONNX);
        if (!isWhole && !endsWith(SAFETENSORS)) {
            throw new IllegalArgumentException(out + ": must end in " + SAFETENSORS + ", " + ZIP + " or " + ONNX
                    + (endsWith(".pth") ? "; .pth is only read, and PyTorch loads .safetensors" : ""));
        }
        if (!endsWith(ONNX)) {
            onnx.requireNone();
        }
        if (Files.exists(out) && Files.exists(in) && Files.isSameFile(in, out)) {
            throw new IllegalArgumentException(out + ": is what is read, so it cannot be what is written");
        }
        if (Files.exists(out) && !force) {
            throw new IOException(out + ": exists already; give --force to replace it");
        }
        Output.requireFile(out);
        Checkpoint checkpoint = ema.read(in, new Console(quiet));
        Optional<TrainedNetwork> loaded = load(checkpoint);
        Files.createDirectories(out.toAbsolutePath().getParent());
        Written written = !isWhole
                ? writeWeights(checkpoint, loaded)
                : loaded.isEmpty() && FaceParsing.isIn(checkpoint) ? writeParsing(checkpoint) : writeNetwork(loaded);
        new Console(quiet).say(written.forPeople());
        json.print(written.forPrograms());
        return 0;
    }

    /** The result in words and as JSON. */
    private record Written(String forPeople, Object forPrograms) {}

    private Written writeWeights(Checkpoint checkpoint, Optional<TrainedNetwork> loaded) throws IOException {
        Checkpoint noted =
                loaded.map(known -> checkpoint.withMetadata(known.notes())).orElse(checkpoint);
        Safetensors.write(out, noted);
        return written(noted, List.of());
    }

    private Written writeNetwork(Optional<TrainedNetwork> loaded) throws IOException {
        TrainedNetwork known = loaded.orElseThrow(() -> new IllegalArgumentException(
                in + ": does not say which network it is of; give --arch, and --size if it is not the network's own"));
        if (endsWith(ONNX)) {
            return exported(onnx.write(out, known, hash()));
        }
        NetworkZip.write(out, known.network(), known.notes());
        return written(NetworkWeights.of(known.network()), known.report().ignored());
    }

    private Written writeParsing(Checkpoint checkpoint) throws IOException {
        if (attention != null || padding != null) {
            throw new IllegalArgumentException(in + ": is of a BiSeNet: leave --attention and --padding out");
        }
        DataType type = isDouble(checkpoint) ? DataType.DOUBLE : DataType.FLOAT;
        FaceParsing parsing = FaceParsing.of(checkpoint, size, type);
        if (endsWith(ONNX)) {
            return exported(onnx.write(out, parsing, hash()));
        }
        NetworkZip.write(out, parsing.network(), Map.of());
        return written(NetworkWeights.of(parsing.network()), parsing.report().ignored());
    }

    /** The hash of what is read, as an ONNX file notes it. */
    private String hash() throws IOException {
        return ema.noted(EmaOption.hash(in));
    }

    private Written exported(OnnxSummary summary) {
        return new Written(out + ": " + summary, new Exported(out.toString(), summary));
    }

    private boolean endsWith(String suffix) {
        return out.toString().toLowerCase(Locale.ROOT).endsWith(suffix);
    }

    /** The weights in their network, if it is known, which also checks that they are that network's. */
    private Optional<TrainedNetwork> load(Checkpoint checkpoint) throws IOException {
        String noted = checkpoint.metadata().get(NetworkNotes.ARCHITECTURE);
        if (architecture == null && noted == null) {
            return Optional.empty();
        }
        return Optional.of(onnx.applyTo(TrainedNetwork.loader(checkpoint))
                .architecture(architecture)
                .side(size)
                .attention(attention)
                .precision(isDouble(checkpoint) ? KernelPrecision.DOUBLE : KernelPrecision.FP32)
                .padding(padding)
                .load());
    }

    private static boolean isDouble(Checkpoint checkpoint) {
        return checkpoint.tensors().values().stream().anyMatch(tensor -> tensor.type() == TensorType.F64);
    }

    /**
     * Result for programs.
     *
     * @param file that was written
     * @param tensors how many it has
     * @param numbers in all of them
     * @param leftOut names of tensors that DL4J has no use for
     */
    private record Converted(String file, int tensors, long numbers, List<String> leftOut) {}

    /**
     * Result for programs of an ONNX file.
     *
     * @param file that was written
     * @param network its input, outputs and size
     */
    private record Exported(String file, OnnxSummary network) {}

    private Written written(Checkpoint written, List<String> leftOut) {
        return new Written(summary(written, leftOut), result(written, leftOut));
    }

    private Converted result(Checkpoint written, List<String> leftOut) {
        return new Converted(
                out.toString(),
                written.tensors().size(),
                written.tensors().values().stream()
                        .mapToLong(CheckpointTensor::elements)
                        .sum(),
                leftOut);
    }

    private String summary(Checkpoint written, List<String> leftOut) {
        Converted result = result(written, leftOut);
        return String.format(Locale.ROOT, "%s: %d tensors of %,d numbers", out, result.tensors(), result.numbers())
                + (leftOut.isEmpty()
                        ? ""
                        : "; " + leftOut.size() + " left out for which DL4J has no use: " + leftOut.get(0)
                                + (leftOut.size() > 1 ? ", ..." : ""));
    }
}
