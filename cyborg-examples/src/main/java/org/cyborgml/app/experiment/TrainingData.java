package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.google.common.collect.ImmutableMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.data.ClassNames;
import org.cyborgml.loss.ClassSelection;
import org.jspecify.annotations.Nullable;

/**
 * Data to train and validate with. Paths are below the experiment's data root, or absolute.
 *
 * @param csv split file in the authors' layout; its rows of {@code test} are the validation set
 * @param images folder that the split file's paths are below
 * @param maps saliency maps by id: folders, or the CAMs of another scenario's networks
 * @param agreementMaps id of the maps that CAMs are compared with in every scenario, {@code alignment} in a plan; null where
 *     there are no maps
 * @param classes names of the classes in the order of the networks' outputs; null for those of the images to train on, in
 *     the order of {@link ClassNames}
 */
public record TrainingData(
        String csv,
        String images,
        Map<String, PlannedMaps> maps,
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
        requireFolder(maps, agreementMaps, "alignment");
        classes = classes == null ? null : ClassNames.of(classes).names();
    }

    @JsonCreator
    static TrainingData read(
            @JsonProperty(value = "csv", required = true) String csv,
            @JsonProperty(value = "images", required = true) String images,
            @JsonProperty("maps") @Nullable Map<String, PlannedMaps> maps,
            @JsonProperty("alignment") @Nullable String agreementMaps,
            @JsonProperty("classes") @Nullable List<String> classes) {
        Map<String, PlannedMaps> given = maps == null ? ImmutableMap.of() : maps;
        return new TrainingData(
                csv, images, given, agreementMaps == null ? firstFolder(given) : agreementMaps, classes);
    }

    private static @Nullable String firstFolder(Map<String, PlannedMaps> maps) {
        return maps.entrySet().stream()
                .filter(entry -> !entry.getValue().isTaught())
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(null);
    }

    /** Images without maps. */
    public static TrainingData of(String csv, String images) {
        return new TrainingData(csv, images, Map.of(), null, null);
    }

    /** The same data with one more folder of maps. The first one is what CAMs are compared with. */
    public TrainingData withMaps(String id, String folder) {
        return with(id, PlannedMaps.inFolder(folder), agreementMaps == null ? id : agreementMaps);
    }

    /**
     * The same data with one more kind of maps: the CAMs of the networks of a scenario.
     *
     * @param id of the maps
     * @param from id of the teacher's scenario, which must be among the experiment's before a student's
     * @param select the class whose CAM is taken
     * @return the changed data
     */
    public TrainingData withTeacher(String id, String from, ClassSelection select) {
        return with(id, PlannedMaps.read(null, null, from, select), agreementMaps);
    }

    private TrainingData with(String id, PlannedMaps more, @Nullable String agreement) {
        return new TrainingData(
                csv,
                images,
                ImmutableMap.<String, PlannedMaps>builder()
                        .putAll(maps)
                        .put(id, more)
                        .buildOrThrow(),
                agreement,
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
        return Optional.ofNullable(agreementMaps).map(this::folder);
    }

    /** The folder of maps that are in one. */
    String folder(String id) {
        return Objects.requireNonNull(Objects.requireNonNull(maps.get(id)).folder());
    }

    /** Requires maps of an id to be there before any training: in a folder. */
    void requireFolder(@Nullable String id, String what) {
        requireMaps(id, what);
        requireFolder(maps, id, what);
    }

    private static void requireFolder(Map<String, PlannedMaps> maps, @Nullable String id, String what) {
        if (id != null && Objects.requireNonNull(maps.get(id)).isTaught()) {
            throw new IllegalArgumentException(what + ": maps \"" + id
                    + "\" are a teacher's CAMs, made for the images of a scenario that is trained on"
                    + " them; must be maps in a folder");
        }
    }

    void requireMaps(@Nullable String id, String what) {
        requireMaps(maps, id, what);
    }

    private static void requireMaps(Map<String, PlannedMaps> maps, @Nullable String id, String what) {
        if (id != null && !maps.containsKey(id)) {
            throw new IllegalArgumentException(what + ": there are no maps \"" + id + "\"; data has " + maps.keySet());
        }
    }
}
