package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The guide as one page: it needs no other file to be read, and what it links to is there. */
class GuidePageTest {

    private static final Path PAGE = Path.of("target/guide-of-the-test.html");

    private static String page = "";

    @BeforeAll
    static void render() throws IOException {
        GuidePage.main(new String[] {Guide.FOLDER.toString(), PAGE.toString()});
        page = Files.readString(PAGE);
    }

    private static List<String> all(String pattern) {
        return Pattern.compile(pattern)
                .matcher(page)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void nothingIsLoaded() {
        assertThat(all(" src=\"([^\"]{0,30})")).hasSizeGreaterThan(8).allSatisfy(source -> assertThat(source)
                .startsWith("data:image/"));
        assertThat(page).doesNotContain("<script", "<link", "@import", "url(http");
    }

    /** A chart fits on a phone; a row of pictures with words does not. */
    @Test
    void wideFiguresAreMarked() {
        List<String> images = all("<img( [^>]*)>");
        assertThat(images.stream().filter(image -> image.contains("class=\"wide\"")))
                .hasSizeGreaterThan(6)
                .hasSizeLessThan(images.size());
    }

    @Test
    void linksWithinThePageHaveTheirPlace() {
        List<String> places = all(" id=\"([^\"]+)\"");
        assertThat(places).doesNotHaveDuplicates();
        assertThat(all("href=\"#([^\"]+)\"")).hasSizeGreaterThan(30).isSubsetOf(places);
    }

    @Test
    void linksToClassesLeadToTheirJavadoc() {
        List<String> classes = Pattern.compile(
                        "href=\"\\.\\./\\.\\./(cyborg-[a-z]+)/target/reports/apidocs/(org/cyborgml/[\\w/]+)\\.html\"")
                .matcher(page)
                .results()
                .map(GuidePageTest::source)
                .toList();
        assertThat(classes).hasSizeGreaterThan(10).allSatisfy(source -> {
            assertThat(Path.of(source)).exists();
            assertThat(Files.readString(Path.of(source))).containsPattern("(?m)^public ");
        });
        assertThat(all("href=\"([^\"]+\\.java)\""))
                .as("programs to copy from, which are linked as they are")
                .allSatisfy(program -> assertThat(program).containsPattern("/src/it/|/org/cyborgml/examples/"));
    }

    private static String source(MatchResult link) {
        return "../" + link.group(1) + "/src/main/java/" + link.group(2) + ".java";
    }
}
