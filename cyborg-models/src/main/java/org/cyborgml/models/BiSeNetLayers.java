package org.cyborgml.models;

import org.cyborgml.models.kernel.FusedActivation;
import org.cyborgml.models.kernel.Window;
import org.cyborgml.models.layer.Gating;

/** The layers of {@link BiSeNet} from the image to its heads, named as the published checkpoint's modules. */
final class BiSeNetLayers {

    private static final String RESNET = "cp.resnet.";
    private static final int[] WIDTHS = {64, 128, 256, 512};
    private static final int CONTEXT_CHANNELS = 128;
    private static final int FUSED_CHANNELS = 256;

    private final Blocks blocks;
    private final int side;

    BiSeNetLayers(Blocks blocks, int side) {
        this.blocks = blocks;
        this.side = side;
    }

    /** Names of the maps that heads read: fused and context maps of stride 8, context maps of stride 16. */
    record Paths(String fused, String up8, String up16) {}

    Paths add() {
        String at = blocks.convolution(
                RESNET + "conv1",
                Network.IMAGE,
                WIDTHS[0],
                Window.of(7).withStride(2).withPadding(3));
        at = blocks.batchNorm(RESNET + "bn1", at, FusedActivation.RELU);
        at = blocks.maxPooling(
                RESNET + "maxpool", at, Window.of(3).withStride(2).withPadding(1));
        String[] stages = new String[WIDTHS.length];
        for (int i = 0; i < stages.length; i++) {
            at = stage(i, at);
            stages[i] = at;
        }
        String tail = mean("cp.avg", stages[3], side / 32);
        tail = unit(blocks, "cp.conv_avg", tail, CONTEXT_CHANNELS, 1);
        String context = blocks.gate("cp.sum32", Gating.SHIFT, refined("cp.arm32", stages[3], 32), tail);
        String up16 = unit(blocks, "cp.conv_head32", blocks.doubled("cp.up32", context), CONTEXT_CHANNELS, 3);
        context = blocks.sum("cp.sum16", FusedActivation.NONE, refined("cp.arm16", stages[2], 16), up16);
        String up8 = unit(blocks, "cp.conv_head16", blocks.doubled("cp.up16", context), CONTEXT_CHANNELS, 3);
        return new Paths(fused(stages[1], up8), up8, up16);
    }

    /** Two residual blocks of ResNet-18. */
    private String stage(int index, String input) {
        String at = input;
        for (int i = 0; i < 2; i++) {
            String name = RESNET + "layer" + (index + 1) + "." + i;
            boolean isFirst = i == 0 && index > 0;
            int width = WIDTHS[index];
            int stride = isFirst ? 2 : 1;
            String skip = at;
            at = blocks.convolution(
                    name + ".conv1", skip, width, Window.of(3).withPadding(1).withStride(stride));
            at = blocks.batchNorm(name + ".bn1", at, FusedActivation.RELU);
            at = blocks.convolution(name + ".conv2", at, width, Window.of(3).withPadding(1));
            at = blocks.batchNorm(name + ".bn2", at, FusedActivation.NONE);
            if (isFirst) {
                skip = blocks.convolution(
                        name + ".downsample.0", skip, width, Window.of(1).withStride(stride));
                skip = blocks.batchNorm(name + ".downsample.1", skip, FusedActivation.NONE);
            }
            at = blocks.sum(name, FusedActivation.RELU, at, skip);
        }
        return at;
    }

    /** A convolution with batch norm and ReLU. */
    private static String unit(Blocks blocks, String name, String input, int channels, int kernel) {
        String at = blocks.convolution(
                name + ".conv", input, channels, Window.of(kernel).withPadding(kernel / 2));
        return blocks.batchNorm(name + ".bn", at, FusedActivation.RELU);
    }

    private String mean(String name, String input, int cells) {
        return blocks.averagePooling(name, input, Window.of(cells));
    }

    /** Attention refinement: maps weighted by what a convolution makes of their means. */
    private String refined(String name, String input, int stride) {
        String maps = unit(blocks, name + ".conv", input, CONTEXT_CHANNELS, 3);
        String at = mean(name + ".avg", maps, side / stride);
        at = blocks.convolution(name + ".conv_atten", at, CONTEXT_CHANNELS, Window.of(1));
        at = blocks.batchNorm(name + ".bn_atten", at, FusedActivation.NONE);
        return blocks.gate(name, Gating.SCALE, maps, at);
    }

    /** Feature fusion of spatial and context maps. */
    private String fused(String spatial, String context) {
        String maps =
                unit(blocks, "ffm.convblk", blocks.concatenation("ffm.concat", spatial, context), FUSED_CHANNELS, 1);
        String at = mean("ffm.avg", maps, side / 8);
        at = blocks.convolution("ffm.conv1", at, FUSED_CHANNELS / 4, Window.of(1));
        at = blocks.relu("ffm.relu", at);
        at = blocks.convolution("ffm.conv2", at, FUSED_CHANNELS, Window.of(1));
        return blocks.gate("ffm", Gating.SCALE_AND_ADD, maps, at);
    }

    /** A head on some maps, without the upsampling of its logits. */
    static String head(Blocks blocks, String name, String maps, int width, int classes) {
        String at = unit(blocks, name + ".conv", maps, width, 3);
        return blocks.convolution(name + ".conv_out", at, classes, Window.of(1));
    }
}
