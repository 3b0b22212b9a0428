package org.cyborgml.models;

import java.util.List;
import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;

/**
 * The layers of EfficientNet-B4 (Tan and Le, ICML 2019) from the image to the feature maps, named as those of the package
 * {@code efficientnet_pytorch}.
 */
final class EfficientNetLayers {

    /** The side of the images that B4 was designed for, by which the package pads at any size. */
    private static final int PADDED_SIDE = 380;

    private static final int STEM_CHANNELS = 48;
    private static final int HEAD_CHANNELS = 1792;

    /** Channels of a block's input over those of its squeezed means. */
    private static final int SQUEEZE = 4;

    /** Of like blocks; the first has the stride. */
    private record Stage(int blocks, int kernel, int stride, int expansion, int channels) {}

    /** B0's stages at 1.4 times the width and 1.8 times the depth. */
    private static final List<Stage> STAGES = List.of(
            new Stage(2, 3, 1, 1, 24),
            new Stage(4, 3, 2, 6, 32),
            new Stage(4, 5, 2, 6, 56),
            new Stage(6, 3, 2, 6, 112),
            new Stage(6, 5, 1, 6, 160),
            new Stage(8, 5, 2, 6, 272),
            new Stage(2, 3, 1, 6, 448));

    private static final int ALL_BLOCKS =
            STAGES.stream().mapToInt(Stage::blocks).sum();

    /** The block behind which the attention variant has its map; blocks are counted from 0. */
    private static final int ATTENDED_BLOCK = 9;

    private final Blocks blocks;
    private final String prefix;
    private final EfficientNetPadding padding;
    private final double dropConnect;

    /** Side of the maps so far, as the package takes it for the padding. */
    private int side = PADDED_SIDE;

    private int channels = STEM_CHANNELS;

    /**
     * The layers of one network.
     *
     * @param blocks adds to the graph
     * @param prefix before all names
     * @param padding of the convolutions
     * @param dropConnect probability of dropping the branch of a block behind the last; it rises evenly from 0
     */
    EfficientNetLayers(Blocks blocks, String prefix, EfficientNetPadding padding, double dropConnect) {
        this.blocks = blocks;
        this.prefix = prefix;
        this.padding = padding;
        this.dropConnect = dropConnect;
    }

    /** The attention map's name, given the prefix of all names. */
    static String map(String prefix) {
        return prefix + "attention";
    }

    /** Adds the attention map of some maps, and the maps multiplied by it. */
    private String attend(String maps) {
        blocks.mapOf(map(prefix), prefix + "attconv", maps);
        return blocks.attention(maps + "-attended", maps, map(prefix));
    }

    private Window next(int kernel, int stride) {
        Window window = padding.window(kernel, stride, side);
        side = padding.sideAfter(side, stride);
        return window;
    }

    /**
     * Adds all layers.
     *
     * @param attends true for the variant with attention
     */
    Taps add(boolean attends) {
        String at = blocks.convolution(prefix + "_conv_stem", Network.IMAGE, STEM_CHANNELS, next(3, 2));
        at = blocks.batchNorm(prefix + "_bn0", at, FusedActivation.SWISH);
        int block = 0;
        for (Stage stage : STAGES) {
            for (int i = 0; i < stage.blocks(); i++) {
                at = block(block, at, stage, i == 0 ? stage.stride() : 1);
                at = attends && block == ATTENDED_BLOCK ? attend(at) : at;
                block++;
            }
        }
        String last = blocks.convolution(prefix + "_conv_head", at, HEAD_CHANNELS, Window.of(1));
        return Taps.of(blocks.batchNorm(prefix + "_bn1", last, FusedActivation.SWISH), last);
    }

    /** An inverted residual block: 1x1 expansion, depthwise convolution, squeeze and excitation, 1x1 projection. */
    private String block(int index, String input, Stage stage, int stride) {
        String name = prefix + "_blocks." + index;
        int expanded = channels * stage.expansion();
        String at = input;
        if (stage.expansion() != 1) {
            at = blocks.convolution(name + "._expand_conv", at, expanded, Window.of(1));
            at = blocks.batchNorm(name + "._bn0", at, FusedActivation.SWISH);
        }
        at = blocks.depthwise(name + "._depthwise_conv", at, expanded, next(stage.kernel(), stride));
        at = blocks.batchNorm(name + "._bn1", at, FusedActivation.SWISH);
        at = blocks.squeezeExcitation(name, at, Math.max(1, channels / SQUEEZE));
        at = blocks.convolution(name + "._project_conv", at, stage.channels(), Window.of(1));
        at = blocks.batchNorm(name + "._bn2", at, FusedActivation.NONE);
        boolean hasShortcut = stride == 1 && channels == stage.channels();
        channels = stage.channels();
        return hasShortcut ? blocks.sumWithDropConnect(name + ".sum", at, input, dropConnect * index / ALL_BLOCKS) : at;
    }
}
