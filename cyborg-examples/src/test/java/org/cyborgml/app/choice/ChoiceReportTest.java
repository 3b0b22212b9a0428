package org.cyborgml.app.choice;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.report.Xml;
import org.cyborgml.metrics.SettingChoice;
import org.cyborgml.metrics.SettingChoice.Measure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChoiceReportTest {

    private static final Measure FIRST = new Measure(
            "first",
            Map.of(
                    "reference", Map.of(1L, 0.5, 2L, 0.6),
                    "better", Map.of(1L, 0.6, 2L, 0.72),
                    "worse", Map.of(1L, 0.4, 2L, 0.48),
                    "best_here", Map.of(1L, 0.9, 2L, 0.9)));
    private static final Measure SECOND = new Measure(
            "second",
            Map.of(
                    "reference", Map.of(1L, 0.5, 2L, 0.5),
                    "better", Map.of(1L, 0.5, 2L, 0.6),
                    "worse", Map.of(1L, 0.5, 2L, 0.5),
                    "best_here", Map.of(1L, 0.1, 2L, 0.1)));

    @TempDir
    private Path out;

    private static ChoiceReport report(String... settings) {
        List<Measure> measures = List.of(of(FIRST, settings), of(SECOND, settings));
        return ChoiceReport.of(
                "reference", measures, SettingChoice.against("reference").choose(measures));
    }

    private static Measure of(Measure measure, String... settings) {
        Map<String, Map<Long, Double>> values = new LinkedHashMap<>();
        for (String setting : settings) {
            values.put(setting, measure.values().get(setting));
        }
        return new Measure(measure.name(), values);
    }

    @Test
    void keptSettingsStandFirstAndDroppedOnesByTheirMeanDifference() throws IOException {
        ChoiceReport report = report("worse", "reference", "best_here", "better");
        report.writeTo(out);

        assertThat(Files.readAllLines(out.resolve("tables/choice.md")))
                .startsWith(
                        "| Setting | first | second | Mean rank |",
                        "|---|---:|---:|---:|",
                        "| better | +0.110 ± 0.010 | +0.050 ± 0.050 | 1.00 |",
                        "| best\\_here | +0.350 ± 0.050 | −0.400 ± 0.000 | dropped |",
                        "| worse | −0.110 ± 0.010 | 0.000 ± 0.000 | dropped |");
        assertThat(Files.readAllLines(out.resolve("tables/choice.csv")).get(0))
                .isEqualTo("setting,first,\"first, standard error\",second,\"second, standard error\",mean_rank");
        assertThat(Xml.parse(report.html().strip()).getDocumentElement().getTextContent())
                .contains("1 of 3 settings are on no measure worse than reference", "Of these better has the best");
        assertThat(out.resolve("figures/choice.svg")).exists();
        assertThat(out.resolve("figures/choice.png")).exists();
    }

    @Test
    void whereNoneIsBetterThePageSaysSo() {
        assertThat(report("reference", "worse").html()).contains("0 of 1 settings", "None is chosen.");
    }
}
