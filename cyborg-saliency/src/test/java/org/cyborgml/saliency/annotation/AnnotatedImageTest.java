package org.cyborgml.saliency.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.cyborgml.saliency.image.ImageSize;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnnotatedImageTest {

    private static final ImageSize SIZE = new ImageSize(9, 7);

    private static AnnotationRecord entry(String image, ImageSize size, String annotator, String truth) {
        return new AnnotationRecord(image, size, annotator, "Real", truth, List.of());
    }

    @ParameterizedTest
    @CsvSource({"Real,Real,true", "Real,Synthetic,false", "Real,real,false", "Real,,", ",Real,", ",,"})
    void correctIsADecisionThatEqualsTheTruth(String decision, String truth, Boolean expected) {
        AnnotationRecord entry = new AnnotationRecord("a.png", SIZE, "A", decision, truth, List.of());
        assertThat(entry.isCorrect().orElse(null)).isEqualTo(expected);
    }

    @Test
    void groupsRecordsByImageInTheirOrder() {
        AnnotationRecord first = entry("b.png", SIZE, "A", "Real");
        AnnotationRecord second = entry("a.png", SIZE, "A", "Real");
        AnnotationRecord third = entry("b.png", SIZE, "B", null);
        var images = AnnotatedImage.byImage(List.of(first, second, third));
        assertThat(images.keySet()).containsExactly("b.png", "a.png");
        assertThat(AnnotatedImage.of(images.get("b.png")))
                .isEqualTo(new AnnotatedImage("b.png", SIZE, List.of(first, third)));
    }

    @Test
    void refusesRecordsThatDoNotFitTogether() {
        AnnotationRecord first = entry("a.png", SIZE, "A", "Real");
        assertThatThrownBy(() -> AnnotatedImage.of(List.of())).hasMessage("0 records: at least 1 are needed");
        assertThatThrownBy(() -> AnnotatedImage.of(List.of(first, entry("b.png", SIZE, "B", "Real"))))
                .hasMessage("record of image b.png among those of a.png");
        assertThatThrownBy(() -> AnnotatedImage.of(List.of(first, entry("a.png", new ImageSize(7, 9), "B", "Real"))))
                .hasMessageContaining("9x7")
                .hasMessageContaining("7x9 for B");
        assertThatThrownBy(() -> AnnotatedImage.of(List.of(first, first)))
                .hasMessage("annotator A comes twice for image a.png: once is allowed");
        assertThatThrownBy(() -> AnnotatedImage.of(List.of(first, entry("a.png", SIZE, "B", "Synthetic"))))
                .hasMessage("image a.png has the truths [Real, Synthetic]: one is allowed");
    }
}
