package org.cyborgml.models;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.ChannelDropout;
import org.cyborgml.models.layer.WeightInitialisation;

/**
 * Inception v3 (Szegedy et al., CVPR 2016) as torchvision has it, without the auxiliary head and without the transform of
 * the input. 299x299 pixels give a CAM grid of 8x8, 75x75 are the least; layers are named as torchvision's modules.
 *
 * <p>Both taps are the output of Mixed_7c, before dropout.
 *
 * <pre>{@code
 * ComputationGraph network = InceptionV3.builder().numClasses(2).dropout(0).seed(1).build().init();
 * }</pre>
 */
public final class InceptionV3 extends Network {

    private static final int DEFAULT_SIDE = 299;
    private static final double DEFAULT_DROPOUT = 0.5;
    private static final double BATCH_NORM_EPS = 1e-3;

    private static final Window ONE = Window.of(1);
    private static final Window THREE = Window.of(3);
    private static final Window HALVING = THREE.withStride(2);
    private static final Window THREE_PADDED = THREE.withPadding(1);
    private static final Window FIVE_PADDED = Window.of(5).withPadding(2);
    private static final Window ROW_OF_3 = Window.of(1, 3).withPadding(0, 1);
    private static final Window COLUMN_OF_3 = Window.of(3, 1).withPadding(1, 0);
    private static final Window ROW_OF_7 = Window.of(1, 7).withPadding(0, 3);
    private static final Window COLUMN_OF_7 = Window.of(7, 1).withPadding(3, 0);

    private final double dropout;

    private InceptionV3(Builder builder) {
        super(builder);
        this.dropout = builder.dropout;
    }

    /**
     * Two classes, colour images of 299x299 pixels, dropout 0.5.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    Taps addBackbone(Blocks blocks) {
        String at = unit(blocks, "", IMAGE, new Unit("Conv2d_1a_3x3", 32, HALVING));
        at = unit(blocks, "", at, new Unit("Conv2d_2a_3x3", 32, THREE));
        at = unit(blocks, "", at, new Unit("Conv2d_2b_3x3", 64, THREE_PADDED));
        at = blocks.maxPooling("maxpool1", at, HALVING);
        at = unit(blocks, "", at, new Unit("Conv2d_3b_1x1", 80, ONE));
        at = unit(blocks, "", at, new Unit("Conv2d_4a_3x3", 192, THREE));
        at = blocks.maxPooling("maxpool2", at, HALVING);
        at = module(blocks, "Mixed_5b", at, moduleA(32));
        at = module(blocks, "Mixed_5c", at, moduleA(64));
        at = module(blocks, "Mixed_5d", at, moduleA(64));
        at = module(blocks, "Mixed_6a", at, moduleB());
        at = module(blocks, "Mixed_6b", at, moduleC(128));
        at = module(blocks, "Mixed_6c", at, moduleC(160));
        at = module(blocks, "Mixed_6d", at, moduleC(160));
        at = module(blocks, "Mixed_6e", at, moduleC(192));
        at = module(blocks, "Mixed_7a", at, moduleD());
        at = module(blocks, "Mixed_7b", at, moduleE());
        at = module(blocks, "Mixed_7c", at, moduleE());
        return new Taps(blocks.dropout("dropout", at, dropout), at, at);
    }

    private static List<Branch> moduleA(int poolChannels) {
        return List.of(
                Branch.of(new Unit("branch1x1", 64, ONE)),
                Branch.of(new Unit("branch5x5_1", 48, ONE), new Unit("branch5x5_2", 64, FIVE_PADDED)),
                Branch.of(
                        new Unit("branch3x3dbl_1", 64, ONE),
                        new Unit("branch3x3dbl_2", 96, THREE_PADDED),
                        new Unit("branch3x3dbl_3", 96, THREE_PADDED)),
                Branch.of(Pool.AVERAGE, new Unit("branch_pool", poolChannels, ONE)));
    }

    private static List<Branch> moduleB() {
        return List.of(
                Branch.of(new Unit("branch3x3", 384, HALVING)),
                Branch.of(
                        new Unit("branch3x3dbl_1", 64, ONE),
                        new Unit("branch3x3dbl_2", 96, THREE_PADDED),
                        new Unit("branch3x3dbl_3", 96, HALVING)),
                Branch.of(Pool.HALVING_MAX));
    }

    private static List<Branch> moduleC(int inner) {
        return List.of(
                Branch.of(new Unit("branch1x1", 192, ONE)),
                Branch.of(
                        new Unit("branch7x7_1", inner, ONE),
                        new Unit("branch7x7_2", inner, ROW_OF_7),
                        new Unit("branch7x7_3", 192, COLUMN_OF_7)),
                Branch.of(
                        new Unit("branch7x7dbl_1", inner, ONE),
                        new Unit("branch7x7dbl_2", inner, COLUMN_OF_7),
                        new Unit("branch7x7dbl_3", inner, ROW_OF_7),
                        new Unit("branch7x7dbl_4", inner, COLUMN_OF_7),
                        new Unit("branch7x7dbl_5", 192, ROW_OF_7)),
                Branch.of(Pool.AVERAGE, new Unit("branch_pool", 192, ONE)));
    }

    private static List<Branch> moduleD() {
        return List.of(
                Branch.of(new Unit("branch3x3_1", 192, ONE), new Unit("branch3x3_2", 320, HALVING)),
                Branch.of(
                        new Unit("branch7x7x3_1", 192, ONE),
                        new Unit("branch7x7x3_2", 192, ROW_OF_7),
                        new Unit("branch7x7x3_3", 192, COLUMN_OF_7),
                        new Unit("branch7x7x3_4", 192, HALVING)),
                Branch.of(Pool.HALVING_MAX));
    }

    private static List<Branch> moduleE() {
        return List.of(
                Branch.of(new Unit("branch1x1", 320, ONE)),
                Branch.of(new Unit("branch3x3_1", 384, ONE))
                        .forkedInto(
                                new Unit("branch3x3_2a", 384, ROW_OF_3), new Unit("branch3x3_2b", 384, COLUMN_OF_3)),
                Branch.of(new Unit("branch3x3dbl_1", 448, ONE), new Unit("branch3x3dbl_2", 384, THREE_PADDED))
                        .forkedInto(
                                new Unit("branch3x3dbl_3a", 384, ROW_OF_3),
                                new Unit("branch3x3dbl_3b", 384, COLUMN_OF_3)),
                Branch.of(Pool.AVERAGE, new Unit("branch_pool", 192, ONE)));
    }

    /** A convolution with batch norm and ReLU. */
    private record Unit(String name, int channels, Window window) {}

