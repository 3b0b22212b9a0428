package org.cyborgml.saliency.format;

import java.util.Map;
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
        return new ReadingOptions(
                null,
                OutsideRule.REFUSE,
                CocoRegions.SEGMENTATIONS,
                Map.of(),
                CoordinateUnit.PIXELS,
                NameMatch.WHOLE,
                DurationUse.WEIGHT,
                "decision",
                "truth");
    }

    /**
     * Sets half the width of lines and points.
     *
     * @param pixels above 0, at most 1e7; null for the default
     * @return options with it
     * @throws IllegalArgumentException if it is out of range
     */
    public ReadingOptions withBrushRadius(@Nullable Double pixels) {
        return new ReadingOptions(pixels, outside, cocoRegions, columns, unit, match, durations, decision, truth);
    }

    /**
     * Sets the treatment of marks off the image.
     *
     * @param rule refuse or cut
     * @return options with it
     */
    public ReadingOptions withOutside(OutsideRule rule) {
        return new ReadingOptions(brushRadius, rule, cocoRegions, columns, unit, match, durations, decision, truth);
    }

    /**
     * Sets the part of a COCO annotation that is read.
     *
     * @param regions segmentations or boxes
     * @return options with it
     */
    public ReadingOptions withCocoRegions(CocoRegions regions) {
        return new ReadingOptions(brushRadius, outside, regions, columns, unit, match, durations, decision, truth);
    }

    /**
     * Sets the columns of a table of fixations.
     *
     * @param names column names, for any of the columns
     * @return options with them
     * @throws IllegalArgumentException if a name is blank
     */
    public ReadingOptions withColumns(Map<FixationColumn, String> names) {
        return new ReadingOptions(brushRadius, outside, cocoRegions, names, unit, match, durations, decision, truth);
    }

    /**
     * Sets the unit of the coordinates in a table of fixations.
     *
     * @param newUnit pixels or shares
     * @return options with it
     */
    public ReadingOptions withUnit(CoordinateUnit newUnit) {
        return new ReadingOptions(
                brushRadius, outside, cocoRegions, columns, newUnit, match, durations, decision, truth);
    }

    /**
     * Sets the rule by which the images of the annotations are found.
     *
     * @param rule by whole names, or by their ends
     * @return options with it
     */
    public ReadingOptions withMatch(NameMatch rule) {
        return new ReadingOptions(brushRadius, outside, cocoRegions, columns, unit, rule, durations, decision, truth);
    }

    /**
     * Sets whether durations of fixations count.
     *
     * @param use as weights, or not at all
     * @return options with it
     */
    public ReadingOptions withDurations(DurationUse use) {
        return new ReadingOptions(brushRadius, outside, cocoRegions, columns, unit, match, use, decision, truth);
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
        return new ReadingOptions(
                brushRadius, outside, cocoRegions, columns, unit, match, durations, decisionName, truthName);
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
