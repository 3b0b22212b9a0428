package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Bias;
import org.cyborgml.models.layer.Convolution;
import org.cyborgml.models.layer.WeightInitialisation;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.nd4j.linalg.activations.impl.ActivationLReLU;

/**
 * MesoNet (Afchar, Nozick, Yamagishi, Echizen, "MesoNet: a Compact Facial Video Forgery Detection Network", WIFS 2018) for scoring
 * with its published weights, which are Keras' h5 files: Meso-4 or MesoInception-4. Images of 256x256, RGB from 0 to 1,
 * resized to the nearest pixel as in the authors' program. One logit, that of the synthetic class: the published network's
 * output for "real", negated.
 *
 * <p>The first dense layer is a convolution over the whole 8x8 map, so the CAM has a single cell and shows nothing. The dilated
 * convolutions of MesoInception-4 are larger ones with zeros between; dropout is left out. Both make no difference to
 * scores, but training is not meant.
 */
public final class MesoNet extends Network {

    /** Side of the images. */
    static final int SIDE = 256;

    static final String CLASSIFIER = "dense2";

    private static final double KERAS_EPS = 1e-3;
    private static final int LAST_GRID = 8;
    private static final int HIDDEN = 16;
    private static final double LEAK = 0.1;
    private static final int[] FIRST_WIDTHS = {1, 4, 4, 2};
    private static final int[] SECOND_WIDTHS = {2, 4, 4, 2};

    private final MesoKind kind;

    private MesoNet(Builder builder) {
        super(builder);
        this.kind = builder.kind;
        if (height() != SIDE || width() != SIDE) {
            throw new IllegalArgumentException(
                    "images of " + width() + "x" + height() + ": MesoNet's are " + SIDE + "x" + SIDE);
        }
    }

    /**
     * One logit, colour images of 256x256 pixels.
     *
     * @param kind which of the two networks
     * @return a builder
     */
    public static Builder builder(MesoKind kind) {
        return new Builder(kind);
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        String at =
                switch (kind) {
                    case MESO4 -> {
                        String first = stage(blocks, 1, unit(blocks, 1, IMAGE, 8, 3), 2);
                        yield stage(blocks, 2, unit(blocks, 2, first, 8, 5), 2);
                    }
                    case MESOINCEPTION4 -> {
                        String first = stage(blocks, 1, inception(blocks, 1, IMAGE, FIRST_WIDTHS), 2);
                        yield stage(blocks, 2, inception(blocks, 8, first, SECOND_WIDTHS), 2);
                    }
                };
        int next = kind.convolutions() - 1;
        at = stage(blocks, 3, unit(blocks, next, at, HIDDEN, 5), 2);
        at = stage(blocks, 4, unit(blocks, next + 1, at, HIDDEN, 5), 4);
        at = convolution(blocks, "dense1", at, HIDDEN, Window.of(LAST_GRID));
        return Taps.same(blocks.layer("leaky", blocks.plain(at), new ActivationLayer(new ActivationLReLU(LEAK))));
    }

    private static String stage(Blocks blocks, int number, String maps, int pooled) {
        String norm = blocks.batchNorm("bn" + number, maps, FusedActivation.NONE);
        return blocks.maxPooling("pool" + number, norm, Window.of(pooled).withStride(pooled));
    }

    /** A convolution that keeps the size, with ReLU. */
    private static String unit(Blocks blocks, int number, String input, int channels, int side) {
        String name = "conv" + number;
        Window window = Window.of(side).withPadding(side / 2);
        return blocks.relu(name + ".relu", convolution(blocks, name, input, channels, window));
    }

    private static String convolution(Blocks blocks, String name, String input, int channels, Window window) {
        return blocks.layer(
                name,
                input,
                Convolution.builder(channels, window).bias(Bias.LEARNED).build());
    }

    /** Four branches: 1x1; 1x1 and 3x3; the same, dilated by 2 and by 3. */
    private static String inception(Blocks blocks, int first, String input, int[] widths) {
        String[] branches = new String[widths.length];
        branches[0] = unit(blocks, first, input, widths[0], 1);
        for (int dilation = 1; dilation < widths.length; dilation++) {
            int number = first + 2 * dilation - 1;
            String narrow = unit(blocks, number, input, widths[dilation], 1);
            branches[dilation] = unit(blocks, number + 1, narrow, widths[dilation], 2 * dilation + 1);
        }
        return blocks.concatenation("inception" + first, branches);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    @Override
    double batchNormEps() {
        return KERAS_EPS;
    }

    /** Builds a {@link MesoNet}. */
    public static final class Builder extends Network.Builder<Builder> {

        private final MesoKind kind;

        private Builder(MesoKind kind) {
            super(CLASSIFIER, SIDE);
            this.kind = kind;
            numClasses(1);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public MesoNet build() {
            return new MesoNet(this);
        }
    }
}
