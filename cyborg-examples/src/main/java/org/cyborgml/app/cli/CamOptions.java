package org.cyborgml.app.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.cyborgml.app.cams.ClassChoice;
import org.cyborgml.app.console.OptionGroup;
import org.cyborgml.loss.FeatureTap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say which class activation maps are made, and what they are compared with, shared by the commands. */
@OptionGroup("Class activation maps")
public final class CamOptions {

    @Option(
            names = "--heatmaps",
            paramLabel = "DIR",
            description = "Folder of human maps, named as the images are, to compare with.")
    private @Nullable Path heatmaps;

    @Option(
            names = "--tap",
            paramLabel = "TAP",
            defaultValue = "reference",
            description = "Maps of the CAM: ${COMPLETION-CANDIDATES}.")
    private FeatureTap tap = FeatureTap.REFERENCE;

    @Option(
            names = {"--select", "--class"},
            defaultValue = ClassChoice.PREDICTED,
            paramLabel = "CLASS",
            description =
                    "Whose CAM: predicted, true (the label's, where labels are given), or the name or number of a class.")
    private String select = ClassChoice.PREDICTED;

    /** The options, to be filled by picocli. */
    public CamOptions() {}

    /** The folder of the human maps; empty if CAMs are compared with nothing. */
    public Optional<Path> heatmaps() {
        return Optional.ofNullable(heatmaps);
    }

    /** The feature maps that CAMs are made of. */
    public FeatureTap tap() {
        return tap;
    }

    /** The class whose CAM is made, as {@link ClassChoice#named} takes it. */
    public String select() {
        return select;
    }

    /** Tells if CAMs are those of the images' labels. */
    public boolean needsLabels() {
        return select.equals(ClassChoice.TRUE);
    }
}
