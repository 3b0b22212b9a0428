package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.cyborgml.app.report.Xml;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import picocli.CommandLine;

class DemoCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    private int execute(Object command, String... arguments) {
        return new CommandLine(command)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(errors, true))
                .setExecutionExceptionHandler((exception, line, result) -> {
                    line.getErr().println(exception.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    private int demo(Path out, String... more) {
        return execute(
                new DemoCommand(),
                Stream.concat(Stream.of("--quiet", "--out=" + out), Stream.of(more))
                        .toArray(String[]::new));
    }

    private static Document page(Path study) throws IOException {
        return Xml.parse(Files.readString(study.resolve("report.html")).strip());
    }

    @Test
    void aDemoIsAStudyThatControlsAreAddedTo() throws IOException {
        Path out = folder.resolve("demo");
        assertThat(demo(out, "--seeds=2", "--images=60", "--epochs=1"))
                .as(errors.toString())
                .isZero();

        List<StudyTrial> trials = StudyFiles.read(out);
        assertThat(trials).extracting(StudyTrial::arm).containsExactly("classical", "cyborg", "classical", "cyborg");
        assertThat(trials).extracting(StudyTrial::seed).containsExactly(1L, 1L, 2L, 2L);
        String html = Files.readString(out.resolve("report.html"));
        List<Element> pictures = Xml.elements(page(out), "img");
        assertThat(pictures)
                .as("image, map and two CAMs of an image of every class")
                .hasSize(40)
                .allSatisfy(picture -> {
                    assertThat(picture.getAttribute("src")).startsWith("data:image/png;base64,");
                    assertThat(picture.getAttribute("alt")).isNotEmpty();
                });
        assertThat(Xml.elements(page(out), "script")).isEmpty();
        assertThat(Pattern.compile("https?://[^\"]*").matcher(html).results())
                .as("the name of SVG's language is the one address")
                .allMatch(match -> match.group().equals("http://www.w3.org/2000/svg"));

        Files.delete(out.resolve("report.html"));
        String results = Files.readString(out.resolve("results.csv"));
        assertThat(demo(out, "--seeds=2", "--images=60", "--epochs=1")).isZero();
        assertThat(Files.readString(out.resolve("results.csv")))
                .as("nothing is trained twice")
                .isEqualTo(results);
        assertThat(out.resolve("report.html")).exists();

        String command = Pattern.compile("decoy run (--out .*) --arms control\n")
                .matcher(page(out).getDocumentElement().getTextContent())
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
        List<String> words = new ArrayList<>(List.of(command.split(" ")));
        words.addAll(List.of("--arms", "maps_mean", "--quiet"));
        words.add(0, "run");
        assertThat(execute(new DecoyCommand(), words.toArray(String[]::new)))
                .as(errors.toString())
                .isZero();
        assertThat(StudyFiles.read(out)).hasSize(6);
        assertThat(execute(new DecoyCommand(), "report", out.toString(), "--quiet"))
                .isZero();
        assertThat(Files.readString(out.resolve("report.html"))).contains("Control: mean map");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--images=7", "--images=6010", "--seeds=1", "--epochs=0"})
    void impossibleCommandsLeaveNothingBehind(String wrong) {
        Path out = folder.resolve("report");
        assertThat(demo(out, wrong)).isNotZero();
        assertThat(errors.toString()).contains("must be");
        assertThat(out).doesNotExist();
    }

    @Test
    void aFileInThePlaceOfTheFolderIsRefused() throws IOException {
        Path out = Files.createFile(folder.resolve("file"));
        assertThat(demo(out, "--seeds=2", "--images=60", "--epochs=1")).isNotZero();
        assertThat(errors.toString()).contains(out.toString());
    }

    @Test
    void theLowestSeedOfAnArmIsShown() {
        Overlays.Network second = new Overlays.Network("cyborg", 2, List.of());
        Overlays.Network first = new Overlays.Network("cyborg", 1, List.of());
        Overlays.Network classical = new Overlays.Network("classical", 3, List.of());
        Overlays none = new Overlays(List.of(), List.of());

        assertThat(none.with(second).with(first).with(classical).networks()).containsExactly(first, classical);
        assertThat(none.with(first).with(second).networks()).containsExactly(first);
    }
}
