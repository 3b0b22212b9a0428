package org.cyborgml.scoring;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.FacePart;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.layer.FrozenWeights;
import org.cyborgml.saliency.image.Channels;
import org.cyborgml.saliency.image.Raster;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Parses faces by a {@link BiSeNet}: finds the part of the face, or what else it is, that each pixel belongs to. A label map is a grey
 * image whose samples are the labels of {@link FacePart}; it is as large as the network's images, and
 * {@link org.cyborgml.saliency.map.SaliencyMap#ofSegmentation} makes a saliency map of it.
 *
 * <p>For one thread at a time. To be closed after use.
 */
public final class FaceParser implements AutoCloseable {

    private final ComputationGraph network;
    private final InputFormat format;
    private final FrozenWeights frozen;

    private FaceParser(ComputationGraph network, int side) {
        this.network = network;
        this.format = InputFormat.square(side, Normalisation.IMAGENET);
        this.frozen = FrozenWeights.of(network);
    }

    /**
     * A parser of images of 512x512 pixels.
     *
     * @param weights a checkpoint of face-parsing.PyTorch, or one with its names
     * @return the parser
     * @throws IOException if the file cannot be read
     * @throws IllegalArgumentException if its tensors do not fit the network
     */
    public static FaceParser load(Path weights) throws IOException {
        BiSeNet net = BiSeNet.builder().build();
        ComputationGraph network = net.init();
        NetworkWeights.load(network, weights);
        return new FaceParser(network, net.side());
    }

    /**
     * A parser by a network.
     *
     * @param net made the network, with the main output alone
     * @param network a network with its weights
     * @return the parser
     */
    public static FaceParser of(BiSeNet net, ComputationGraph network) {
        return new FaceParser(network, net.side());
    }

    /**
     * The label maps of images.
     *
     * @param images of any kind and size, at least one; they go through the network at once
     * @return a grey image for each, as large as the network's images
     */
    public List<Raster> labels(List<Raster> images) {
        INDArray input = format.batch(images.stream().map(format::resized).toList(), DataType.FLOAT);
        INDArray logits = network.output(false, input)[0];
        List<Raster> maps = new ArrayList<>();
        for (int n = 0; n < images.size(); n++) {
            maps.add(labels(logits.slice(n).dup('c').data().asFloat()));
        }
        return maps;
    }

    /** The class of the largest logit of each pixel, the first of several. */
    private Raster labels(float[] logits) {
        int pixels = format.height() * format.width();
        byte[] labels = new byte[pixels];
        float[] largest = new float[pixels];
        System.arraycopy(logits, 0, largest, 0, pixels);
        for (int c = 1; c * pixels < logits.length; c++) {
            for (int i = 0; i < pixels; i++) {
                float logit = logits[c * pixels + i];
                if (logit > largest[i]) {
                    largest[i] = logit;
                    labels[i] = (byte) c;
                }
            }
        }
        return Raster.of(format.width(), format.height(), Channels.GREY, labels);
    }

    /**
     * A label map in the colours of its parts.
     *
     * @param labels a label map
     * @return an RGB image
     * @throws IllegalArgumentException if a label is of no part
     */
    public static Raster coloured(Raster labels) {
        FacePart[] parts = FacePart.values();
        byte[] colours = new byte[3 * labels.size().pixels()];
        for (int y = 0, i = 0; y < labels.height(); y++) {
            for (int x = 0; x < labels.width(); x++) {
                int label = labels.sample(x, y, 0);
                if (label >= parts.length) {
                    throw new IllegalArgumentException(
                            "label " + label + " at " + x + ", " + y + ": must be below " + parts.length);
                }
                int colour = parts[label].colour();
                colours[i++] = (byte) (colour >> 16);
                colours[i++] = (byte) (colour >> 8);
                colours[i++] = (byte) colour;
            }
        }
        return Raster.of(labels.width(), labels.height(), Channels.RGB, colours);
    }

    @Override
    public void close() {
        frozen.close();
    }
}
