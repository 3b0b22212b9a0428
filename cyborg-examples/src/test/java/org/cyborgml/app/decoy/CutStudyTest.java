package org.cyborgml.app.decoy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The files of a study, cut at every byte: no cut is taken for a whole file, and the error says what to remove. */
class CutStudyTest {

    @TempDir
    private static Path folder;

    private static final StringWriter ERRORS = new StringWriter();

    @BeforeAll
    static void study() throws IOException {
        Files.createDirectories(folder.resolve("data"));
        DecoyFiles.writeIdx(folder.resolve("data"), 106, 3);
        assertThat(decoy()).as(ERRORS.toString()).isZero();
    }

    private static int decoy() {
        return new CommandLine(new DecoyCommand())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setErr(new PrintWriter(ERRORS, true))
                .setExecutionExceptionHandler((exception, command, result) -> {
                    command.getErr().println(exception.getMessage());
                    return 1;
                })
                .execute(
                        "run",
                        "--quiet",
                        "--set=fashion",
                        "--data=" + folder.resolve("data"),
                        "--out=" + folder.resolve("study"),
                        "--arms=classical,reference",
                        "--seeds=1",
                        "--train-images=60",
                        "--test-images=30",
                        "--epochs=2");
    }

    private static Object read(String file) throws IOException {
        Path study = folder.resolve("study");
        return switch (file) {
            case "settings.json" -> StudyFiles.settings(study);
            case "cams.json" -> Overlays.read(study).orElseThrow();
            default -> StudyFiles.open(study, StudyFiles.settings(study)).trials();
        };
    }

    @ParameterizedTest
    @ValueSource(strings = {"settings.json", "results.csv", "epochs.csv", "cams.json"})
    void everyByte(String name) throws IOException {
        Path file = folder.resolve("study").resolve(name);
        byte[] all = Files.readAllBytes(file);
        Object whole = read(name);
        int step = all.length > 20_000 ? 37 : 1;
        for (int length = 0; length < all.length; length += step) {
            Files.write(file, Arrays.copyOf(all, length));
            boolean isAtLineEnd = length > 0 && all[length - 1] == '\n' && !name.endsWith(".json");
            boolean lacksLineEndOnly = length == all.length - 1 && name.endsWith(".json");
            if (lacksLineEndOnly || (isAtLineEnd && name.equals("results.csv"))) {
                // Whole rows are missing: these trainings are done again.
                read(name);
                continue;
            }
            assertThatIOException()
                    .as(name + " cut at " + length)
                    .isThrownBy(() -> read(name))
                    .withMessageContaining(file.toString())
                    .withMessageContaining("delete");
        }
        Files.write(file, all);
        assertThat(read(name)).isEqualTo(whole);
    }

    @Test
    void aRowThatIsMissingIsTrainedAgain() throws IOException {
        Path file = folder.resolve("study/results.csv");
        List<String> rows = Files.readAllLines(file);
        Files.write(file, rows.subList(0, rows.size() - 1));
        assertThat(decoy()).as(ERRORS.toString()).isZero();
        assertThat(untimed(Files.readAllLines(file))).isEqualTo(untimed(rows));
    }

    private static List<String> untimed(List<String> rows) {
        return rows.stream().map(row -> row.substring(0, row.lastIndexOf(','))).toList();
    }

    @Test
    void theSettingThatDiffersIsNamed() throws IOException {
        Path file = folder.resolve("study/settings.json");
        String settings = Files.readString(file);
        Files.writeString(file, settings.replaceAll("\"epochs\" : 2", "\"epochs\" : 3"), StandardCharsets.UTF_8);
        assertThat(decoy()).isEqualTo(1);
        assertThat(ERRORS.toString()).contains("epochs was 3, now is 2");
        Files.writeString(file, settings);
    }
}
