package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.WeightInitialisation;

/**
 * A compact network of seven 3x3 convolutions with batch norm and ReLU, about 0.3 million parameters, for demonstrations,
 * tests and small data. Every other convolution halves the maps for as long as that leaves at least
 * {@value #SMALLEST_GRID} cells a side, so that the CAM of a small image is not a handful of cells: 28x28 pixels give a
 * CAM grid of 7x7, as do 112x112; 224x224 give 14x14.
 *
 * <p>Both taps are the maps that are pooled.
 *
 * <pre>{@code
 * ComputationGraph network = SmallCnn.builder().numClasses(2).inputSide(112).seed(1).build().init();
 * }</pre>
 */
public final class SmallCnn extends Network {

    /** Cells a side below which the maps are not halved any more. */
    static final int SMALLEST_GRID = 7;

    private static final int[] WIDTHS = {32, 32, 64, 64, 96, 96, 128};
    private static final int DEFAULT_SIDE = 112;

    private SmallCnn(Builder builder) {
        super(builder);
    }

    /**
     * Two classes, colour images of 112x112 pixels.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        String at = IMAGE;
        int side = Math.min(height(), width());
        for (int i = 0; i < WIDTHS.length; i++) {
            int half = (side + 1) / 2;
            boolean halves = i % 2 == 0 && half >= SMALLEST_GRID;
            side = halves ? half : side;
            Window window = Window.of(3).withPadding(1).withStride(halves ? 2 : 1);
            at = blocks.convolution("conv" + (i + 1), at, WIDTHS[i], window);
            at = blocks.batchNorm("bn" + (i + 1), at, FusedActivation.RELU);
        }
        return Taps.same(at);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.DEFAULT;
    }

    /** Builds a {@link SmallCnn}. */
    public static final class Builder extends Network.Builder<Builder> {

        private Builder() {
            super("fc", DEFAULT_SIDE);
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public SmallCnn build() {
            return new SmallCnn(this);
        }
    }
}
