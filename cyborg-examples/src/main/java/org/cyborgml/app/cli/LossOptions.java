package org.cyborgml.app.cli;

import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.loss.ClassSelection;
import org.cyborgml.loss.FeatureTap;
import org.cyborgml.loss.SaliencyDistance;
import org.cyborgml.training.AlphaSchedule;
import org.cyborgml.training.MapTarget;
import org.cyborgml.training.TrainingSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the loss: the weight of its terms, and what is compared with the saliency maps, and how. */
@OptionGroup("Loss")
final class LossOptions {

    @Option(
            names = "--alpha",
            paramLabel = "ALPHA",
            description = "Weight of the cross-entropy; 1: classical. Default: 0.5; cnndetection without --heatmaps 1.")
    private @Nullable Double alpha;

    @Option(
            names = "--alpha-schedule",
            paramLabel = "SCHEDULE",
            description = "Part of the saliency term's weight, 1 - alpha, by epoch: ${COMPLETION-CANDIDATES}. Default:"
                    + " constant.")
    private @Nullable AlphaSchedule alphaSchedule;

    @Option(
            names = "--distance",
            paramLabel = "DISTANCE",
            description =
                    "Of the maps: mse, l2, l1, cosine, pearson, kl; energy, rrr, ppce, res, entropy, mse_entropy, avoid"
                            + " (maps of where not to look), pyramid, which are of other work (SaliencyDistance has the formulas)."
                            + " Default: mse; self_attention l1.")
    private @Nullable SaliencyDistance distance;

    @Option(
            names = "--tap",
            paramLabel = "TAP",
            defaultValue = "reference",
            description = "Maps of the CAM: ${COMPLETION-CANDIDATES}.")
    private FeatureTap tap = FeatureTap.REFERENCE;

    @Option(
            names = "--select",
            paramLabel = "CLASS",
            defaultValue = "predicted",
            description = "Whose CAM: ${COMPLETION-CANDIDATES}.")
    private ClassSelection select = ClassSelection.PREDICTED;

    @Option(
            names = "--target",
            paramLabel = "TARGET",
            description = "What maps are held against: ${COMPLETION-CANDIDATES}. Default: saliency_maps; self_attention"
                    + " without --heatmaps class_masks.")
    private @Nullable MapTarget target;

    /** The settings with these options, where they are given. */
    TrainingSettings applyTo(TrainingSettings settings) {
        TrainingSettings s = settings.withTap(tap).withClassSelection(select);
        s = Given.apply(s, alpha, TrainingSettings::withAlpha);
        s = Given.apply(s, alphaSchedule, TrainingSettings::withAlphaSchedule);
        s = Given.apply(s, distance, TrainingSettings::withDistance);
        return Given.apply(s, target, TrainingSettings::withMapTarget);
    }
}
