package org.cyborgml.examples.report;

import com.google.common.collect.ImmutableMap;

/** What stands for the characters that mean something in a markup. */
final class Escapes {

    private final ImmutableMap<Integer, String> replacements;

    private Escapes(ImmutableMap<Integer, String> replacements) {
        this.replacements = replacements;
    }

    static Builder builder() {
        return new Builder();
    }

    static final class Builder {
        private final ImmutableMap.Builder<Integer, String> replacements = ImmutableMap.builder();

        /** A character, and what stands for it. */
        Builder put(char character, String replacement) {
            replacements.put((int) character, replacement);
            return this;
        }

        /** Characters that mean themselves behind a backslash. */
        Builder backslashed(String characters) {
            characters.codePoints().forEach(c -> replacements.put(c, "\\" + Character.toString(c)));
            return this;
        }

        Escapes build() {
            return new Escapes(replacements.buildOrThrow());
        }
    }

    /** A text in which every character means itself. */
    String in(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            String replacement = replacements.get(c);
            if (replacement == null) {
                escaped.appendCodePoint(c);
            } else {
                escaped.append(replacement);
            }
        });
        return escaped.toString();
    }
}
