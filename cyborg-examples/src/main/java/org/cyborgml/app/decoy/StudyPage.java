package org.cyborgml.app.decoy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Correctness;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Box;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Headline;
import org.cyborgml.app.report.Item.Headlines;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Item.Tone;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.metrics.WilcoxonSignedRankTest;

/** The page of a study: its findings, CAMs over test images, tables, figures and settings. */
final class StudyPage {

    private static final int ENLARGED = 8;
    private static final double OPACITY = 0.6;

    private static final Map<String, String> CAPTIONS = Map.of(
            "arms",
            "Accuracy of every arm, a ring per seed, with patches as in training (they give the label away) and with patch"
                    + " values drawn at random; thick bar and line: mean ± one standard deviation. The distance between the"
                    + " two lanes of an arm is the part of the accuracy that its networks owe to the patch.",
            "alpha",
            "Accuracy by alpha, mean over seeds with a band of ± one standard deviation. Towards 0 the maps"
                    + " alone count; 1 is classical training.",
            "share",
            "Accuracy by the share of training images that have a map; the others count for the cross-entropy alone.",
            "loss",
            "Accuracy on random patch values against the training loss, mean over seeds, a dot per epoch; training goes from"
                    + " right to left. Where a curve falls again, training has gone on to learn the patch.");

    private final StudySettings settings;
    private final StudySummary study;
    private final Numbering numbers = new Numbering();

    private StudyPage(StudySettings settings, StudySummary study) {
        this.settings = settings;
        this.study = study;
    }

    /** The page of a study, with more items at its end. */
    static Page of(StudySettings settings, StudySummary study, Optional<Overlays> overlays, List<Item> more) {
        return new StudyPage(settings, study).page(overlays, more);
    }

    private Page page(Optional<Overlays> overlays, List<Item> more) {
        List<Item> items = new ArrayList<>();
        items.add(
                new Paragraph("Every training image carries a 4x4 grey patch in a random corner whose value, 255 − 25 ·"
                        + " label, gives the label away (Ross, Hughes and Doshi-Velez, IJCAI 2017; Friedrich et al. 2023). In tests"
                        + " the value is drawn at random: a network that has learnt the patch instead of the object fails. CYBORG"
                        + " (Boyd et al., WACV 2023) adds to the cross-entropy the distance of the network's class activation map"
                        + " (CAM) from a saliency map. Here the maps are masks of the object, found by brightness before the patch"
                        + " was put on; no person has marked anything."));
        cyborg().flatMap(ArmSummary::difference).ifPresent(paired -> items.add(inBrief(paired)));
        overlays.flatMap(this::gallery).ifPresent(items::add);
        items.add(numbers.table(
                "accuracy",
                "Accuracy on test images with patch values drawn at random, mean ± SD over seeds. Differences are paired by"
                        + " seed; p-values are two-sided. The comparison of “CYBORG” with “Classical” was fixed beforehand;"
                        + " the other p-values are not corrected for their number. “At equal loss” compares both at the"
                        + " lowest training cross-entropy that both reached (on a part of the test images).",
                StudyTables.accuracies(study),
                List.of()));
        items.add(numbers.table(
                "cams",
                "Accuracy with patches as in training and without any, and the place of the CAM on images with random patch"
                        + " values: the mean share of its sum on the object and on the patch.",
                StudyTables.cams(study),
                List.of()));
        new StudyCharts(study.arms())
                .all()
                .forEach((id, svg) -> items.add(numbers.figure(
                        id, String.valueOf(CAPTIONS.get(id)), List.of(new Panel("", svg)), Layout.WHOLE)));
        items.addAll(more);
        items.addAll(method());
        return new Page("CYBORG on " + settings.set().title(), items);
    }

    private Optional<ArmSummary> cyborg() {
        return study.arms().stream()
                .filter(one -> one.arm().name().equals(Arms.CYBORG))
                .findFirst();
    }

    private Item inBrief(PairedRuns paired) {
        return new Box(
                Tone.SUMMARY,
                "In brief",
                List.of(
                        new Paragraph("Accuracy on test images with patch values drawn at random (mean ± SD over "
                                + paired.pairs() + " seeds; difference with its 95 % confidence interval):"),
                        new Headlines(List.of(
                                headline(
                                        study.baseline().title(),
                                        paired.comparison().baseline()),
                                headline("CYBORG", paired.comparison().other()),
                                new Headline(
                                        "Difference",
                                        Numbers.signed(paired.mean(), 3),
                                        Numbers.interval(paired.interval(), 3)))),
                        new Paragraph(finding(paired))));
    }

    private static Headline headline(String name, RunSummary accuracy) {
        return new Headline(
                name,
                Numbers.fixed(accuracy.mean(), 3),
                accuracy.runs() == 1 ? "" : "± " + Numbers.fixed(accuracy.standardDeviation(), 3));
    }

