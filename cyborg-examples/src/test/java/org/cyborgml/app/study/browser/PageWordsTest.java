package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.google.common.io.Resources;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of the pages: words in every language, colours that can be read, nothing inline and nothing from elsewhere. */
class PageWordsTest {

    private static final String PAGES = "org/cyborgml/app/study/pages/";

    private static final Pattern WORD = Pattern.compile("(?m)^  (\\w+): '((?:[^'\\\\]|\\\\.)*)',$");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+\\}");
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): (#[0-9a-f]{6});");

    private static String file(String name) throws IOException {
        return Resources.toString(Resources.getResource(PAGES + name), StandardCharsets.UTF_8);
    }

    private static Map<String, String> words(String language) throws IOException {
        return WORD.matcher(file("words-" + language + ".js"))
                .results()
                .collect(Collectors.toMap(word -> word.group(1), word -> word.group(2), (a, b) -> b, TreeMap::new));
    }

    @ParameterizedTest
    @ValueSource(strings = {"de", "es", "fr"})
    void everyWordIsTranslatedWithItsPlaces(String language) throws IOException {
        Map<String, String> english = words("en");
        Map<String, String> other = words(language);
        assertThat(english).hasSizeGreaterThan(60);
        assertThat(other.keySet()).isEqualTo(english.keySet());
        english.forEach(
                (name, text) -> assertThat(places(other.get(name))).as(name).isEqualTo(places(text)));
    }

    @Test
    void everyWordIsUsed() throws IOException, URISyntaxException {
        StringBuilder scripts = new StringBuilder();
        try (Stream<Path> files =
                Files.list(Path.of(Resources.getResource(PAGES).toURI()))) {
            for (Path script :
                    files.filter(file -> file.toString().endsWith(".js")).toList()) {
                scripts.append(Files.readString(script));
            }
        }
        assertThat(words("en").keySet()).allSatisfy(name -> assertThat(scripts).contains("'" + name + "'"));
    }

    private static Set<String> places(String text) {
        return PLACE.matcher(text).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void pagesHoldNothingInlineAndNothingFromElsewhere() throws IOException {
        assertThat(file("page.html"))
                .doesNotContainPattern("<script(?![^>]* src=\"/assets/)")
                .doesNotContainPattern(" on\\w+=")
                .doesNotContain("<style", " style=", "http:", "https:")
                .contains("<html lang=\"en\">", "<meta name=\"viewport\"", "role=\"status\"");
    }

    /** WCAG 2.2: 4.5 for text, 3 for the edges of what can be used and for the mark of the focus. */
    @ParameterizedTest
    @CsvSource({
        "ink, paper, 4.5",
        "ink, card, 4.5",
        "soft, paper, 4.5",
        "soft, card, 4.5",
        "on-accent, accent, 4.5",
        "on-accent, accent-strong, 4.5",
        "accent, card, 4.5",
        "ink, tint, 4.5",
        "bad, card, 4.5",
        "bad, paper, 4.5",
        "card, bad, 4.5",
        "good, good-tint, 4.5",
        "bad, bad-tint, 3",
        "warn, warn-tint, 4.5",
        "ink, good-tint, 4.5",
        "ink, bad-tint, 4.5",
        "edge, card, 3",
        "edge, paper, 3",
        "focus, card, 3",
        "focus, paper, 3",
        "accent, paper, 3",
    })
    void coloursStandOutInLightAndDark(String front, String back, double least) throws IOException {
        String[] schemes = file("base.css").split("prefers-color-scheme: dark", 2);
        for (int dark = 0; dark <= 1; dark++) {
            Map<String, String> colours = COLOUR.matcher(schemes[dark])
                    .results()
                    .collect(Collectors.toMap(colour -> colour.group(1), colour -> colour.group(2)));
            assertThat(contrast(colours.get(front), colours.get(back)))
                    .as("%s on %s, %s", front, back, dark == 1 ? "dark" : "light")
                    .isGreaterThanOrEqualTo(least);
        }
    }

    @Test
    void contrastIsThatOfTheStandard() {
        assertThat(contrast("#000000", "#ffffff")).isCloseTo(21, within(1e-9));
        assertThat(contrast("#777777", "#ffffff")).isCloseTo(4.48, within(0.005));
    }

    private static double contrast(String one, String other) {
        double a = luminance(one);
        double b = luminance(other);
        return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    }

    private static double luminance(String colour) {
        int rgb = Integer.parseInt(colour.substring(1), 16);
        return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8 & 0xff) + 0.0722 * linear(rgb & 0xff);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }
}
