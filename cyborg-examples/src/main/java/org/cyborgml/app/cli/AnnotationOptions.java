package org.cyborgml.app.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.saliency.format.AnnotationReader;
import org.cyborgml.saliency.format.CocoRegions;
import org.cyborgml.saliency.format.CoordinateUnit;
import org.cyborgml.saliency.format.DurationUse;
import org.cyborgml.saliency.format.FixationColumn;
import org.cyborgml.saliency.format.NameMatch;
import org.cyborgml.saliency.format.OutsideRule;
import org.cyborgml.saliency.format.ReadingOptions;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Option;

/** The options on what annotation files of other tools leave open. */
@OptionGroup("Annotation files")
final class AnnotationOptions {

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description =
                    "Form of the files, if it is not to be recognised by their content: cyborg, labelme, coco, cvat,"
                            + " via, label-studio, fixations.")
    private @Nullable String form;

    @Option(
            names = "--images",
            paramLabel = "DIR",
            description =
                    "Folder of the annotated images. Each must be there in the size that the annotations state. Needed"
                            + " where they state none (VIA; tables of fixations without width and height).")
    private @Nullable Path images;

    @Option(
            names = "--radius",
            paramLabel = "PIXELS",
            description =
                    "Half the width of lines and points (5 if not given) and radius of fixations (0, one pixel, if not"
                            + " given) of other tools.")
    private @Nullable Double radius;

    @Option(
            names = "--outside",
            paramLabel = "RULE",
            defaultValue = "refuse",
            description = "Marks of other tools that lie off the image: ${COMPLETION-CANDIDATES}.")
    private OutsideRule outside = OutsideRule.REFUSE;

    @Option(names = "--boxes", description = "COCO: read the boxes, not the segmentations.")
    private boolean boxes;

    @Option(
            names = "--columns",
            paramLabel = "KEY=NAME",
            split = ",",
            description =
                    "Names of the columns of a table of fixations; keys: image, x, y, duration, annotator, decision,"
                            + " truth, width, height.",
            showDefaultValue = Visibility.NEVER)
    private Map<FixationColumn, String> columns = new LinkedHashMap<>();

    @Option(
            names = "--coordinates",
            paramLabel = "UNIT",
            defaultValue = "pixels",
            description = "Unit of x and y in a table of fixations: ${COMPLETION-CANDIDATES}.")
    private CoordinateUnit unit = CoordinateUnit.PIXELS;

    @Option(
            names = "--match",
            paramLabel = "RULE",
            defaultValue = "whole",
            description =
                    "How images are found in --images: ${COMPLETION-CANDIDATES}. whole: by path or name. end: also by what"
                            + " stands behind the last underscore of a name, as 00042 in 7_Mallard_00042.jpg.")
    private NameMatch match = NameMatch.WHOLE;

    @Option(
            names = "--durations",
            paramLabel = "USE",
            defaultValue = "weight",
            description = "Durations of fixations: ${COMPLETION-CANDIDATES}. ignore: all fixations weigh the same.")
    private DurationUse durations = DurationUse.WEIGHT;

    @Option(
            names = "--decision",
            paramLabel = "NAME",
            defaultValue = "decision",
            description = "Name of the field or choice of other tools that holds the annotator's decision.",
            showDefaultValue = Visibility.ALWAYS)
    private String decision = "decision";

    @Option(
            names = "--truth",
            paramLabel = "NAME",
            defaultValue = "truth",
            description = "Name of the field of other tools that holds the true label.",
            showDefaultValue = Visibility.ALWAYS)
    private String truth = "truth";

    /** A reader with these options. */
    AnnotationReader reader() {
        ReadingOptions options = ReadingOptions.defaults()
                .withBrushRadius(radius)
                .withOutside(outside)
                .withCocoRegions(boxes ? CocoRegions.BOXES : CocoRegions.SEGMENTATIONS)
                .withColumns(columns)
                .withUnit(unit)
                .withMatch(match)
                .withDurations(durations)
                .withJudgementNames(decision, truth);
        AnnotationReader reader = AnnotationReader.withDefaults().withOptions(options);
        if (form != null) {
            reader = reader.withOnly(form);
        }
        return images == null ? reader : reader.withImages(images);
    }
}
