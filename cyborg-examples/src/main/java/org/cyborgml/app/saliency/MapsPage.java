package org.cyborgml.app.saliency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Bullets;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Note;
import org.cyborgml.app.report.Item.Paragraph;
import org.cyborgml.app.report.Item.Pictures;
import org.cyborgml.app.report.Item.Size;
import org.cyborgml.app.report.Page;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Table.Cell;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.saliency.map.SaliencyMap;

/** The page about maps that were built of annotations. */
public final class MapsPage {

    private static final int SHOWN_FAILURES = 100;

    private MapsPage() {}

    /**
     * Makes the page; the maps that are shown are read again.
     *
     * @param summary of the maps
     * @param failures what is wrong with other images
     * @param settings how the maps were built
     * @return HTML
     * @throws IOException if a map cannot be read
     */
    public static String html(MapsSummary summary, List<String> failures, List<Fact> settings) throws IOException {
        List<Item> items = new ArrayList<>();
        items.add(new Note("Made by the command saliency build of CYBORG for the JVM."));
        List<Fact> facts = new ArrayList<>(settings);
        facts.add(new Fact("Maps", Integer.toString(summary.maps())));
        facts.add(new Fact(
                "Constant maps, which say nothing",
                Integer.toString(summary.constant().size())));
        facts.add(new Fact("Problems", Integer.toString(failures.size())));
        items.add(Item.Facts.of(facts));
        if (summary.maps() > 0) {
            items.add(new Heading("Maps"));
            items.addAll(maps(summary));
            items.add(annotators(summary));
        }
        if (!failures.isEmpty()) {
            int shown = Math.min(failures.size(), SHOWN_FAILURES);
            items.add(new Heading("Images without a map"));
            items.add(new Bullets(failures.subList(0, shown)));
            if (shown < failures.size()) {
                items.add(new Paragraph("And " + (failures.size() - shown) + " more: problems.txt has all."));
            }
        }
        return new Page("Saliency maps", items).html();
    }

    private static List<Item> maps(MapsSummary summary) throws IOException {
        List<Thumbnail> tiles = new ArrayList<>();
        for (MapsSummary.Shown one : summary.first()) {
            tiles.add(thumbnail(summary.small(one), one.image() + " (" + String.join(", ", one.annotators()) + ")"));
        }
        Thumbnail whole = thumbnail(summary.mean().scaled(), "Mean of all maps, scaled");
        return List.of(
                new Pictures(List.of(whole), Size.LARGE, "", ""),
                new Pictures(
                        tiles,
                        Size.SMALL,
                        "",
                        "The mean map and the first maps, each with its annotators; all at one size. Dark is 0, yellow"
                                + " is 1."));
    }

    private static Thumbnail thumbnail(SaliencyMap map, String caption) {
        return Thumbnail.of(Picture.of(map, ColourMap.VIRIDIS), caption);
    }

    private static Item annotators(MapsSummary summary) {
        List<Table.Row> rows = summary.annotators().entrySet().stream()
                .map(entry -> new Table.Row(
                        entry.getKey(),
                        List.of(
                                Cell.plain(Integer.toString(entry.getValue().with())),
                                Cell.plain(Integer.toString(entry.getValue().without())))))
                .toList();
        return new DataTable(
                "annotators",
                0,
                "Annotators",
                new Table(
                        List.of("Annotator", "Maps with the annotator's array", "Maps without"),
                        List.of(new Table.Group("", rows))),
                List.of());
    }
}
