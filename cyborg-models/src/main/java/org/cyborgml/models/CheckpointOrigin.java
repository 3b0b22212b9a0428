package org.cyborgml.models;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.jspecify.annotations.Nullable;

/** A guess at the network that a checkpoint is of, by names that are typical of published ones. */
final class CheckpointOrigin {

    /** Blocks of the four stages of a ResNet to its depth, with and without a bottleneck. */
    private static final Map<List<Integer>, String> BOTTLENECKS = Map.of(
            List.of(2, 3, 5, 2),
            "26",
            List.of(3, 4, 6, 3),
            "50",
            List.of(3, 4, 23, 3),
            "101",
            List.of(3, 8, 36, 3),
            "152");

    private static final Map<List<Integer>, String> BASIC =
            Map.of(List.of(1, 1, 1, 1), "10", List.of(2, 2, 2, 2), "18", List.of(3, 4, 6, 3), "34");

    private static final Map<List<Integer>, String> DENSE = Map.of(
            List.of(6, 12, 24, 16),
            "121",
            List.of(6, 12, 32, 32),
            "169",
            List.of(6, 12, 48, 32),
            "201",
            List.of(6, 12, 36, 24),
            "161");

    private static final Map<Long, String> VIT_SIZES =
            Map.of(192L, "tiny", 384L, "small", 768L, "base", 1024L, "large", 1280L, "huge");

    /** Names that all must be there, and the network that has them; the first that fits is taken. */
    private static final List<Sign> SIGNS = List.of(
            new Sign("Hugging Face's ResNetForImageClassification", "resnet.embedder.embedder.convolution.weight"),
            new Sign("Hugging Face's ResNetModel", "embedder.embedder.convolution.weight"),
            new Sign("Hugging Face's ViTForImageClassification", "vit.embeddings.cls_token"),
            new Sign("Hugging Face's ConvNextForImageClassification", "convnext.embeddings.patch_embeddings.weight"),
            new Sign("Hugging Face's EfficientNetForImageClassification", "efficientnet.embeddings.convolution.weight"),
            new Sign("Hugging Face's CLIP", "vision_model.embeddings.class_embedding"),
            new Sign(
                    "Hugging Face's CLIPVisionModel",
                    "embeddings.class_embedding",
                    "encoder.layers.0.self_attn.q_proj.weight"),
            new Sign("OpenAI's CLIP", "logit_scale", "text_projection"),
            new Sign("the image part of OpenAI's CLIP", "class_embedding", "ln_pre.weight"),
            new Sign("timm's Swin Transformer", "layers.0.blocks.0.attn.relative_position_bias_table"),
            new Sign("torchvision's Swin Transformer", "features.1.0.attn.relative_position_bias_table"),
            new Sign("torchvision's ViT", "class_token", "conv_proj.weight"),
            new Sign("timm's ConvNeXt", "stem.0.weight", "stages.0.blocks.0.conv_dw.weight"),
            new Sign("ConvNeXt of its authors", "downsample_layers.0.0.weight", "stages.0.0.dwconv.weight"),
            new Sign("torchvision's ConvNeXt", "features.0.0.weight", "features.1.0.layer_scale"),
            new Sign("timm's EfficientNet or MobileNetV3", "conv_stem.weight", "blocks.0.0.conv_pw.weight"),
            new Sign("timm's EfficientNet", "conv_stem.weight", "blocks.0.0.conv_dw.weight"),
            new Sign("efficientnet_pytorch's EfficientNet", "_conv_stem.weight", "_blocks.0._depthwise_conv.weight"),
            new Sign(
                    "torchvision's EfficientNet",
                    "features.0.0.weight",
                    "features.1.0.block.0.0.weight",
                    "classifier.1.weight"),
            new Sign("torchvision's MobileNetV2", "features.0.0.weight", "features.1.conv.0.0.weight"),
            new Sign("torchvision's MobileNetV3", "features.0.0.weight", "features.1.block.0.0.weight"),
            new Sign("torchvision's RegNet", "trunk_output.block1.block1-0.f.a.0.weight"),
            new Sign("torchvision's VGG or AlexNet", "features.0.weight", "classifier.6.weight"),
            new Sign("Inception v3", "Conv2d_1a_3x3.conv.weight", "Mixed_7c.branch1x1.conv.weight"),
            new Sign("Inception v4 or Inception-ResNet", "mixed_5b.branch0.conv.weight"),
            new Sign("Xception", "conv4.pointwise.weight", "block12.rep.1.pointwise.weight"),
            new Sign("Xception", "conv4.pointwise.weight", "block12.rep.1.conv1.weight"),
            new Sign("YOLO of ultralytics", "model.0.conv.weight", "model.1.conv.weight"),
            new Sign("YOLO of ultralytics", "0.conv.weight", "1.conv.weight"),
            new Sign("small_cnn of this library", "conv7.weight", "bn7.weight", "fc.weight"),
            new Sign("segmentation_models_pytorch's decoder", "segmentation_head.0.weight"),
            new Sign("Stable Diffusion", "first_stage_model.encoder.conv_in.weight"));

