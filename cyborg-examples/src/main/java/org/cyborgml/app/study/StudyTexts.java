package org.cyborgml.app.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The texts of a study in each of its languages: plain text, never HTML. Immutable. */
public final class StudyTexts {

    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");
    private static final int LONGEST = 20_000;

    private final ImmutableMap<String, ImmutableMap<String, String>> byLanguage;

    private StudyTexts(ImmutableMap<String, ImmutableMap<String, String>> byLanguage) {
        this.byLanguage = byLanguage;
    }

    /**
     * Texts by language and key.
     *
     * @param texts the first language is the one of who asks for none
     * @return the texts
     * @throws IllegalArgumentException if there is no language, one is no tag such as "en" or "pt-BR", or a text is longer than
     *     20,000 characters
     */
    @JsonCreator
    public static StudyTexts of(Map<String, Map<String, String>> texts) {
        if (texts.isEmpty()) {
            throw new IllegalArgumentException("texts: at least one language is needed");
        }
        ImmutableMap.Builder<String, ImmutableMap<String, String>> all = ImmutableMap.builder();
        texts.forEach((language, byKey) -> {
            if (!LANGUAGE.matcher(language).matches()) {
                throw new IllegalArgumentException("language \"" + language + "\": must be a tag such as en or pt-BR");
            }
            if (byKey == null) {
                throw new IllegalArgumentException("texts of " + language + ": there are none");
            }
            ImmutableMap.Builder<String, String> copy = ImmutableMap.builder();
            byKey.forEach((key, text) -> {
                if (text == null || text.length() > LONGEST) {
                    throw new IllegalArgumentException("text " + key + " in " + language
                            + (text == null ? ": is missing" : ": is longer than " + LONGEST + " characters"));
                }
                copy.put(key, text.strip());
            });
            all.put(language, copy.buildOrThrow());
        });
        return new StudyTexts(all.buildOrThrow());
    }

    /**
     * The languages in the plan's order.
     *
     * @return at least one tag
     */
    public ImmutableSet<String> languages() {
        return byLanguage.keySet();
    }

    /**
     * All texts of a language.
     *
     * @param language one of {@link #languages}
     * @return by key
     * @throws IllegalArgumentException if the study has no such language
     */
    public ImmutableMap<String, String> in(String language) {
        ImmutableMap<String, String> texts = byLanguage.get(language);
        if (texts == null) {
            throw new IllegalArgumentException("language \"" + language + "\": must be one of " + languages());
        }
        return texts;
    }

    /**
     * Checks that every language has the texts that a study shows.
     *
     * @param keys of these texts
     * @throws IllegalArgumentException if one is missing
     */
    void require(Set<String> keys) {
        byLanguage.forEach((language, texts) -> {
            for (String key : keys) {
                if (texts.getOrDefault(key, "").isEmpty()) {
                    throw new IllegalArgumentException("text " + key + " is missing in " + language);
                }
            }
        });
    }

    @JsonValue
    Map<String, ? extends Map<String, String>> json() {
        return byLanguage;
    }
}
