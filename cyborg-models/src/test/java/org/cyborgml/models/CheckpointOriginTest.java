package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Names and shapes are those of the published files, as far as the guess needs them. */
class CheckpointOriginTest {

    private static CheckpointTensor tensor(String shape) {
        long[] sizes =
                Splitter.on('x').splitToStream(shape).mapToLong(Long::parseLong).toArray();
        long length = Arrays.stream(sizes).reduce(1, (a, b) -> a * b);
        return CheckpointTensor.of(new float[(int) length], sizes);
    }

    /** A stage of a ResNet with a number of blocks; of ResNet v2 with the name in each, in which @ is the block. */
    private static final Pattern STAGE = Pattern.compile("(layer\\d|stages\\.\\d)\\*(\\d+)(.*)");

    /** NAME or NAME=SHAPE; layerN*K stands for the convolutions of K blocks of a ResNet's stage. */
    private static Map<String, CheckpointTensor> tensors(String names) {
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        for (String name : Splitter.on(' ').split(names.strip())) {
            Matcher stage = STAGE.matcher(name);
            if (stage.matches()) {
                for (int block = 0; block < Integer.parseInt(stage.group(2)); block++) {
                    String rest = stage.group(3).isEmpty() ? "." + block + ".conv1.weight" : stage.group(3);
                    tensors.put(stage.group(1) + rest.replace("@", "" + block), tensor("1"));
                }
            } else {
                int shape = name.indexOf('=');
                tensors.put(
                        shape < 0 ? name : name.substring(0, shape),
                        tensor(shape < 0 ? "1" : name.substring(shape + 1)));
            }
        }
        return tensors;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "timm's resnet50d|conv1.0.weight conv1.3.weight conv1.6.weight layer1*3 layer2*4 layer3*6 layer4*3 layer1.0.conv2.weight=64x64x3x3 layer1.0.conv3.weight",
                "timm's resnet101d|conv1.0.weight conv1.3.weight conv1.6.weight layer1*3 layer2*4 layer3*23 layer4*3 layer1.0.conv2.weight layer1.0.conv3.weight",
                "torchvision's or timm's resnet50|conv1.weight=64x3x7x7 layer1*3 layer2*4 layer3*6 layer4*3 layer1.0.conv2.weight=64x64x3x3 layer1.0.conv3.weight",
                "torchvision's or timm's resnet18|conv1.weight=64x3x7x7 layer1*2 layer2*2 layer3*2 layer4*2 layer1.0.conv2.weight=64x64x3x3",
                "torchvision's or timm's resnet34|conv1.weight=64x3x7x7 layer1*3 layer2*4 layer3*6 layer4*3 layer1.0.conv2.weight=64x64x3x3",
                "a ResNet-18 for small images, as of CIFAR|conv1.weight=64x3x3x3 layer1*2 layer2*2 layer3*2 layer4*2 layer1.0.conv2.weight=64x64x3x3",
                "a ResNeXt-50 in groups, as of torchvision or timm|conv1.weight=64x3x7x7 layer1*3 layer2*4 layer3*6 layer4*3 layer1.0.conv2.weight=128x4x3x3 layer1.0.conv3.weight",
                "a Wide ResNet-50, as of torchvision or timm|conv1.weight=64x3x7x7 layer1*3 layer2*4 layer3*6 layer4*3 layer1.0.conv2.weight=128x128x3x3 layer1.0.conv3.weight",
                "timm's resnetv2_50|stem.conv.weight stages.0.blocks.0.conv3.weight stages.0*3.blocks.@.norm1.weight stages.1*4.blocks.@.norm1.weight stages.2*6.blocks.@.norm1.weight stages.3*3.blocks.@.norm1.weight",
                "timm's vit_base_patch16|cls_token patch_embed.proj.weight=768x3x16x16 blocks.0.attn.qkv.weight",
                "timm's vit_small_patch8|cls_token patch_embed.proj.weight=384x3x8x8 blocks.0.attn.qkv.weight",
                "DINOv2's ViT, vit_small_patch14|cls_token patch_embed.proj.weight=384x3x14x14 blocks.0.attn.qkv.weight blocks.0.ls1.gamma",
                "torchvision's ViT|class_token conv_proj.weight encoder.pos_embedding",
                "timm's ConvNeXt|stem.0.weight stages.0.blocks.0.conv_dw.weight",
                "torchvision's ConvNeXt|features.0.0.weight features.1.0.layer_scale features.1.0.block.0.weight",
                "timm's EfficientNet|conv_stem.weight blocks.0.0.conv_dw.weight conv_head.weight",
                "efficientnet_pytorch's EfficientNet|_conv_stem.weight _blocks.0._depthwise_conv.weight",
                "torchvision's EfficientNet|features.0.0.weight features.1.0.block.0.0.weight classifier.1.weight",
                "OpenAI's CLIP|logit_scale text_projection visual.proj token_embedding.weight",
                "Hugging Face's CLIP|logit_scale vision_model.embeddings.class_embedding text_projection.weight",
                "Hugging Face's ResNetForImageClassification|resnet.embedder.embedder.convolution.weight classifier.1.weight",
                "Hugging Face's ViTForImageClassification|vit.embeddings.cls_token classifier.weight",
                "timm's Swin Transformer|layers.0.blocks.0.attn.relative_position_bias_table patch_embed.proj.weight",
                "torchvision's VGG or AlexNet|features.0.weight classifier.6.weight",
                "YOLO of ultralytics|model.0.conv.weight model.1.conv.weight"
            })
    void namesTheNetworkThatTheFileLooksLike(String network, String names) {
        assertThat(CheckpointOrigin.of(tensors(names))).hasValue(network);
    }

    /** Our backbones have the names of the published ones. */
    @ParameterizedTest
    @CsvSource({
        "resnet50,torchvision's or timm's resnet50",
        "densenet121,torchvision's densenet121",
        "inception_v3,Inception v3",
        "xception,Xception",
        "small_cnn,small_cnn of this library"
    })
    void namesOurOwnBackbones(String architecture, String network) {
        ComputationGraph graph =
                Architecture.named(architecture).builder().build().init();

        assertThat(CheckpointOrigin.of(NetworkWeights.of(graph).tensors())).hasValue(network);
    }

    @Test
    void doesNotGuessWithoutASign() {
        assertThat(CheckpointOrigin.of(tensors("a b.weight layer1.0.conv1.weight")))
                .isEmpty();
        assertThat(CheckpointOrigin.of(Map.of())).isEmpty();
    }
}
