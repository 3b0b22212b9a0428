package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.Map;
import org.cyborgml.models.AttentionKind;
import org.junit.jupiter.api.Test;

class AttentionChoiceTest {

    private static final Map<String, String> DIRECT = Map.of("architecture", "self_attention");
    private static final Map<String, String> TEMPLATES =
            Map.of("architecture", "self_attention", "attention", "templates");

    @Test
    void theOptionCountsElseTheNotes() throws IOException {
        assertThat(AttentionChoice.of(null, Map.of()).kind()).isEmpty();
        assertThat(AttentionChoice.of(null, Map.of("architecture", "xception")).kind())
                .isEmpty();
        assertThat(AttentionChoice.of(AttentionKind.TEMPLATES, Map.of()).kind()).contains(AttentionKind.TEMPLATES);
        assertThat(AttentionChoice.of(null, TEMPLATES).kind()).contains(AttentionKind.TEMPLATES);
        assertThat(AttentionChoice.of(null, DIRECT).kind()).contains(AttentionKind.DIRECT_REGRESSION);
        assertThat(AttentionChoice.of(AttentionKind.TEMPLATES, TEMPLATES).notes())
                .isEqualTo(Map.of("attention", "templates"));
        assertThat(AttentionChoice.of(null, DIRECT).notes()).isEmpty();
    }

    @Test
    void notesThatContradictTheOptionOrMeanNothingAreRefused() {
        assertThatIOException()
                .isThrownBy(() -> AttentionChoice.of(AttentionKind.TEMPLATES, DIRECT))
                .withMessage("the weights are those of attention direct_regression, not of templates");
        assertThatIOException()
                .isThrownBy(
                        () -> AttentionChoice.of(null, Map.of("architecture", "self_attention", "attention", "some")))
                .withMessage("the weights say attention \"some\", which is no kind of it");
    }
}
