package org.cyborgml.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

    @TempDir
    private Path folder;

    @Test
    void whatIsReadIsWhatWasWritten() throws IOException {
        DemoResults results = SyntheticResults.withGain(0.1);
        Path file = folder.resolve("results.json");

        ResultsFile.write(file, results);

        assertThat(ResultsFile.read(file)).isEqualTo(results);
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void aDifferenceWithoutSpreadSurvives() throws IOException {
        DemoResults.Scenario one = SyntheticResults.withGain(0).scenarios().get(0);
        DemoResults.Comparison same = Comparisons.of(one, one).get(0);

        assertThat(same.tPValue()).isEqualTo(1);
        assertThat(same.wilcoxonPValue()).isEqualTo(1);
        assertThat(same.lower()).isZero();
    }

    @Test
    void otherFilesAreNamed() throws IOException {
        Path file = folder.resolve("results.json");
        Files.writeString(file, "{}");
        assertThatThrownBy(() -> ResultsFile.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(file + ": is not a file of the demo's results: ");

        ResultsFile.write(file, SyntheticResults.withGain(0.1));
        Files.writeString(file, Files.readString(file).replace("{\"layout\":1,", "{\"layout\":2,"));
        assertThatThrownBy(() -> ResultsFile.read(file)).hasMessageContaining("layout 2 of results: must be 1");
    }
}
