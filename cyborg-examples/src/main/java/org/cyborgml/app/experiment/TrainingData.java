package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.data.ClassNames;
import org.jspecify.annotations.Nullable;

/**
 * Data to train and validate with. Paths are below the experiment's data root, or absolute.
 *
 * @param csv split file in the authors' layout; its rows of {@code test} are the validation set
 * @param images folder that the split file's paths are below
 * @param maps folders of saliency maps by id
 * @param agreementMaps id of the maps that CAMs are compared with in every scenario, {@code alignment} in a plan; null where
 *     there are no maps
 * @param classes names of the classes in the order of the networks' outputs; null for those of the images to train on, in
 *     the order of {@link ClassNames}
 */
public record TrainingData(
        String csv,
        String images,
        Map<String, String> maps,
        @JsonProperty("alignment") @Nullable String agreementMaps,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<String> classes) {

    /**
     * Copies the map, in its order.
     *
     * @throws IllegalArgumentException if there are no maps of that id, or the classes are not 2 to 1,000 different names
     */
    public TrainingData {
        maps = ImmutableMap.copyOf(maps);
        maps.keySet().forEach(id -> Slug.checked("id of maps", id));
        requireMaps(maps, agreementMaps, "alignment");
        classes = classes == null ? null : ClassNames.of(classes).names();
    }

    @JsonCreator
    static TrainingData read(
            @JsonProperty(value = "csv", required = true) String csv,
            @JsonProperty(value = "images", required = true) String images,
            @JsonProperty("maps") @Nullable Map<String, String> maps,
            @JsonProperty("alignment") @Nullable String agreementMaps,
            @JsonProperty("classes") @Nullable List<String> classes) {
        Map<String, String> given = maps == null ? ImmutableMap.of() : maps;
        return new TrainingData(
                csv,
                images,
                given,
                agreementMaps == null ? given.keySet().stream().findFirst().orElse(null) : agreementMaps,
                classes);
    }

    /** Images without maps. */
    public static TrainingData of(String csv, String images) {
        return new TrainingData(csv, images, Map.of(), null, null);
    }

    /** The same data with one more folder of maps. The first one is what CAMs are compared with. */
    public TrainingData withMaps(String id, String folder) {
        return new TrainingData(
                csv,
                images,
                ImmutableMap.<String, String>builder()
                        .putAll(maps)
                        .put(id, folder)
                        .buildOrThrow(),
                agreementMaps == null ? id : agreementMaps,
                classes);
    }

    /**
     * The same data with classes in a fixed order.
     *
     * @param names of the classes, in the order of the networks' outputs
     * @return the changed data
     */
    public TrainingData withClasses(ClassNames names) {
        return new TrainingData(csv, images, maps, agreementMaps, names.names());
    }

    /**
     * The folder of the maps that CAMs are compared with.
     *
     * @return the folder; empty where there are none
     */
    Optional<String> agreementFolder() {
        return Optional.ofNullable(agreementMaps).map(maps::get);
    }

    void requireMaps(@Nullable String id, String what) {
        requireMaps(maps, id, what);
    }

    private static void requireMaps(Map<String, String> maps, @Nullable String id, String what) {
        if (id != null && !maps.containsKey(id)) {
            throw new IllegalArgumentException(what + ": there are no maps \"" + id + "\"; data has " + maps.keySet());
        }
    }
}
