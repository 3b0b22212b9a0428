package org.cyborgml.app.faces;

import com.google.common.base.Splitter;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.models.FacePart;

/**
 * The importance of the parts of a face in a saliency map, in words: {@code skin=1,nose=0.5}; {@code face} are all parts between
 * hair, ears and neck.
 */
record PartWeights(Map<FacePart, Double> weights) {

    private static final String FACE = "face";

    private static final List<FacePart> OF_FACE = List.of(
            FacePart.SKIN,
            FacePart.L_BROW,
            FacePart.R_BROW,
            FacePart.L_EYE,
            FacePart.R_EYE,
            FacePart.EYE_G,
            FacePart.L_EAR,
            FacePart.R_EAR,
            FacePart.NOSE,
            FacePart.MOUTH,
            FacePart.U_LIP,
            FacePart.L_LIP);

    static PartWeights parse(String words) {
        Map<FacePart, Double> weights = new EnumMap<>(FacePart.class);
        for (String word : Splitter.on(',').trimResults().omitEmptyStrings().split(words)) {
            List<String> pair = Splitter.on('=').trimResults().limit(2).splitToList(word);
            double weight = pair.size() == 1 ? 1 : weight(word, pair.get(1));
            List<FacePart> parts = pair.get(0).equals(FACE) ? OF_FACE : List.of(FacePart.named(pair.get(0)));
            parts.forEach(part -> weights.put(part, weight));
        }
        if (weights.values().stream().noneMatch(weight -> weight > 0)) {
            throw new IllegalArgumentException(
                    "--parts \"" + words + "\" gives no part a weight above 0, so every map would be black");
        }
        return new PartWeights(weights);
    }

    private static double weight(String word, String number) {
        try {
            double weight = Double.parseDouble(number);
            if (weight >= 0 && weight <= 1) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Told below, as a number out of range is.
        }
        throw new IllegalArgumentException(
                "--parts: \"" + word + "\" must be a part and a weight from 0 to 1, such as skin=1");
    }

    /** By the numbers of label maps. */
    Map<Integer, Double> byLabel() {
        Map<Integer, Double> byLabel = new LinkedHashMap<>();
        weights.forEach((part, weight) -> byLabel.put(part.label(), weight));
        return byLabel;
    }
}
