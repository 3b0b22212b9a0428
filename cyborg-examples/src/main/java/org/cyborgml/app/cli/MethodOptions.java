package org.cyborgml.app.cli;

import java.util.Optional;
import java.util.OptionalInt;
import org.cyborgml.app.cams.MapMethod;
import org.cyborgml.app.cams.MethodSettings;
import org.cyborgml.app.console.OptionGroup;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of {@code cam} that choose methods other than the head's own CAM. */
@OptionGroup("Methods of explanation")
final class MethodOptions {

    @Option(
            names = "--method",
            paramLabel = "NAMES",
            description = "Explain by these methods, side by side: cam, grad-cam, grad-cam++, xgrad-cam, hires-cam,"
                    + " layer-cam, eigen-cam, score-cam, ablation-cam, rise, occlusion, input-gradient, smoothgrad;"
                    + " several with commas, or all. Without it: the head's CAMs alone.")
    private @Nullable String methods;

    @Option(
            names = "--layer",
            paramLabel = "LAYER",
            description = "With --method, the layer whose feature maps are read, as summary names it. Default: the last"
                    + " one before the classifier.")
    private @Nullable String layer;

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "With --method, the masks of rise (default: 4000) and the noisy copies of smoothgrad (50).")
    private @Nullable Integer samples;

    @Option(
            names = "--checks",
            paramLabel = "N",
            defaultValue = "0",
            description = "With --method, check the maps of the first N images: deletion, insertion, sensitivity-n,"
                    + " randomised parameters, stability, mirrored and moved images. Takes long.")
    private int checks;

    /** The methods; empty if none is named. */
    Optional<MethodSettings> settings() {
        if (methods == null) {
            if (layer != null || samples != null || checks != 0) {
                throw new IllegalArgumentException("--layer, --samples and --checks need --method");
            }
            return Optional.empty();
        }
        return Optional.of(new MethodSettings(
                MapMethod.named(methods),
                Optional.ofNullable(layer),
                samples == null ? OptionalInt.empty() : OptionalInt.of(samples),
                checks));
    }
}
