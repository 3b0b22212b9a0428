package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.paper.ValueTable.Value;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Panel;

/** The section of a report on where networks look: mean CAMs, and their agreement with human maps. */
final class SaliencySection {

    private final Runs runs;
    private final Charts charts;
    private final Numbering numbers;

    SaliencySection(Runs runs, Charts charts, Numbering numbers) {
        this.runs = runs;
        this.charts = charts;
        this.numbers = numbers;
    }

    /**
     * The items; none if there are neither CAMs nor maps.
     *
     * @throws IOException if a CAM cannot be read
     */
    List<Item> items() throws IOException {
        List<Item> items = new ArrayList<>();
        CamFigures cams = new CamFigures(runs);
        Optional<Panel> means = cams.means();
        if (means.isPresent()) {
            items.add(numbers.figure(
                    "mean-cams",
                    "Mean CAM of the predicted class, " + runs.mainImages() + ", over all runs, each CAM scaled to"
                            + " [0, 1]" + humanMaps() + ". One scale of colours for all.",
                    List.of(means.get()),
                    Layout.WIDE));
            items.add(numbers.figure(
                    "mean-cams-by-run",
                    "Mean CAM of the predicted class, " + runs.mainImages() + ", run by run. One scale of colours"
                            + " for each backbone.",
                    cams.byRun(),
                    Layout.WIDE));
        }
        List<TestColumn> images = imagesWithMaps();
        if (!images.isEmpty()) {
            items.add(numbers.figure(
                    "agreement",
                    "Correlation (Pearson's r over the cells, mean over the images) of the predicted class's CAM with the"
                            + " human map of the image. " + Charts.RUN_MARKS,
                    charts.agreement(images),
                    Layout.WIDE));
            images.forEach(set -> items.add(agreement(set)));
        }
        return items;
    }

    private String humanMaps() {
        return runs.experiment().meanHumanMap() == null
                ? ""
                : "; first the mean of the human maps of the training images, and with each CAM its correlation with"
                        + " that mean (r)";
    }

    /** The sets of images whose maps CAMs were compared with; of the test sets all together if they were pooled. */
    private List<TestColumn> imagesWithMaps() {
        List<TestColumn> images = new ArrayList<>();
        images.add(new TestColumn(TrialResult.TRAIN, "Training images"));
        images.addAll(runs.columns());
        List<TestColumn> there = images.stream().filter(this::hasMaps).toList();
        boolean isPooled = there.stream().anyMatch(set -> set.id().equals(TrialResult.POOLED));
        return there.stream()
                .filter(set -> !isPooled
                        || set.id().equals(TrialResult.POOLED)
                        || set.id().equals(TrialResult.TRAIN))
                .toList();
    }

    private boolean hasMaps(TestColumn images) {
        return runs.backbones().stream()
                .flatMap(backbone -> runs.settings(backbone).stream())
                .anyMatch(setting -> Runs.summary(runs.values(setting, of(images, Agreement::pearson)))
                        .isPresent());
    }

    private static Function<TrialResult, OptionalDouble> of(TestColumn images, ToDoubleFunction<Agreement> value) {
        return result -> {
            Agreement agreement = result.agreement().get(images.id());
            return agreement == null ? OptionalDouble.empty() : OptionalDouble.of(value.applyAsDouble(agreement));
        };
    }

    private DataTable agreement(TestColumn images) {
        ValueTable values = new ValueTable(
                runs,
                "value",
                List.of(
                        new Value("pearson", "Correlation \u2191", 3, of(images, Agreement::pearson)),
                        new Value("similarity", "Similarity \u2191", 3, of(images, Agreement::similarity)),
                        new Value("kl", "KL divergence \u2193", 3, of(images, Agreement::kl)),
                        new Value("mse", "Squared difference \u2193", 4, of(images, Agreement::mse)),
                        new Value("images", "Images", 0, of(images, Agreement::images)),
                        new Value("constant-maps", "Constant maps", 0, of(images, Agreement::constantMaps))));
        return numbers.table(
                "agreement-" + images.id(),
                images.title()
                        + ": agreement of the predicted class's CAM with the image's human map on the CAM's grid, mean"
                        + " over the images whose human map is not constant, then mean ± SD over the runs; images whose"
                        + " human map is constant are left out and counted in the last column. "
                        + (images.id().equals(TrialResult.TRAIN)
                                ? "A scenario that trains on such maps is trained to raise this agreement, so that it shows"
                                        + " that the term was learnt and not that it helps."
                                : "No scenario was trained on these images: agreement here shows whether guidance carries"
                                        + " over to others."),
                values.table(),
                values.csv());
    }
}
