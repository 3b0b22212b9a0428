package org.cyborgml.app.choice;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.cyborgml.app.report.DifferenceChart;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Box;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.Tone;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.ReportFiles;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.metrics.SettingChoice;
import org.cyborgml.metrics.SettingChoice.Difference;
import org.cyborgml.metrics.SettingChoice.Measure;
import org.cyborgml.metrics.SettingChoice.Outcome;
import org.cyborgml.metrics.SettingChoice.Row;

/** The page of a choice of one setting: by how much each differs from the reference on every measure, and which is chosen. */
public final class ChoiceReport {

    /** The page's file. */
    public static final String PAGE = "index.html";

    private static final int DROPPED = 0;
    private static final int KEPT = 1;
    private static final int DECIMALS = 3;

    private final Page page;

    private ChoiceReport(Page page) {
        this.page = page;
    }

    /**
     * Makes the page in memory.
     *
     * @param reference the setting that the others are compared with
     * @param measures that were chosen by
     * @param outcome what {@link SettingChoice#choose} made of them
     */
    public static ChoiceReport of(String reference, List<Measure> measures, Outcome outcome) {
        List<Row> rows = outcome.rows().stream()
                .filter(row -> !row.setting().equals(reference))
                .sorted(Comparator.comparing(Row::isKept)
                        .reversed()
                        .thenComparingDouble(row -> row.isKept() ? row.meanRank() : -row.meanDifference()))
                .toList();
        Numbering numbers = new Numbering();
        return new ChoiceReport(new Page(
                "Choice of a setting",
                List.of(
                        new Box(Tone.SUMMARY, "In brief", List.of(new Paragraph(brief(reference, rows, outcome)))),
                        table(numbers, reference, measures, rows),
                        figure(numbers, reference, measures, rows))));
    }

    private static String brief(String reference, List<Row> rows, Outcome outcome) {
        long kept = rows.stream().filter(Row::isKept).count();
        return kept + " of " + rows.size() + " settings are on no measure worse than " + reference
                + " by more than one standard error. "
                + outcome.chosen()
                        .map(row -> "Of these " + row.setting() + " has the best mean rank and is chosen.")
                        .orElse("None is chosen.");
    }

    private static Item table(Numbering numbers, String reference, List<Measure> measures, List<Row> rows) {
        List<TableColumn<Row>> shown = new ArrayList<>();
        List<TableColumn<Row>> written = new ArrayList<>(List.of(new TableColumn<>("setting", Row::setting)));
        for (int m = 0; m < measures.size(); m++) {
            int at = m;
            String name = measures.get(m).name();
            shown.add(new TableColumn<>(name, row -> text(row.differences().get(at))));
            written.add(
                    TableColumn.ofNumber(name, row -> row.differences().get(at).mean()));
            written.add(TableColumn.ofNumber(
                    name + ", standard error", row -> row.differences().get(at).error()));
        }
        shown.add(new TableColumn<>("Mean rank", row -> row.isKept() ? Numbers.fixed(row.meanRank(), 2) : "dropped"));
        written.add(TableColumn.ofNumber("mean_rank", Row::meanRank));
        Table table = new Table(
                TableColumn.headings("Setting", shown),
                List.of(new Table.Group(
                        "",
                        rows.stream()
                                .map(row -> TableColumn.row(row.setting(), shown, row))
                                .toList())));
        return numbers.table(
                "choice",
                "Difference to " + reference
                        + " on each measure, mean over the seeds ± standard error. A setting is dropped"
                        + " that is below minus one standard error anywhere; the others have ranks on each measure, 1 being"
                        + " the best.",
                table,
                TableColumn.csv(written, rows));
    }

    private static String text(Difference difference) {
        return Numbers.signed(difference.mean(), DECIMALS) + " ± " + Numbers.fixed(difference.error(), DECIMALS);
    }

    private static Item figure(Numbering numbers, String reference, List<Measure> measures, List<Row> rows) {
        List<List<DifferenceChart.Row>> lanes = IntStream.range(0, measures.size())
                .mapToObj(m -> rows.stream()
                        .map(row -> lane(row, row.differences().get(m), measures.get(m), reference))
                        .toList())
                .toList();
        List<Panel> panels = IntStream.range(0, measures.size())
                .mapToObj(m -> new Panel(
                        measures.get(m).name(),
                        new DifferenceChart(
                                        "Differences to " + reference + ", "
                                                + measures.get(m).name(),
                                        DifferenceChart.axis("Difference", lanes.get(m)),
                                        lanes.get(m))
                                .svg()))
                .toList();
        return numbers.figure(
                "choice",
                "Difference to " + reference
                        + ": a ring for each seed, a bar for their mean, and a line of one standard error to"
                        + " either side. Settings that are dropped have another colour than the others.",
                panels,
                Layout.WIDE);
    }

    private static DifferenceChart.Row lane(Row row, Difference difference, Measure measure, String reference) {
        return new DifferenceChart.Row(
                row.setting(),
                row.isKept() ? KEPT : DROPPED,
                measure.differences(row.setting(), reference),
                difference.mean(),
                difference.mean() - difference.error(),
                difference.mean() + difference.error());
    }

    /** The page, one HTML document that needs nothing else. */
    public String html() {
        return page.html();
    }

    /**
     * Writes the page ({@value #PAGE}), its figure and its table.
     *
     * @param out the folder, made if it is not there
     * @throws IOException as {@link ReportFiles#page}
     */
    public void writeTo(Path out) throws IOException {
        ReportFiles.in(out).page(PAGE, page);
    }
}
