package org.cyborgml.app.study.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import org.cyborgml.app.report.Axis;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.LineChart;
import org.cyborgml.app.report.LineChart.Style;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Series;
import org.cyborgml.app.report.TableColumn;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.saliency.agreement.AnnotatorAgreement;

/** Agreement of the annotators of an image, and convergence of its map with their number. */
final class AgreementSection {

    private final List<MarkedImage> images;
    private final Numbering numbering;

    AgreementSection(List<MarkedImage> images, Numbering numbering) {
        this.images = images;
        this.numbering = numbering;
    }

    List<Item> items() {
        List<MarkedImage> shared =
                images.stream().filter(image -> image.agreement().isPresent()).toList();
        if (shared.isEmpty()) {
            return List.of(
                    new Heading("Agreement of the annotators"),
                    new Note("No image was highlighted by two people who judged it rightly."));
        }
        return List.of(
                new Heading("Agreement of the annotators"),
                agreement(shared),
                new Heading("Convergence of the maps"),
                curve(shared),
                convergence(shared));
    }

    private record Agreement(String truth, List<MarkedImage> images) {
        double mean(Function<AnnotatorAgreement, Double> measure) {
            return images.stream()
                    .map(image -> measure.apply(image.agreement().orElseThrow()))
                    .filter(value -> !value.isNaN())
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(Double.NaN);
        }
    }

    private static double kappa(AnnotatorAgreement agreement) {
        return agreement.fleissKappa().orElse(Double.NaN);
    }

    private Item agreement(List<MarkedImage> shared) {
        Map<String, List<MarkedImage>> byTruth =
                new LinkedHashMap<>(new TreeMap<>(shared.stream().collect(Collectors.groupingBy(MarkedImage::truth))));
        if (byTruth.size() > 1) {
            byTruth.put(AccuracySection.EVERYTHING, shared);
        }
        List<Agreement> rows = byTruth.entrySet().stream()
                .map(entry -> new Agreement(entry.getKey(), entry.getValue()))
                .toList();
        return new RowTable<>(
                        "Class",
                        Agreement::truth,
                        List.of(
                                new TableColumn<>(
                                        "Images",
                                        row -> Integer.toString(row.images().size())),
                                new TableColumn<>("Annotators of an image", row -> fixed(annotators(row), 1)),
                                new TableColumn<>("Mean IoU", row -> fixed(row.mean(AnnotatorAgreement::meanIou), 3)),
                                new TableColumn<>("Mean Dice", row -> fixed(row.mean(AnnotatorAgreement::meanDice), 3)),
                                new TableColumn<>("Fleiss’ kappa", row -> fixed(row.mean(AgreementSection::kappa), 3))),
                        List.of(
                                new TableColumn<>("class", Agreement::truth),
                                TableColumn.ofNumber(
                                        "images", row -> row.images().size()),
                                TableColumn.ofNumber("annotators", AgreementSection::annotators),
                                TableColumn.ofNumber("mean_iou", row -> row.mean(AnnotatorAgreement::meanIou)),
                                TableColumn.ofNumber("mean_dice", row -> row.mean(AnnotatorAgreement::meanDice)),
                                TableColumn.ofNumber("fleiss_kappa", row -> row.mean(AgreementSection::kappa))))
                .of(
                        numbering,
                        "agreement",
                        "Agreement on the highlighted pixels, mean over images that at least two people highlighted and judged"
                                + " rightly. IoU and Dice are means over pairs of annotators.",
                        rows);
    }

    private static double annotators(Agreement row) {
        return row.images().stream()
                .mapToInt(image -> image.records().size())
                .average()
                .orElse(Double.NaN);
    }

    private static String fixed(double value, int decimals) {
        return Double.isNaN(value) ? "–" : Numbers.fixed(value, decimals);
    }

    private record Half(int annotators, RunSummary correlations) {}

    /** Correlations of all images with enough annotators, by the number of annotators in each half. */
    private static List<Half> halves(List<MarkedImage> shared) {
        List<Half> halves = new ArrayList<>();
        int most = shared.stream()
                .mapToInt(image -> image.splitHalf().length())
                .max()
                .orElseThrow();
        for (int n = 1; n <= most; n++) {
            int index = n - 1;
            double[] values = shared.stream()
                    .filter(image -> image.splitHalf().length() > index)
                    .mapToDouble(image -> image.splitHalf().get(index))
                    .toArray();
            halves.add(new Half(n, RunSummary.of(values)));
        }
        return halves;
    }

    private Item curve(List<MarkedImage> shared) {
        List<Half> halves = halves(shared);
        Series series = Series.ofRuns(
                "mean over images",
                1,
                halves.stream().map(half -> (double) half.annotators()).toList(),
                halves.stream().map(Half::correlations).toList());
        double most = halves.get(halves.size() - 1).annotators();
        String chart = new LineChart(
                        "Correlation of the maps of two halves of the annotators",
                        new Axis("annotators in each half", 0, most + 1, Axis.Scale.WHOLE),
                        Axis.covering(
                                "correlation (CC)",
                                series.edges().min().orElse(0) < 0 ? -1 : 0,
                                1,
                                DoubleStream.concat(DoubleStream.of(0, 1), series.edges())),
                        List.of(series),
                        Style.DOTTED_LINES)
                .svg();
        return numbering.figure(
                "convergence",
                "Correlation of an image's map with the map of as many other annotators (split halves, 50 random splits, maps of"
                        + " " + MarkedImage.SIDE + "x" + MarkedImage.SIDE
                        + "). Band: one standard deviation over images.",
                List.of(new Panel("", chart)),
                Layout.WHOLE);
    }

    private Item convergence(List<MarkedImage> shared) {
        List<Half> rows = halves(shared);
        return new RowTable<>(
                        "Annotators in each half",
                        (Half row) -> Integer.toString(row.annotators()),
                        List.of(
                                new TableColumn<>(
                                        "Images",
                                        row -> Integer.toString(
                                                row.correlations().runs())),
                                new TableColumn<>(
                                        "Correlation", row -> Numbers.meanAndDeviation(row.correlations(), 3))),
                        List.of(
                                TableColumn.ofNumber("annotators", Half::annotators),
                                TableColumn.ofNumber(
                                        "images", row -> row.correlations().runs()),
                                TableColumn.ofNumber(
                                        "mean", row -> row.correlations().mean()),
                                TableColumn.ofNumber(
                                        "deviation",
                                        row -> row.correlations().runs() > 1
                                                ? row.correlations().standardDeviation()
                                                : Double.NaN)))
                .of(
                        numbering,
                        "convergence",
                        "The same in numbers: mean and standard deviation over the images that have enough annotators.",
                        rows);
    }
}