    private CheckpointOrigin() {}

    /** A network, and the names that tell it. */
    private record Sign(String network, Set<String> names) {
        private Sign(String network, String... names) {
            this(network, Set.of(names));
        }
    }

    /** The network that the names are typical of; empty if they are of none that is known here. */
    static Optional<String> of(Map<String, CheckpointTensor> tensors) {
        for (Function<Map<String, CheckpointTensor>, @Nullable String> family : FAMILIES) {
            String found = family.apply(tensors);
            if (found != null) {
                return Optional.of(found);
            }
        }
        return SIGNS.stream()
                .filter(sign -> tensors.keySet().containsAll(sign.names()))
                .map(Sign::network)
                .findFirst();
    }

    /** Families whose members differ in depth and size. */
    private static final List<Function<Map<String, CheckpointTensor>, @Nullable String>> FAMILIES = List.of(
            CheckpointOrigin::resNet,
            CheckpointOrigin::resNetV2,
            CheckpointOrigin::visionTransformer,
            CheckpointOrigin::denseNet);

    private static @Nullable String resNet(Map<String, CheckpointTensor> tensors) {
        List<Integer> blocks = counts(tensors, "layer(\\d+)\\.(\\d+)\\.conv1\\.weight.*", 4);
        if (blocks.contains(0) || !tensors.containsKey("layer1.0.conv2.weight")) {
            return null;
        }
        boolean isBottleneck = tensors.containsKey("layer1.0.conv3.weight");
        String depth = (isBottleneck ? BOTTLENECKS : BASIC).getOrDefault(blocks, "");
        if (tensors.containsKey("conv1.6.weight")) {
            // A stem of three convolutions; timm's variants d, s and t have it.
            return "timm's resnet" + depth + "d";
        }
        long[] first = tensors.get("layer1.0.conv2.weight").shape();
        long[] stem = tensors.containsKey("conv1.weight")
                ? tensors.get("conv1.weight").shape()
                : new long[0];
        if (isBottleneck && first.length == 4 && first[1] < first[0]) {
            return "a ResNeXt-" + depth + " in groups, as of torchvision or timm";
        }
        if (isBottleneck && first.length == 4 && first[0] == 128) {
            return "a Wide ResNet-" + depth + ", as of torchvision or timm";
        }
        if (tensors.containsKey("layer1.0.se.fc1.weight")) {
            return "timm's seresnet" + depth;
        }
        boolean isSmall = stem.length == 4 && stem[2] == 3;
        return isSmall
                ? "a ResNet-" + depth + " for small images, as of CIFAR"
                : "torchvision's or timm's resnet" + depth;
    }

    private static @Nullable String resNetV2(Map<String, CheckpointTensor> tensors) {
        List<Integer> blocks = counts(tensors, "stages\\.(\\d+)\\.blocks\\.(\\d+)\\.norm1\\.weight", 4);
        return tensors.containsKey("stem.conv.weight") && tensors.containsKey("stages.0.blocks.0.conv3.weight")
                ? "timm's resnetv2_" + BOTTLENECKS.getOrDefault(blocks, "")
                : null;
    }

    private static @Nullable String visionTransformer(Map<String, CheckpointTensor> tensors) {
        CheckpointTensor patches = tensors.get("patch_embed.proj.weight");
        if (patches == null || !tensors.containsKey("blocks.0.attn.qkv.weight") || !tensors.containsKey("cls_token")) {
            return null;
        }
        long[] shape = patches.shape();
        String size = shape.length == 4 ? VIT_SIZES.getOrDefault(shape[0], "") + "_patch" + shape[2] : "";
        return tensors.containsKey("blocks.0.ls1.gamma") ? "DINOv2's ViT, vit_" + size : "timm's vit_" + size;
    }

    private static @Nullable String denseNet(Map<String, CheckpointTensor> tensors) {
        List<Integer> layers =
                counts(tensors, "features\\.denseblock(\\d+)\\.denselayer(\\d+)\\.conv\\.?1\\.weight", 4);
        return layers.contains(0) ? null : "torchvision's densenet" + DENSE.getOrDefault(layers, "");
    }

    /** The number of blocks of each of the stages, which may be numbered from 0 or from 1. */
    private static List<Integer> counts(Map<String, CheckpointTensor> tensors, String pattern, int stages) {
        Pattern block = Pattern.compile(pattern);
        int[] counts = new int[stages + 1];
        for (String name : tensors.keySet()) {
            Matcher found = block.matcher(name);
            if (found.matches()) {
                String stage = found.group(1);
                if (stage.length() == 1 && stage.charAt(0) - '0' <= stages) {
                    counts[stage.charAt(0) - '0']++;
                }
            }
        }
        int from = counts[0] > 0 ? 0 : 1;
        return Arrays.stream(counts, from, from + stages).boxed().toList();
    }
}
