package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.loss.ClassSelection;
import org.jspecify.annotations.Nullable;

/**
 * Saliency maps that a plan names: a folder of maps, {@code human: maps}, also with weights of the images' maps, {@code timed:
 * {folder: maps, weights: weights.csv}}, or the CAMs of the networks of another scenario,
 * {@code teacher: {from: cyborg}}. Those CAMs are made for each student by the teacher of its own backbone and run, over the
 * images that the student is trained on.
 *
 * @param folder below the data root; null for a teacher's CAMs
 * @param weights file of {@link org.cyborgml.data.MapWeights} below the data root; null for none
 * @param from id of the teacher's scenario; null for a folder
 * @param select the class whose CAM a teacher gives
 */
public record PlannedMaps(
        @Nullable String folder, @Nullable String weights, @Nullable String from, ClassSelection select) {

    /**
     * Checks that there is one origin.
     *
     * @throws IllegalArgumentException if there are both a folder and a teacher, or none of them, or a teacher's CAMs have
     *     weights
     */
    public PlannedMaps {
        if ((folder == null) == (from == null)) {
            throw new IllegalArgumentException(
                    "maps must be a folder, or have \"from\", the id of the teacher's scenario");
        }
        if (from != null && weights != null) {
            throw new IllegalArgumentException("maps from " + from + " can have no weights: only maps in a folder can");
        }
    }

    /** Maps in a folder. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static PlannedMaps inFolder(String folder) {
        return new PlannedMaps(folder, null, null, ClassSelection.PREDICTED);
    }

    @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
    static PlannedMaps read(
            @JsonProperty("folder") @Nullable String folder,
            @JsonProperty("weights") @Nullable String weights,
            @JsonProperty("from") @Nullable String from,
            @JsonProperty("select") @Nullable ClassSelection select) {
        return new PlannedMaps(folder, weights, from, select == null ? ClassSelection.PREDICTED : select);
    }

    /** The file of weights; empty for none. */
    Optional<String> weightsFile() {
        return Optional.ofNullable(weights);
    }

    boolean isTaught() {
        return from != null;
    }

    @JsonValue
    Object toJson() {
        if (from != null) {
            return ImmutableMap.of("from", from, "select", select);
        }
        String plain = Objects.requireNonNull(folder);
        return weights == null ? plain : ImmutableMap.of("folder", plain, "weights", weights);
    }

    /** The origin in words: the folder, or whose CAMs. */
    String inWords() {
        return isTaught()
                ? "maps/ of each trial, the CAMs of " + from + ", "
                        + select.name().toLowerCase(Locale.ROOT) + " class"
                : folder + (weights == null ? "" : ", weighted by " + weights);
    }
}
