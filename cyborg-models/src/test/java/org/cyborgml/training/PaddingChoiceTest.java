package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.EfficientNetPadding;
import org.junit.jupiter.api.Test;

class PaddingChoiceTest {

    private static final Map<String, String> NOTED = Map.of(NetworkNotes.PADDING, "0.7.1");

    @Test
    void theNotedPaddingsAreTaken() throws IOException {
        assertThat(PaddingChoice.of(null, Map.of()).padding()).isEmpty();
        assertThat(PaddingChoice.of(null, NOTED).padding()).contains(EfficientNetPadding.V0_7_1);
        assertThat(PaddingChoice.of(EfficientNetPadding.V0_7_1, NOTED).notes()).isEqualTo(NOTED);
        assertThat(PaddingChoice.of(EfficientNetPadding.V0_7_0, Map.of()).notes())
                .containsEntry(NetworkNotes.PADDING, "0.7.0");
    }

    @Test
    void contradictionsAreRefused() {
        assertThatIOException()
                .isThrownBy(() -> PaddingChoice.of(EfficientNetPadding.V0_6_1, NOTED))
                .withMessage("the weights are those of padding 0.7.1, not of 0.6.1");
        assertThatIOException()
                .isThrownBy(() -> PaddingChoice.of(null, Map.of(NetworkNotes.PADDING, "0.8")))
                .withMessage("the weights say padding \"0.8\", which is none");
        PaddingChoice chosen = new PaddingChoice(Optional.of(EfficientNetPadding.V0_7_1));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> chosen.applyTo(Architecture.RESNET50.builder(), Architecture.RESNET50))
                .withMessage("padding 0.7.1: of EfficientNet alone, and resnet50 is none");
        chosen.applyTo(Architecture.EFFICIENTNET_B4_ST.builder(), Architecture.EFFICIENTNET_B4_ST);
    }
}
