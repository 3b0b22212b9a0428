package org.cyborgml.training;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.base.Splitter;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.cyborgml.saliency.augmentation.Augmentation;
import org.cyborgml.saliency.augmentation.HorizontalFlip;
import org.cyborgml.saliency.augmentation.RandomBlur;
import org.cyborgml.saliency.augmentation.RandomJpeg;
import org.cyborgml.saliency.augmentation.RandomRotation;
import org.cyborgml.saliency.augmentation.RandomZoom;

/**
 * Random changes of training images, and of their maps alike, in words: {@code none}, or steps in order between commas, each
 * with its number: {@code flip=0.5} (probability), {@code zoom=0.8} (the least share of width and height kept),
 * {@code rotate=10} (degrees to either side), {@code blur=0.5} (probability, sigma up to 3 pixels), {@code jpeg=0.5}
 * (probability, quality 30 to 100); or {@code cnndetection=0.5} or {@code bonettini=0.5}, which stand alone. Immutable.
 */
public final class AugmentationChoice {

    private static final String NO_STEPS = "none";
    private static final String CNN_DETECTION = "cnndetection";
    private static final String BONETTINI = "bonettini";
    private static final double LARGEST_SIGMA = 3;
    private static final int LOWEST_QUALITY = 30;
    private static final int HIGHEST_QUALITY = 100;
    private static final AugmentationChoice NONE = new AugmentationChoice(NO_STEPS);

    private final String words;

    private AugmentationChoice(String words) {
        this.words = words;
    }

    /**
     * Images as they are, as in the published CYBORG training.
     *
     * @return no steps
     */
    public static AugmentationChoice none() {
        return NONE;
    }

    /**
     * CNNDetection's.
     *
     * @param probability of blur and of JPEG, in [0,1]
     * @return its steps
     */
    public static AugmentationChoice cnnDetection(double probability) {
        return parse(CNN_DETECTION + "=" + probability);
    }

    /**
     * That of Bonettini et al.'s deepfake detectors.
     *
     * @param probability of each step, in [0,1]
     * @return its steps
     */
    public static AugmentationChoice bonettini(double probability) {
        return parse(BONETTINI + "=" + probability);
    }

    /**
     * Reads the words.
     *
     * @param words as above
     * @return the choice
     * @throws IllegalArgumentException if a step is not known or its number is out of range; the message names it
     */
    @JsonCreator
    public static AugmentationChoice parse(String words) {
        AugmentationChoice choice = new AugmentationChoice(words.trim().toLowerCase(Locale.ROOT));
        choice.at(1);
        return choice;
    }

    /**
     * The steps for a network.
     *
     * @param side of its images, in pixels
     * @return the steps
     */
    public Augmentation at(int side) {
        if (words.equals(NO_STEPS)) {
            return Augmentation.none();
        }
        List<String> steps = Splitter.on(',').trimResults().splitToList(words);
        Augmentation all = Augmentation.none();
        for (String step : steps) {
            List<String> parts = Splitter.on('=').limit(2).splitToList(step);
            String name = parts.get(0);
            double number = number(step, parts);
            if (name.equals(CNN_DETECTION) || name.equals(BONETTINI)) {
                if (steps.size() > 1) {
                    throw new IllegalArgumentException("augmentation \"" + words + "\": " + name + " must stand alone");
                }
                return name.equals(BONETTINI)
                        ? Augmentation.bonettini(number)
                        : Augmentation.cnnDetection(number, side);
            }
            all = all.then(
                    switch (name) {
                        case "flip" -> new HorizontalFlip(number);
                        case "zoom" -> new RandomZoom(number);
                        case "rotate" -> new RandomRotation(number);
                        case "blur" -> new RandomBlur(number, LARGEST_SIGMA);
                        case "jpeg" -> new RandomJpeg(number, LOWEST_QUALITY, HIGHEST_QUALITY);
                        default ->
                            throw new IllegalArgumentException("augmentation \"" + step
                                    + "\" is not known; there are none, flip, zoom, rotate, blur, jpeg, cnndetection,"
                                    + " bonettini");
                    });
        }
        return all;
    }

    private static double number(String step, List<String> parts) {
        try {
            return Double.parseDouble(parts.get(parts.size() - 1));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "augmentation \"" + step + "\" must be a name and a number, such as flip=0.5", e);
        }
    }

    /** The words, in lower case. */
    @Override
    @JsonValue
    public String toString() {
        return words;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AugmentationChoice choice && words.equals(choice.words);
    }

    @Override
    public int hashCode() {
        return Objects.hash(words);
    }
}
