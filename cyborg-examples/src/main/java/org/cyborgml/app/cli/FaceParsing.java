package org.cyborgml.app.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.FacePart;
import org.cyborgml.models.LoadReport;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * A BiSeNet with the weights of a checkpoint. It is none of the architectures, since it does not classify images.
 *
 * @param network with the main output alone
 * @param input the form of its images
 * @param classes of its pixels
 * @param report on the loading
 */
record FaceParsing(ComputationGraph network, InputFormat input, ClassNames classes, LoadReport report) {

    /** Name of the architecture in the notes of a file. */
    static final String NAME = "bisenet";

    private static final String CLASSIFIER = "conv_out.conv_out.weight";
    private static final String BACKBONE = "cp.resnet.conv1.weight";

    /** Tells by the names of the tensors if they are a BiSeNet's. */
    static boolean isIn(Checkpoint checkpoint) {
        return checkpoint.find(CLASSIFIER).isPresent()
                && checkpoint.find(BACKBONE).isPresent();
    }

    /**
     * The network of such a checkpoint.
     *
     * @param side of its images, 512 if null
     * @throws IllegalArgumentException if the tensors do not fit, or the side is no multiple of 32
     */
    static FaceParsing of(Checkpoint checkpoint, @Nullable Integer side, DataType type) {
        int count = Math.toIntExact(checkpoint.tensor(CLASSIFIER).shape()[0]);
        BiSeNet.Builder builder = BiSeNet.builder().classes(count).dataType(type);
        BiSeNet net = (side == null ? builder : builder.inputSide(side)).build();
        ComputationGraph network = net.init();
        LoadReport report = NetworkWeights.load(network, checkpoint);
        return new FaceParsing(network, InputFormat.square(net.side(), Normalisation.IMAGENET), classes(count), report);
    }

    private static ClassNames classes(int count) {
        List<String> parts = Arrays.stream(FacePart.values())
                .map(part -> part.name().toLowerCase(Locale.ROOT))
                .toList();
        return count == parts.size() ? ClassNames.of(parts) : ClassNames.unnamed(count);
    }
}
