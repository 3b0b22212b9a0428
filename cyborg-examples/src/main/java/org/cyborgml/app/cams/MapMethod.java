package org.cyborgml.app.cams;

import com.google.common.base.Splitter;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.cyborgml.explain.AblationCam;
import org.cyborgml.explain.ClassifierCam;
import org.cyborgml.explain.EigenCam;
import org.cyborgml.explain.ExplanationMethod;
import org.cyborgml.explain.GradCam;
import org.cyborgml.explain.GradCamPlusPlus;
import org.cyborgml.explain.HiResCam;
import org.cyborgml.explain.InputGradient;
import org.cyborgml.explain.LayerCam;
import org.cyborgml.explain.Occlusion;
import org.cyborgml.explain.Rise;
import org.cyborgml.explain.ScoreCam;
import org.cyborgml.explain.SmoothGrad;
import org.cyborgml.explain.XGradCam;

/** A method of {@code org.cyborgml.explain}, as the command line names it. */
public enum MapMethod {
    /** {@link ClassifierCam}. */
    CAM("CAM"),
    /** {@link GradCam}. */
    GRAD_CAM("Grad-CAM"),
    /** {@link GradCamPlusPlus}. */
    GRAD_CAM_PLUS_PLUS("Grad-CAM++"),
    /** {@link XGradCam}. */
    XGRAD_CAM("XGrad-CAM"),
    /** {@link HiResCam}. */
    HIRES_CAM("HiRes-CAM"),
    /** {@link LayerCam}. */
    LAYER_CAM("Layer-CAM"),
    /** {@link EigenCam}. */
    EIGEN_CAM("Eigen-CAM"),
    /** {@link ScoreCam}. */
    SCORE_CAM("Score-CAM"),
    /** {@link AblationCam}. */
    ABLATION_CAM("Ablation-CAM"),
    /** {@link Rise}. */
    RISE("RISE"),
    /** {@link Occlusion}. */
    OCCLUSION("Occlusion"),
    /** {@link InputGradient}. */
    INPUT_GRADIENT("Input-Gradient"),
    /** {@link SmoothGrad}. */
    SMOOTHGRAD("SmoothGrad");

    private static final String ALL = "all";
    private static final int PATCHES = 8;

    private final String title;

    MapMethod(String title) {
        this.title = title;
    }

    /** Its name on pages. */
    public String title() {
        return title;
    }

    /** Its name on the command line and in files. */
    public String key() {
        return title.toLowerCase(Locale.ROOT);
    }

    /**
     * Methods by their names.
     *
     * @param names such as {@code grad-cam,rise}, or {@code all}
     * @return the methods, each once, in that order
     * @throws IllegalArgumentException if there is no such method; the message lists all
     */
    public static List<MapMethod> named(String names) {
        if (names.equals(ALL)) {
            return List.of(values());
        }
        Set<MapMethod> methods = new LinkedHashSet<>();
        for (String name : Splitter.on(',').trimResults().split(names)) {
            methods.add(Arrays.stream(values())
                    .filter(method -> method.key().equals(name.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("no method is named \"" + name + "\"; there are "
                            + Arrays.stream(values()).map(MapMethod::key).collect(Collectors.joining(", ")) + ", and "
                            + ALL)));
        }
        return List.copyOf(methods);
    }

    /**
     * The method with its settings.
     *
     * @param layer that methods by feature maps read; the last one with feature maps if empty
     * @param samples masks of RISE and noisy copies of SmoothGrad; their own if empty
     * @param side of the network's square images in pixels, of which occlusion's patch is an eighth
     * @return the method
     */
    ExplanationMethod with(Optional<String> layer, OptionalInt samples, int side) {
        return switch (this) {
            case CAM -> layer.map(ClassifierCam::of).orElseGet(ClassifierCam::atLastMaps);
            case GRAD_CAM -> layer.map(GradCam::of).orElseGet(GradCam::atLastMaps);
            case GRAD_CAM_PLUS_PLUS -> layer.map(GradCamPlusPlus::of).orElseGet(GradCamPlusPlus::atLastMaps);
            case XGRAD_CAM -> layer.map(XGradCam::of).orElseGet(XGradCam::atLastMaps);
            case HIRES_CAM -> layer.map(HiResCam::of).orElseGet(HiResCam::atLastMaps);
            case LAYER_CAM -> layer.map(LayerCam::of).orElseGet(LayerCam::atLastMaps);
            case EIGEN_CAM -> layer.map(EigenCam::of).orElseGet(EigenCam::atLastMaps);
            case SCORE_CAM -> layer.map(ScoreCam::of).orElseGet(ScoreCam::atLastMaps);
            case ABLATION_CAM -> layer.map(AblationCam::of).orElseGet(AblationCam::atLastMaps);
            case RISE -> samples.isPresent() ? Rise.withDefaults().withMasks(samples.getAsInt()) : Rise.withDefaults();
            case OCCLUSION -> Occlusion.of(Math.max(1, side / PATCHES), Math.max(1, side / PATCHES / 2));
            case INPUT_GRADIENT -> InputGradient.method();
            case SMOOTHGRAD ->
                samples.isPresent()
                        ? SmoothGrad.withDefaults().withCopies(samples.getAsInt())
                        : SmoothGrad.withDefaults();
        };
    }
}
