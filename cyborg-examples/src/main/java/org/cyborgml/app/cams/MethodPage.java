package org.cyborgml.app.cams;

import com.google.common.math.StatsAccumulator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.Table;

/** The page of several methods' explanations: their measures, and the methods side by side for each image. */
final class MethodPage {

    private final Map<String, Map<MethodMeasure, StatsAccumulator>> means;
    private final List<MapMethod> methods;

    /**
     * A page.
     *
     * @param means values of each method, by its name in files
     * @param methods in the order of their columns
     */
    MethodPage(Map<String, Map<MethodMeasure, StatsAccumulator>> means, List<MapMethod> methods) {
        this.means = means;
        this.methods = methods;
    }

    String html(List<PictureRow> pictures, int images, Map<String, String> facts, int failures) {
        List<Item> items = new ArrayList<>();
        items.add(new Item.Note(
                "Made by the command cam --method; each map scaled to [0, 1] by itself, dark is 0, yellow is 1."));
        table(
                        MethodMeasure.Kind.AGREEMENT,
                        "Agreement with human maps, at the size of the network's images, means over the images whose human"
                                + " map is not constant. NSS, AUC-Judd, sAUC and IG take the pixels of at least half of the"
                                + " human map's greatest value for fixations; the baseline of sAUC and IG is the centre bias,"
                                + " a Gaussian of a quarter of the image's sides. It stands in the table as a map itself.")
                .ifPresent(items::add);
        table(
                        MethodMeasure.Kind.CHECK,
                        "Entropy of the maps, and checks of them, means over the images checked. Deletion and insertion: area"
                                + " under the class's probability while pixels go or come, the map's highest first."
                                + " Sensitivity-n: correlation of the map's sums and the losses of score over sets of a"
                                + " sixteenth of the pixels. Randomised network: rank correlation with the map of a network"
                                + " whose parameters are shuffled. Max-sensitivity: greatest change of the map when the image"
                                + " changes by 2 % of its range. Mirrored and moved image: correlation with the map of that"
                                + " image, changed back.")
                .ifPresent(items::add);
        items.add(new Item.Gallery(
                1,
                "The images with the methods' maps over them"
                        + (images > pictures.size() ? ", the first " + pictures.size() + " of " + images : "")
                        + ". Above each row: the image, its predicted class and that class's probability.",
                pictures,
                CamFolder.COLOURS.svg("map")));
        List<Fact> shown = new ArrayList<>();
        facts.forEach((key, value) -> shown.add(new Fact(key, value)));
        shown.add(new Fact("images", String.valueOf(images)));
        if (failures > 0) {
            shown.add(new Fact("not usable", failures + ", listed in errors.txt"));
        }
        items.add(Item.Facts.of(shown));
        return new Page("Explanations, method by method", items).html();
    }

    private Optional<Item> table(MethodMeasure.Kind kind, String caption) {
        List<MethodMeasure> columns = Arrays.stream(MethodMeasure.values())
                .filter(measure ->
                        measure.kind() == kind && means.values().stream().anyMatch(of -> of.containsKey(measure)))
                .toList();
        if (columns.isEmpty()) {
            return Optional.empty();
        }
        List<Table.Row> lines = new ArrayList<>();
        means.forEach((method, values) -> {
            if (columns.stream().anyMatch(values::containsKey)) {
                lines.add(new Table.Row(
                        title(method),
                        columns.stream()
                                .map(measure -> Optional.ofNullable(values.get(measure))
                                        .map(of -> Table.Cell.plain(Numbers.fixed(of.mean(), 3)))
                                        .orElse(Table.Cell.NONE))
                                .toList()));
            }
        });
        List<String> headings = new ArrayList<>(List.of("Method"));
        columns.forEach(column -> headings.add(column.heading()));
        return Optional.of(new Item.DataTable(
                kind.name().toLowerCase(Locale.ROOT),
                0,
                caption,
                new Table(headings, List.of(new Table.Group("", lines))),
                List.of()));
    }

    private String title(String method) {
        return methods.stream()
                .filter(known -> known.key().equals(method))
                .map(MapMethod::title)
                .findFirst()
                .orElse("Centre bias");
    }
}
