package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every sentence that the chapter on troubleshooting quotes is in one source file; an ellipsis stands for what differs. */
class GuideErrorsTest {

    private static final Pattern QUOTED = Pattern.compile("(?m)^- `([^`]+)`");

    private static final List<String> SOURCES = new ArrayList<>();

    @BeforeAll
    static void readSources() throws IOException {
        for (String module : List.of("core", "saliency", "models", "metrics", "examples")) {
            try (Stream<Path> files = Files.walk(Path.of("../cyborg-" + module + "/src/main/java"))) {
                for (Path file :
                        files.filter(one -> one.toString().endsWith(".java")).toList()) {
                    // Sentences are broken into literals at the ends of lines.
                    SOURCES.add(Files.readString(file)
                            .replaceAll("\"\\s*\\+\\s*\"", "")
                            .replace("\\\"", "\""));
                }
            }
        }
    }

    @Test
    void quotedSentencesAreInTheSource() throws IOException {
        String chapter = Files.readString(Guide.FOLDER.resolve("11-troubleshooting.md"));
        List<String> quoted =
                QUOTED.matcher(chapter).results().map(found -> found.group(1)).toList();
        assertThat(quoted).hasSizeGreaterThan(50).doesNotHaveDuplicates();
        for (String sentence : quoted) {
            List<String> parts =
                    Splitter.on('…').trimResults().omitEmptyStrings().splitToList(sentence);
            assertThat(SOURCES).as(sentence).anySatisfy(source -> assertThat(source)
                    .contains(parts));
        }
    }
}
