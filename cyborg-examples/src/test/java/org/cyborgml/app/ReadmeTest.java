package org.cyborgml.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The README's example is a program that a test runs, and its commands of Maven are those of continuous integration. What its
 * links and commands lead to is tested with the guide's.
 */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static String readme() throws IOException {
        return Files.readString(ROOT.resolve("README.md"));
    }

    private static List<String> examples() throws IOException {
        List<String> code = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(readme())
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(code).as("more examples would be missed by this test").hasSize(1);
        return code;
    }

    /** The program runs in a Maven project of its own, when cyborg-models is built. */
    @Test
    void quickstartIsTheProgramThatIsTested() throws IOException {
        String program =
                Files.readString(ROOT.resolve("cyborg-models/src/it/quickstart/src/main/java/Quickstart.java"));
        String body = program.substring(program.indexOf("        Path folder"), program.lastIndexOf("    }\n}"));
        assertThat(examples().get(0)).isEqualTo(body.stripTrailing().stripIndent() + "\n");
        assertThat(body.lines().count()).isLessThanOrEqualTo(20);
    }

    @Test
    void testCommandIsThatOfContinuousIntegration() throws IOException {
        assertThat(Files.readString(ROOT.resolve(".ci/run"))).contains("mvn -B -ntp verify");
        assertThat(readme()).contains("    mvn -B -ntp verify\n");
    }
}
