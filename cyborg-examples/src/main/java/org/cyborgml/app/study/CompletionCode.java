package org.cyborgml.app.study;

import org.jspecify.annotations.Nullable;

/**
 * The code that a participant takes back to the recruiting platform as proof of taking part.
 *
 * @param code the same for all, or with {@code {random}} in it, which becomes 8 letters and digits of the participant's own;
 *     null for none
 * @param url to go back to, https; {@code {code}} in it becomes the code; null for none
 */
public record CompletionCode(@Nullable String code, @Nullable String url) {

    /** The placeholder for letters and digits of the participant's own. */
    static final String RANDOM = "{random}";

    /**
     * Checks the address.
     *
     * @throws IllegalArgumentException if it is not https
     */
    public CompletionCode {
        if (url != null && !url.startsWith("https://")) {
            throw new IllegalArgumentException("completion url \"" + url + "\": must begin with https://");
        }
    }

    /**
     * The code of a participant.
     *
     * @param random letters and digits of the participant's own
     * @return null if the study gives none
     */
    public @Nullable String codeFor(String random) {
        return code == null ? null : code.replace(RANDOM, random);
    }

    /**
     * The address that a participant goes back to.
     *
     * @param random letters and digits of the participant's own
     * @return null if there is none
     */
    public @Nullable String urlFor(String random) {
        String own = codeFor(random);
        return url == null ? null : url.replace("{code}", own == null ? "" : own);
    }
}
