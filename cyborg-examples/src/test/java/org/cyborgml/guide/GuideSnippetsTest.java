package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The guide's Java is code of tests and of tested programs. It stands there between lines {@code // <guide>} and {@code //
 * </guide>}, and so is compiled and run.
 */
class GuideSnippetsTest {

    private static final Pattern MARKED = Pattern.compile("// <guide>\n(.*?)\n *// </guide>", Pattern.DOTALL);

    private static List<String> tested() throws IOException {
        List<String> snippets = new ArrayList<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java/org/cyborgml/guide"))) {
            for (Path file : files.filter(one -> one.toString().endsWith("ExamplesTest.java"))
                    .toList()) {
                MARKED.matcher(Files.readString(file))
                        .results()
                        .forEach(found ->
                                snippets.add(found.group(1).stripIndent().strip()));
            }
        }
        return snippets;
    }

    @Test
    void everySnippetIsOneThatATestRuns() throws IOException {
        List<String> shown = new ArrayList<>();
        for (Chapter chapter : Guide.chapters()) {
            chapter.blocks().stream()
                    .filter(block -> block.language().equals("java"))
                    .forEach(block -> shown.add(block.text().strip()));
        }
        assertThat(shown).hasSizeGreaterThan(10).containsExactlyInAnyOrderElementsOf(tested());
    }
}