    /** The first convolution of a branch. */
    private enum Pool {
        NONE,
        AVERAGE,
        HALVING_MAX
    }

    /** One path through a module: a pooling or none, units one after the other, then units side by side or none. */
    private record Branch(Pool pool, List<Unit> chain, List<Unit> fork) {

        static Branch of(Unit... chain) {
            return of(Pool.NONE, chain);
        }

        static Branch of(Pool pool, Unit... chain) {
            return new Branch(pool, List.of(chain), List.of());
        }

        Branch forkedInto(Unit... units) {
            return new Branch(pool, chain, List.of(units));
        }
    }

    private static String module(Blocks blocks, String name, String input, List<Branch> branches) {
        List<String> outputs = new ArrayList<>();
        for (Branch branch : branches) {
            String at =
                    switch (branch.pool()) {
                        case NONE -> input;
                        case AVERAGE -> blocks.averagePooling(name + ".avg_pool", input, THREE_PADDED);
                        case HALVING_MAX -> blocks.maxPooling(name + ".max_pool", input, HALVING);
                    };
            for (Unit unit : branch.chain()) {
                at = unit(blocks, name + ".", at, unit);
            }
            for (Unit unit : branch.fork()) {
                outputs.add(unit(blocks, name + ".", at, unit));
            }
            if (branch.fork().isEmpty()) {
                outputs.add(at);
            }
        }
        return blocks.concatenation(name, outputs.toArray(String[]::new));
    }

    private static String unit(Blocks blocks, String prefix, String input, Unit unit) {
        String name = prefix + unit.name();
        String at = blocks.convolution(name + ".conv", input, unit.channels(), unit.window());
        return blocks.batchNorm(name + ".bn", at, FusedActivation.RELU);
    }

    @Override
    WeightInitialisation weightInitialisation() {
        return WeightInitialisation.NORMAL_TENTH;
    }

    @Override
    double batchNormEps() {
        return BATCH_NORM_EPS;
    }

    /** Builds an {@link InceptionV3}. */
    public static final class Builder extends Network.Builder<Builder> {

        private double dropout = DEFAULT_DROPOUT;

        private Builder() {
            super("fc", DEFAULT_SIDE);
        }

        /**
         * Probability of dropping a pooled feature in training, for the logits alone; 0.5 if not set.
         *
         * @param probability in [0,1); 0 for no dropout
         * @return this
         * @throws IllegalArgumentException if it is not in [0,1)
         */
        @Override
        public Builder dropout(double probability) {
            this.dropout = ChannelDropout.requireProbability(probability);
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        @Override
        public InceptionV3 build() {
            return new InceptionV3(this);
        }
    }
}
