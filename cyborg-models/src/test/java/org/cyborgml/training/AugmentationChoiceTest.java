package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.HorizontalFlip;
import org.cyborgml.saliency.augmentation.RandomBlur;
import org.cyborgml.saliency.augmentation.RandomDownscale;
import org.cyborgml.saliency.augmentation.RandomJpeg;
import org.cyborgml.saliency.augmentation.RandomRotation;
import org.cyborgml.saliency.augmentation.RandomZoom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AugmentationChoiceTest {

    @Test
    void wordsAreStepsInOrder() {
        assertThat(AugmentationChoice.parse("Zoom=0.8, flip=0.5,rotate=10,blur=0.1,jpeg=0.2")
                        .at(224)
                        .steps())
                .containsExactly(
                        new RandomZoom(0.8),
                        new HorizontalFlip(0.5),
                        new RandomRotation(10),
                        new RandomBlur(0.1, 3),
                        new RandomJpeg(0.2, 30, 100));
        assertThat(AugmentationChoice.parse("cnndetection=0.1").at(224).steps())
                .isEqualTo(Augmentation.cnnDetection(0.1, 224).steps());
        assertThat(AugmentationChoice.bonettini(0.4).at(224).steps())
                .isEqualTo(Augmentation.bonettini(0.4).steps())
                .hasSize(6)
                .contains(new RandomDownscale(0.4, 0.7, 0.9), new RandomJpeg(0.4, 50, 99));
        assertThat(AugmentationChoice.none().at(224).isNone()).isTrue();
    }

    @Test
    void jsonHasTheWords() throws IOException {
        ObjectMapper json = new ObjectMapper();
        AugmentationChoice choice = AugmentationChoice.cnnDetection(0.5);
        assertThat(json.writeValueAsString(choice)).isEqualTo("\"cnndetection=0.5\"");
        assertThat(json.readValue("\"cnndetection=0.5\"", AugmentationChoice.class))
                .isEqualTo(choice);
    }

    @ParameterizedTest
    @CsvSource({
        "'mirror=1', 'augmentation \"mirror=1\" is not known; there are none, flip'",
        "'flip', 'augmentation \"flip\" must be a name and a number'",
        "'flip=2', 'probability must be in [0,1], found 2'",
        "'none,flip=1', 'augmentation \"none\" must be a name and a number'",
        "'flip=1,cnndetection=0.5', 'cnndetection must stand alone'",
        "'bonettini=0.5,jpeg=1', 'bonettini must stand alone'",
        "'', 'must be a name and a number'",
    })
    void mistakesAreNamed(String words, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AugmentationChoice.parse(words))
                .withMessageContaining(message);
    }
}
