package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.training.AlphaSchedule;
import org.cyborgml.training.MapTarget;
import org.cyborgml.training.TrainingSettings;
import org.jspecify.annotations.Nullable;

/**
 * A way to train every backbone of an experiment, or a detector that is not trained but compared with the trained ones.
 *
 * @param id names its folder, {@code [a-z0-9._-]}
 * @param title for people
 * @param alpha weight of the cross-entropy, in [0,1]; 1 is classical training
 * @param alphaSchedule of the saliency term's weight, 1 - alpha, over the epochs
 * @param maps id of the maps to train with; null for none
 * @param csv split file to train with instead of the experiment's, below the data root; null for that
 * @param mapShare share of the images with a map that keep it, in [0,1]; which ones is drawn for each run
 * @param distance of the maps
 * @param select whose CAM is compared
 * @param tap which feature maps the CAM is made of
 * @param target what the network's maps are held against
 * @param baseline whether it is the one that the others are compared with
 * @param detector what gives the scores instead of a training: one member, or several as an ensemble; null for a training
 * @param optional whether a detector is left out where its files are not there, and named as not given
 * @param imageShare share of the images of each class to train on, above 0 and at most 1; which ones is drawn for each run, and those
 *     of a smaller share are among those of a greater one; null for all of them
 * @param epochs of a training instead of the experiment's, for fewer images; null for those
 */
