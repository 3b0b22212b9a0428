package org.cyborgml.app.experiment;

import com.google.common.collect.ImmutableSet;
import java.util.Set;
import java.util.regex.Pattern;

/** The rule for names that become names of files: 1 to 60 characters of {@code [a-z0-9._-]}, not beginning with a full stop. */
final class Slug {

    private static final Pattern RULE = Pattern.compile("[a-z0-9_-][a-z0-9._-]{0,59}");

    /** Names that result files use for something else. */
    private static final Set<String> RESERVED = ImmutableSet.of(TrialResult.POOLED, TrialResult.TRAIN);

    private Slug() {}

    static String checked(String what, String id) {
        if (!RULE.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    what + " must be 1 to 60 of the characters a-z, 0-9, _, - and . (not first), found \"" + id + "\"");
        }
        return id;
    }

    static String unreserved(String what, String id) {
        if (RESERVED.contains(id)) {
            throw new IllegalArgumentException(what + " must not be one of " + RESERVED + ", found \"" + id + "\"");
        }
        return checked(what, id);
    }
}
