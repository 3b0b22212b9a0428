package org.cyborgml.saliency.format;

import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Settings for what annotation files of other tools leave open. Immutable: {@code withX} gives a changed copy.
 *
 * @param brushRadius half the width in pixels of lines and points that have none in the file; null for
 *     {@link #BRUSH_RADIUS}, and for 0 where they are fixations
 * @param outside treatment of marks off the image
 * @param cocoRegions the part of a COCO annotation that is read
 * @param columns names of the columns of a table of fixations, where they are not its own usual ones
 * @param unit unit of the coordinates in a table of fixations
 * @param match rule by which the images of the annotations are found
 * @param durations whether durations of fixations count
 * @param decision name of the field, tag attribute, choice or column that holds the annotator's decision
 * @param truth name of the field, attribute or column that holds the true label
 */
public record ReadingOptions(
        @Nullable Double brushRadius,
        OutsideRule outside,
        CocoRegions cocoRegions,
        Map<FixationColumn, String> columns,
        CoordinateUnit unit,
        NameMatch match,
        DurationUse durations,
        String decision,
        String truth) {

    /** Half the width of lines and points unless set: that of the paper's blur, 5 pixels. */
    public static final double BRUSH_RADIUS = 5;

    /**
     * Checks the radius and the names, and copies the columns.
     *
     * @throws IllegalArgumentException if the radius is not above 0 and at most 1e7, or a name is blank
     */
    public ReadingOptions {
        if (brushRadius != null && !(brushRadius > 0 && brushRadius <= 1e7)) {
            throw new IllegalArgumentException("radius " + brushRadius + ": must be above 0 and at most 1e7 pixels");
        }
        columns = Map.copyOf(columns);
        columns.forEach((column, name) -> requireName("name of the column for " + column.key(), name));
        requireName("name of the decision", decision);
        requireName("name of the truth", truth);
    }

    private static void requireName(String what, String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException(what + " \"" + name + "\": must not be blank");
        }
    }

    /**
     * The defaults: marks off the image are refused, COCO's segmentations are read, pixels, and {@code decision} and
     * {@code truth} for names.
     *
     * @return the options
     */
    public static ReadingOptions defaults() {
        return new Values().options();
    }

    /**
     * Sets half the width of lines and points.
     *
     * @param pixels above 0, at most 1e7; null for the default
     * @return options with it
     * @throws IllegalArgumentException if it is out of range
     */
    public ReadingOptions withBrushRadius(@Nullable Double pixels) {
        return with(values -> values.brushRadius = pixels);
    }

    /**
     * Sets the treatment of marks off the image.
     *
     * @param rule refuse or cut
     * @return options with it
     */
    public ReadingOptions withOutside(OutsideRule rule) {
        return with(values -> values.outside = rule);
    }

    /**
     * Sets the part of a COCO annotation that is read.
     *
     * @param regions segmentations or boxes
     * @return options with it
     */
    public ReadingOptions withCocoRegions(CocoRegions regions) {
        return with(values -> values.cocoRegions = regions);
    }

    /**
     * Sets the columns of a table of fixations.
     *
     * @param names column names, for any of the columns
     * @return options with them
     * @throws IllegalArgumentException if a name is blank
     */
    public ReadingOptions withColumns(Map<FixationColumn, String> names) {
        return with(values -> values.columns = names);
    }

    /**
     * Sets the unit of the coordinates in a table of fixations.
     *
     * @param newUnit pixels or shares
     * @return options with it
     */
    public ReadingOptions withUnit(CoordinateUnit newUnit) {
        return with(values -> values.unit = newUnit);
    }

    /**
     * Sets the rule by which the images of the annotations are found.
     *
     * @param rule by whole names, or by their ends
     * @return options with it
     */
    public ReadingOptions withMatch(NameMatch rule) {
        return with(values -> values.match = rule);
    }

    /**
     * Sets whether durations of fixations count.
     *
     * @param use as weights, or not at all
     * @return options with it
     */
    public ReadingOptions withDurations(DurationUse use) {
        return with(values -> values.durations = use);
    }

    /**
     * Sets the names under which decision and truth are found.
     *
     * @param decisionName of the annotator's decision
     * @param truthName of the true label
     * @return options with them
     * @throws IllegalArgumentException if one is blank
     */
    public ReadingOptions withJudgementNames(String decisionName, String truthName) {
        return with(values -> {
            values.decision = decisionName;
            values.truth = truthName;
        });
    }

    private ReadingOptions with(Consumer<Values> change) {
        Values values = new Values();
        values.brushRadius = brushRadius;
        values.outside = outside;
        values.cocoRegions = cocoRegions;
        values.columns = columns;
        values.unit = unit;
        values.match = match;
        values.durations = durations;
        values.decision = decision;
        values.truth = truth;
        change.accept(values);
        return values.options();
    }

    /** The defaults, or the options while one of them is changed. */
    private static final class Values {

        private @Nullable Double brushRadius;
        private OutsideRule outside = OutsideRule.REFUSE;
        private CocoRegions cocoRegions = CocoRegions.SEGMENTATIONS;
        private Map<FixationColumn, String> columns = Map.of();
        private CoordinateUnit unit = CoordinateUnit.PIXELS;
        private NameMatch match = NameMatch.WHOLE;
        private DurationUse durations = DurationUse.WEIGHT;
        private String decision = "decision";
        private String truth = "truth";

        ReadingOptions options() {
            return new ReadingOptions(
                    brushRadius, outside, cocoRegions, columns, unit, match, durations, decision, truth);
        }
    }

    /** Half the width of a line or point that has none in the file. */
    double strokeRadius() {
        return brushRadius == null ? BRUSH_RADIUS : brushRadius;
    }

    /** Radius of a fixation's disc. */
    double fixationRadius() {
        return brushRadius == null ? 0 : brushRadius;
    }
}