public record Scenario(
        String id,
        String title,
        double alpha,
        @JsonInclude(value = JsonInclude.Include.CUSTOM, valueFilter = AlphaSchedule.LeftOut.class)
                AlphaSchedule alphaSchedule,
        @Nullable String maps,
        @Nullable String csv,
        double mapShare,
        SaliencyDistance distance,
        ClassSelection select,
        FeatureTap tap,
        MapTarget target,
        boolean baseline,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<DetectorMember> detector,
        @JsonInclude(JsonInclude.Include.NON_DEFAULT) boolean optional,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double imageShare,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Integer epochs) {

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a value is out of range, or there are maps and alpha is 1 or no maps and it is
     *     not
     */
    public Scenario {
        Slug.checked("id of a scenario", id);
        require(alpha >= 0 && alpha <= 1, "alpha of scenario " + id + " must be in [0,1], found " + alpha);
        require(
                alpha < 1 || alphaSchedule == AlphaSchedule.CONSTANT,
                "scenario " + id + " has alpha_schedule, which alpha 1 makes no use of");
        require(mapShare >= 0 && mapShare <= 1, "map_share of scenario " + id + " must be in [0,1], found " + mapShare);
        require(
                alpha == 1 || maps != null || target == MapTarget.CLASS_MASKS,
                "scenario " + id + " has alpha " + alpha + ", so it needs maps; alpha 1 is classical training");
        require(
                maps == null || target == MapTarget.SALIENCY_MAPS,
                "scenario " + id + " has maps, which target class_masks makes no use of");
        require(
                imageShare == null || (imageShare > 0 && imageShare <= 1),
                "image_share of scenario " + id + " must be above 0 and at most 1, found " + imageShare);
        require(epochs == null || epochs >= 1, "epochs of scenario " + id + " must be at least 1, found " + epochs);
        require(
                detector == null || (!detector.isEmpty() && alpha == 1 && maps == null && csv == null && mapShare == 1),
                "scenario " + id
                        + " has a detector, which is not trained: it must have no alpha, maps, csv or map_share");
        require(
                detector == null || (imageShare == null && epochs == null),
                "scenario " + id + " has a detector, which is not trained: it must have no image_share or epochs");
        require(!optional || detector != null, "scenario " + id + " is optional, which a detector alone may be");
        detector = detector == null ? null : List.copyOf(detector);
        require(alpha != 1 || maps == null, "scenario " + id + " has maps, which alpha 1 makes no use of");
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new IllegalArgumentException(message);
        }
    }

    @JsonCreator
    static Scenario read(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty("title") @Nullable String title,
            @JsonProperty("alpha") @Nullable Double alpha,
            @JsonProperty("alpha_schedule") @Nullable AlphaSchedule alphaSchedule,
            @JsonProperty("maps") @Nullable String maps,
            @JsonProperty("csv") @Nullable String csv,
            @JsonProperty("map_share") @Nullable Double mapShare,
            @JsonProperty("distance") @Nullable SaliencyDistance distance,
            @JsonProperty("select") @Nullable ClassSelection select,
            @JsonProperty("tap") @Nullable FeatureTap tap,
            @JsonProperty("target") @Nullable MapTarget target,
            @JsonProperty("baseline") @Nullable Boolean baseline,
            @JsonProperty("detector") @Nullable List<DetectorMember> detector,
            @JsonProperty("optional") @Nullable Boolean optional,
            @JsonProperty("image_share") @Nullable Double imageShare,
            @JsonProperty("epochs") @Nullable Integer epochs) {
        double published = maps == null ? 1 : TrainingSettings.reference().alpha();
        return new Scenario(
                id,
                title == null ? id : title,
                alpha == null ? published : alpha,
                alphaSchedule == null ? AlphaSchedule.CONSTANT : alphaSchedule,
                maps,
                csv,
                mapShare == null ? 1 : mapShare,
                distance == null ? SaliencyDistance.MSE : distance,
                select == null ? ClassSelection.PREDICTED : select,
                tap == null ? FeatureTap.REFERENCE : tap,
                target == null ? MapTarget.SALIENCY_MAPS : target,
                baseline != null && baseline,
                detector,
                optional != null && optional,
                imageShare,
                epochs);
    }

    /** Classical training: cross-entropy alone. */
    public static Scenario classical(String id) {
        return new Values(id, 1).scenario();
    }

    /**
     * CYBORG as the authors' code has it: alpha 0.5, mean squared difference, predicted class, reference tap.
     *
     * @param id names its folder
     * @param maps id of the maps to train with
     * @return the scenario
     */
    public static Scenario cyborg(String id, String maps) {
        Values values = new Values(id, TrainingSettings.reference().alpha());
        values.maps = Objects.requireNonNull(maps, "maps");
        return values.scenario();
    }

    /**
     * A detector that is not trained here.
     *
     * @param id names its folder
     * @param members one, or several as an ensemble
     * @return the scenario
     */
    public static Scenario ofDetector(String id, List<DetectorMember> members) {
        Values values = new Values(id, 1);
        values.detector = members;
        return values.scenario();
    }

    /** The same detector, left out where its files are not there. */
    public Scenario asOptional() {
        return with(values -> values.optional = true);
    }

    /** The members of the detector; none if the scenario is trained. */
    List<DetectorMember> members() {
        return detector == null ? List.of() : detector;
    }

    /** Tells if backbones are trained in this scenario. */
    boolean isTrained() {
        return detector == null;
    }

    /**
     * The same scenario with another id.
     *
     * @param value {@code [a-z0-9._-]}
     */
    public Scenario named(String value) {
        return with(values -> values.id = value);
    }

    /** The same scenario with another title. */
    public Scenario titled(String value) {
        return with(values -> values.title = value);
    }

    /**
     * The same scenario with another weight of the cross-entropy.
     *
     * @param value in [0,1)
     */
    public Scenario withAlpha(double value) {
        return with(values -> values.alpha = value);
    }

    /** The same scenario with another schedule of the saliency term's weight. */
    public Scenario withAlphaSchedule(AlphaSchedule value) {
        return with(values -> values.alphaSchedule = value);
    }

    /** The same scenario on another split file. */
    public Scenario withCsv(String file) {
        return with(values -> values.csv = file);
    }

    /**
     * The same scenario where only some of the images keep their maps.
     *
     * @param share in [0,1]
     */
    public Scenario withMapShare(double share) {
        return with(values -> values.mapShare = share);
    }

    /**
     * The same scenario on a part of the images.
     *
     * @param share of the images of each class, above 0 and at most 1
     * @param passes epochs, for instance as many more as there are fewer images, so that all scenarios take the same number of steps
     */
    public Scenario withImageShare(double share, int passes) {
        return with(values -> {
            values.imageShare = share;
            values.epochs = passes;
        });
    }

    /** The same scenario with another distance of maps. */
    public Scenario withDistance(SaliencyDistance value) {
        return with(values -> values.distance = value);
    }

    /** The same scenario with the CAM of another class. */
    public Scenario withClassSelection(ClassSelection value) {
        return with(values -> values.select = value);
    }

    /** The same scenario with the CAM made of other feature maps. */
    public Scenario withTap(FeatureTap value) {
        return with(values -> values.tap = value);
    }

    /**
     * The same scenario with something else that maps are held against.
     *
     * @param value class masks need no maps
     */
    public Scenario withTarget(MapTarget value) {
        return with(values -> values.target = value);
    }

    /** The same scenario as the one that the others are compared with. */
    public Scenario asBaseline() {
        return with(values -> values.baseline = true);
    }

    /** The settings of a training in this scenario. */
    public TrainingSettings applyTo(TrainingSettings base, long seed) {
        return (epochs == null ? base : base.withEpochs(epochs))
                .withAlpha(alpha)
                .withAlphaSchedule(alphaSchedule)
                .withDistance(distance)
                .withClassSelection(select)
                .withTap(tap)
                .withMapTarget(target)
                .withSeed(seed);
    }

    private Scenario with(Consumer<Values> change) {
        Values values = new Values(this);
        change.accept(values);
        return values.scenario();
    }

    /** The values while one of them is changed. */
    private static final class Values {

        private String id;
        private String title;
        private double alpha;
        private AlphaSchedule alphaSchedule = AlphaSchedule.CONSTANT;
        private @Nullable String maps;
        private @Nullable String csv;
        private double mapShare = 1;
        private SaliencyDistance distance = SaliencyDistance.MSE;
        private ClassSelection select = ClassSelection.PREDICTED;
        private FeatureTap tap = FeatureTap.REFERENCE;
        private MapTarget target = MapTarget.SALIENCY_MAPS;
        private boolean baseline;
        private @Nullable List<DetectorMember> detector;
        private boolean optional;
        private @Nullable Double imageShare;
        private @Nullable Integer epochs;

        Values(String id, double alpha) {
            this.id = id;
            this.title = id;
            this.alpha = alpha;
        }

        Values(Scenario from) {
            id = from.id;
            title = from.title;
            alpha = from.alpha;
            alphaSchedule = from.alphaSchedule;
            maps = from.maps;
            csv = from.csv;
            mapShare = from.mapShare;
            distance = from.distance;
            select = from.select;
            tap = from.tap;
            target = from.target;
            baseline = from.baseline;
            detector = from.detector;
            optional = from.optional;
            imageShare = from.imageShare;
            epochs = from.epochs;
        }

        Scenario scenario() {
            return new Scenario(
                    id,
                    title,
                    alpha,
                    alphaSchedule,
                    maps,
                    csv,
                    mapShare,
                    distance,
                    select,
                    tap,
                    target,
                    baseline,
                    detector,
                    optional,
                    imageShare,
                    epochs);
        }
    }

    @Override
    public String toString() {
        return id + " (" + title + ", alpha " + alpha + ", " + distance.name().toLowerCase(Locale.ROOT) + ")";
    }
}
