package org.cyborgml.models.onnx;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.saliency.file.WholeFile;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;

/**
 * Writes a network as one ONNX file, weights inside: images in, the network's outputs out, that is, {@code probabilities
 * [N, C]} and the scaled CAM of each image's predicted class {@code saliency [N, h, w]}, or those of all classes
 * {@code cams [N, C, h, w]}. Weights and results are of single precision.
 *
 * <pre>{@code
 * TrainedNetwork trained = TrainedNetwork.load(Path.of("final_model.safetensors"));
 * OnnxExport.of(trained.input())
 *         .withClasses(trained.classes())
 *         .withNotes(trained.notes())
 *         .write(Path.of("network.onnx"), trained.network());
 * }</pre>
 *
 * <p>The file is of ONNX's operator set {@value #OPSET}, which ONNX Runtime runs from 1.6 on. Its metadata hold the notes, the
 * classes as {@link ClassNames#line} writes them, and what is needed to run it: {@code input}, {@code mean}, {@code deviation},
 * {@code height}, {@code width}, {@code resampling}, {@code tap}, {@code maps}, {@code batch_norm}.
 *
 * <p>Every layer of the networks of {@code org.cyborgml.models} can be written, with the head on top. Another layer's type is
 * refused with its name. Immutable.
 */
public final class OnnxExport {

    /** Version of ONNX's operator set. */
    public static final int OPSET = 13;

    /** Name of the output of {@link OnnxMaps#ALL}. */
    public static final String CAMS = "cams";

    private static final int IR_VERSION = 7;

    /** A message of Protocol Buffers has at most 2 GiB; some are left for what is not weights. */
    private static final long MOST_BYTES = Integer.MAX_VALUE - (1L << 24);

    private final OnnxMaps maps;
    private final OnnxShape shape;
    private final OnnxBatchNorm batchNorm;
    private final OnnxInput input;
    private final InputFormat images;
    private final @Nullable ClassNames classes;
    private final Map<String, String> notes;

    private OnnxExport(
            OnnxMaps maps,
            OnnxShape shape,
            OnnxBatchNorm batchNorm,
            OnnxInput input,
            InputFormat images,
            @Nullable ClassNames classes,
            Map<String, String> notes) {
        this.maps = maps;
        this.shape = shape;
        this.batchNorm = batchNorm;
        this.input = input;
        this.images = images;
        this.classes = classes;
        this.notes = notes;
    }

    /**
     * The predicted class's map, open sides where the network allows, batch norms folded, values of pixels in, no classes, no
     * notes.
     *
     * @param images the form of the network's images: its own size, normalisation and resampling
     * @return the settings
     */
    public static OnnxExport of(InputFormat images) {
        return new OnnxExport(
                OnnxMaps.PREDICTED,
                OnnxShape.OPEN,
                OnnxBatchNorm.FOLDED,
                OnnxInput.PIXELS,
                Objects.requireNonNull(images),
                null,
                Map.of());
    }

    /**
     * The same with other maps beside the probabilities.
     *
     * @param value the maps
     * @return changed settings
     */
    public OnnxExport withMaps(OnnxMaps value) {
        return new OnnxExport(Objects.requireNonNull(value), shape, batchNorm, input, images, classes, notes);
    }

    /**
     * The same with other sides of the images left open.
     *
     * @param value the open sides
     * @return changed settings
     */
    public OnnxExport withShape(OnnxShape value) {
        return new OnnxExport(maps, Objects.requireNonNull(value), batchNorm, input, images, classes, notes);
    }

    /**
     * The same with batch norms folded or not.
     *
     * @param value their treatment
     * @return changed settings
     */
    public OnnxExport withBatchNorm(OnnxBatchNorm value) {
        return new OnnxExport(maps, shape, Objects.requireNonNull(value), input, images, classes, notes);
    }

    /**
     * The same with images normalised inside or outside of the file.
     *
     * @param value the values that the file takes
     * @return changed settings
     */
    public OnnxExport withInput(OnnxInput value) {
        return new OnnxExport(maps, shape, batchNorm, Objects.requireNonNull(value), images, classes, notes);
    }

    /**
     * The same with the names of the classes.
     *
     * @param names in the order of the network's outputs
     * @return changed settings
     */
    public OnnxExport withClasses(ClassNames names) {
        return new OnnxExport(maps, shape, batchNorm, input, images, Objects.requireNonNull(names), notes);
    }

    /**
     * The same with notes for the file's metadata, such as a checkpoint's: architecture, hash of the weights.
     *
     * @param values by key; keys that this class states itself are overwritten
     * @return changed settings
     */
    public OnnxExport withNotes(Map<String, String> values) {
        return new OnnxExport(maps, shape, batchNorm, input, images, classes, Map.copyOf(values));
    }

    OnnxMaps maps() {
        return maps;
    }

    OnnxShape shape() {
        return shape;
    }

    OnnxBatchNorm batchNorm() {
        return batchNorm;
    }

    OnnxInput input() {
        return input;
    }

    InputFormat images() {
        return images;
    }

    Optional<ClassNames> classes() {
        return Optional.ofNullable(classes);
    }

    Map<String, String> notes() {
        return notes;
    }

    /**
     * Writes a network as a {@link WholeFile}: nothing stands under the name until all is written.
     *
     * @param file where to; its folder must exist
     * @param network any network whose layers have rules
     * @return the file's input and outputs
     * @throws IOException if it cannot be written, which leaves what stood under the name untouched
     * @throws IllegalArgumentException if the network has a layer without a rule, or what is set does not fit the network;
     *     the message names it and the rule; or if its weights have more than 2 GB
     */
    public OnnxSummary write(Path file, ComputationGraph network) throws IOException {
        ModelProto model = model(network, MOST_BYTES);
        WholeFile.write(file, channel -> model.writeTo(Channels.newOutputStream(channel)));
        return OnnxSummary.of(model.getGraph());
    }

    /** The file's content, with a limit of the weights' bytes. */
    ModelProto model(ComputationGraph network, long mostBytes) {
        NetworkToOnnx writing = new NetworkToOnnx(network, this, mostBytes);
        GraphProto.Builder graph = GraphProto.newBuilder().setName("network");
        Map<String, String> outputs = writing.writeTo(graph);
        OnnxShapes shapes = new OnnxShapes(writing);
        graph.addInput(
                shapes.input(network.getConfiguration().getNetworkInputs().get(0)));
        outputs.forEach((layer, name) -> graph.addOutput(shapes.output(layer, name)));
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("CYBORG")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPSET))
                .setGraph(graph);
        OnnxMetadata.of(writing)
                .forEach((key, value) -> model.addMetadataProps(
                        StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }
}
