package org.cyborgml.app.experiment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.cyborgml.app.files.YamlFiles;
import org.cyborgml.saliency.file.PlainText;

/** Reads experiments from plans: YAML files, of which some come with this program. */
public final class Plans {

    /** The plans that come with this program. */
    private static final List<String> READY = List.of(
            "paper",
            "small",
            "controls",
            "detectors",
            "birds-water",
            "birds-species",
            "birds-scenes",
            "birds-curve",
            "birds-teacher",
            "settings-screen-birds",
            "settings-confirm-faces");

    private Plans() {}

    /**
     * The names of the plans that come with this program.
     *
     * @return what {@link #named} takes
     */
    public static List<String> names() {
        return READY;
    }

    /**
     * The text of a plan that comes with this program.
     *
     * @param name one of {@link #names}
     * @return YAML, to be copied and changed
     * @throws IOException if it cannot be read
     */
    public static String text(String name) throws IOException {
        try (InputStream in = Plans.class.getResourceAsStream("plans/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /**
     * A plan that comes with this program.
     *
     * @param name one of {@link #names}
     * @return the experiment
     * @throws IOException if it cannot be read
     */
    public static Experiment named(String name) throws IOException {
        return parse(text(name), name);
    }

    /**
     * Reads a plan. Keys that are not known, or occur twice, are errors.
     *
     * @throws IOException if it cannot be read or is no plan; the message names line and key
     */
    public static Experiment read(Path file) throws IOException {
        return parse(PlainText.read(file), file.toString());
    }

    static Experiment parse(String text, String name) throws IOException {
        return YamlFiles.parse(
                text,
                name,
                Experiment.class,
                "is no plan: must have the keys name, data, backbones, scenarios and test_sets");
    }
}
