package org.cyborgml.saliency.format;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;

/** The columns of a table of fixations, with the names that are recognised for each; letter case does not matter. */
public enum FixationColumn {
    /** The image's path below the image root; needed. */
    IMAGE("image", "stimulus", "filename", "file_name", "stimulusname", "image_name"),
    /** Horizontal coordinate; needed. */
    X("x", "fix_x", "fixation_x", "fixationpointx", "current_fix_x", "fpogx"),
    /** Vertical coordinate; needed. */
    Y("y", "fix_y", "fixation_y", "fixationpointy", "current_fix_y", "fpogy"),
    /** Duration of the fixation, its weight. Any unit will do, as only the proportions matter. All weigh the same without it. */
    DURATION("duration", "fix_duration", "fixation_duration", "gazeeventduration", "current_fix_duration", "fpogd"),
    /** The person; one annotator per file without it. */
    ANNOTATOR("annotator", "participant", "subject", "observer", "participantname", "recording_session_label"),
    /** The person's decision. */
    DECISION("decision", "response"),
    /** The true label. */
    TRUTH("truth"),
    /** Width of the image in pixels; found in the image if there is no such column. */
    WIDTH("width", "image_width"),
    /** Height of the image in pixels; found in the image if there is no such column. */
    HEIGHT("height", "image_height");

    private final ImmutableList<String> names;

    FixationColumn(String... names) {
        this.names = ImmutableList.copyOf(names);
    }

    /** The usual names in lower case, the first is the project's own. */
    List<String> names() {
        return names;
    }

    /**
     * The name by which the column is chosen.
     *
     * @return lower case
     */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    boolean isNeeded() {
        return this == IMAGE || this == X || this == Y;
    }
}
