package org.cyborgml.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.cyborgml.data.Normalisation;
import org.cyborgml.saliency.map.CamGrid;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {

    /**
     * Parameters by {@code sum(p.numel() for p in cyborg_torch.Tapped(ARCH).net.parameters())}, or of {@code
     * deepfake_torch.build(ARCH)} without those of {@code feat_ext.classifier}; grids of semantics.md.
     */
    @ParameterizedTest
    @CsvSource({
        "resnet50, 224, 7, 23512130",
        "densenet121, 224, 7, 6955906",
        "inception_v3, 299, 8, 21789666",
        "xception, 299, 10, 20811050",
        "cnndetection, 224, 7, 23510081",
        "self_attention, 299, 19, 20818330",
        "efficientnet_b4, 224, 7, 17550409",
        "efficientnet_b4_att, 224, 28, 17550466",
        "efficientnet_b4_st, 224, 7, 17553993",
        "efficientnet_b4_att_st, 224, 28, 17554050",
        "xception_deepfake, 224, 7, 20809001",
        "small_cnn, 112, 7, 315490",
        "meso4, 256, 1, 27977",
        "mesoinception4, 256, 1, 29447"
    })
    void sizes(String name, int side, long grid, long parameters) {
        Architecture architecture = Architecture.named(name);
        assertThat(architecture).hasToString(name);
        assertThat(architecture.side()).isEqualTo(side);
        Network network = architecture.builder().build();
        assertThat(NetworkSummary.of(network).parameters()).isEqualTo(parameters);
        assertThat(network.camGrid()).isEqualTo(new CamGrid(Math.toIntExact(grid), Math.toIntExact(grid)));
    }

    @Test
    void camGridOfAnOblongImage() {
        assertThat(SmallCnn.builder().inputSize(32, 64).build().camGrid()).isEqualTo(new CamGrid(16, 8));
    }

    @Test
    void summaryIsATable() {
        assertThat(NetworkSummary.of(ResNet50.builder().build()).toString())
                .contains("layer")
                .containsPattern("\nconv1 +Convolution +64x112x112 +9,408 +image\n")
                .containsPattern("\nlayer4.2.bn3 +BatchNorm +2048x7x7 +4,096 +layer4.2.conv3\n")
                .containsPattern("\nlayer4.2 +Sum +2048x7x7 +layer4.2.bn3, layer4.1\n")
                .endsWith("\n23,512,130 parameters\n");
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void everyNetworkTakesNoDropout(Architecture architecture) {
        assertThat(architecture.builder().dropout(0).build()).isNotNull();
        boolean hasDropout = architecture == Architecture.INCEPTION_V3
                || architecture == Architecture.EFFICIENTNET_B4
                || architecture == Architecture.EFFICIENTNET_B4_ATT;
        for (double impossible : new double[] {1, -0.1, Double.NaN}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> architecture.builder().dropout(impossible))
                    .withMessageContaining("found " + impossible);
        }
        if (hasDropout) {
            assertThat(architecture.builder().dropout(0.3).build()).isNotNull();
        } else {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> architecture.builder().dropout(0.3))
                    .withMessage("has no dropout: must be 0, found 0.3; InceptionV3 and EfficientNetB4 have one");
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void normalisation(Architecture architecture) {
        double[] half = {0.5, 0.5, 0.5};
        Normalisation expected =
                switch (architecture) {
                    case XCEPTION, SELF_ATTENTION -> Normalisation.of(half, half);
                    case MESO4, MESOINCEPTION4 -> Normalisation.of(new double[3], new double[] {1, 1, 1});
                    default -> Normalisation.of(new double[] {0.485, 0.456, 0.406}, new double[] {0.229, 0.224, 0.225});
                };
        assertThat(architecture.normalisation()).isEqualTo(expected);
    }

    @Test
    void unknownNames() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Architecture.named("resnet-50"))
                .withMessageContaining("\"resnet-50\"")
                .withMessageContaining("resnet50, densenet121, inception_v3, xception, cnndetection, self_attention,");
    }
}