    private static String finding(PairedRuns paired) {
        String verdict = paired.interval().lower() > 0
                ? "CYBORG is higher."
                : paired.interval().upper() < 0
                        ? "CYBORG is lower."
                        : "These seeds do not tell the two apart: the interval contains 0.";
        return verdict + " Paired t-test " + Numbers.pEquals(paired.tPValue()) + ", Wilcoxon signed-rank test "
                + Numbers.pEquals(paired.wilcoxonPValue()) + " (with " + paired.pairs() + " seeds it cannot go below "
                + Numbers.pValue(WilcoxonSignedRankTest.leastPValue(paired.pairs()))
                + "). “CYBORG” has the authors' settings (alpha 0.5, mean"
                + " squared difference, CAM of the predicted class), with a map for every image.";
    }

    /** CAMs of the baseline and of CYBORG; none if a network of one of the two is not there. */
    private Optional<Item> gallery(Overlays overlays) {
        List<Arm> arms = Stream.of(study.baseline(), Arms.one(Arms.CYBORG))
                .distinct()
                .filter(arm -> overlays.of(arm.name()).isPresent())
                .toList();
        if (arms.size() < 2) {
            return Optional.empty();
        }
        List<PictureRow> groups = new ArrayList<>();
        for (int i = 0; i < overlays.images().size(); i++) {
            groups.add(group(overlays, arms, i));
        }
        long seed = overlays.of(Arms.CYBORG).orElseThrow().seed();
        return Optional.of(numbers.gallery(
                "CAM of the predicted class over the image, with the predicted class and its probability; orange: wrong."
                        + " Dark is 0, yellow is 1. The networks are those of seed " + seed
                        + ", the images the first of"
                        + " every class in the test set with random patch values; no other rule chose them.",
                groups));
    }

    private PictureRow group(Overlays overlays, List<Arm> arms, int image) {
        Overlays.ShownImage shown = overlays.images().get(image);
        Picture picture = shown.picture().enlarged(ENLARGED);
        List<Thumbnail> pictures = new ArrayList<>();
        pictures.add(Thumbnail.of(picture, "Image"));
        pictures.add(Thumbnail.of(Picture.of(shown.map().toMap(), ColourMap.VIRIDIS), "Map of the object"));
        for (Arm arm : arms) {
            Overlays.View view = overlays.of(arm.name()).orElseThrow().views().get(image);
            boolean isCorrect = view.predicted() == shown.label();
            String caption = arm.title() + ": " + name(view.predicted()) + " (" + Numbers.fixed(view.probability(), 2)
                    + ")" + (isCorrect ? "" : ", wrong");
            pictures.add(new Thumbnail(
                    picture.under(view.cam().toMap(), ColourMap.VIRIDIS, OPACITY)
                            .dataUri(),
                    "CAM over the image, " + caption,
                    caption,
                    isCorrect ? Correctness.RIGHT : Correctness.WRONG));
        }
        String patch = shown.patchLabel() == shown.label() ? "its own class" : name(shown.patchLabel());
        return new PictureRow(name(shown.label()) + "; the patch stands for " + patch, pictures);
    }

    private String name(int label) {
        return settings.set().classes().get(label);
    }

    private List<Item> method() {
        return List.of(
                new Heading("Method"),
                new Paragraph(
                        "All arms share every setting below, and for each seed the first weights, the order of the"
                                + " batches and the patches. The default learning rate was chosen by the validation accuracy of"
                                + " classical training, with a seed outside the study (decoy run --help); nothing was tuned for"
                                + " CYBORG. Its arms differ from “CYBORG” in the one thing that their name says. Distances have"
                                + " different ranges, so the same alpha weighs them differently."),
                new Paragraph("The network is a perceptron cut into cells: each 4x4 cell has weights of its own, a 3x3"
                        + " convolution over the cells follows, and the CAM has 7x7 cells. It learns the patch as a whole"
                        + " perceptron does; a convolutional network with global pooling hardly does. A CAM needs feature"
                        + " maps that stand for places, so Ross et al.'s perceptron itself can have none."),
                Item.Facts.of(List.of(
                        new Fact(
                                "Images",
                                settings.trainImages() + " for training, " + settings.validationImages()
                                        + " for validation, " + settings.testImages() + " in each test set"),
                        new Fact("SHA-256 of the images", settings.dataSha256()),
                        new Fact("Epochs", settings.epochs() + "; the network after the last one is tested"),
                        new Fact("Batch", settings.batch() + " images"),
                        new Fact(
                                "Learning rate",
                                settings.learningRate() + " in the first epoch, falling along half a cosine to 0"),
                        new Fact("Momentum", Double.toString(settings.momentum())),
                        new Fact("Weight decay", Double.toString(settings.weightDecay())))),
                new Note(
                        "results.csv holds a row per training, epochs.csv one per epoch, summary.csv the tables in full,"
                                + " cams.json the maps of Figure 1."));
    }
}
