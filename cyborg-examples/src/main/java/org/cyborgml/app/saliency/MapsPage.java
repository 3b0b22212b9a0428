package org.cyborgml.app.saliency;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import org.cyborgml.saliency.batch.BatchFailure;
import org.cyborgml.saliency.batch.BatchMap;
import org.cyborgml.saliency.batch.BatchResult;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** The page about maps that were built of annotations. */
public final class MapsPage {

    private static final int SIDE = 56;
    private static final int SHOWN_MAPS = 24;
    private static final int SHOWN_FAILURES = 100;

    private MapsPage() {}

    /**
     * Makes the page; every map is read again, one at a time.
     *
     * @param result what was built
     * @param settings how
     * @return HTML
     * @throws IOException if a map cannot be read
     */
    public static String html(BatchResult result, List<Fact> settings) throws IOException {
        List<Item> items = new ArrayList<>();
        items.add(new Note("Made by the command saliency build of CYBORG for the JVM."));
        List<Fact> facts = new ArrayList<>(settings);
        facts.add(new Fact("Maps", Integer.toString(result.maps().size())));
        facts.add(new Fact(
                "Constant maps, which say nothing",
                Integer.toString(result.constant().size())));
        facts.add(new Fact("Problems", Integer.toString(result.failures().size())));
        items.add(Item.Facts.of(facts));
        if (!result.maps().isEmpty()) {
            items.add(new Heading("Maps"));
            items.addAll(maps(result));
            items.add(annotators(result));
        }
        if (!result.failures().isEmpty()) {
            List<String> failures =
                    result.failures().stream().map(BatchFailure::toString).toList();
            int shown = Math.min(failures.size(), SHOWN_FAILURES);
            items.add(new Heading("Images without a map"));
            items.add(new Bullets(failures.subList(0, shown)));
            if (shown < failures.size()) {
                items.add(new Paragraph("And " + (failures.size() - shown) + " more: problems.txt has all."));
            }
        }
        return new Page("Saliency maps", items).html();
    }

    private static List<Item> maps(BatchResult result) throws IOException {
        ImageDecoder decoder = ImageDecoder.withDefaults();
        MeanMapAccumulator mean = new MeanMapAccumulator();
        List<Thumbnail> tiles = new ArrayList<>();
        for (BatchMap one : result.maps()) {
            SaliencyMap map = SaliencyMap.ofImage(decoder.read(one.file())).resizedTo(SIDE, SIDE);
            mean.add(map);
            if (tiles.size() < SHOWN_MAPS) {
                tiles.add(thumbnail(map, one.image() + " (" + String.join(", ", one.annotators()) + ")"));
            }
        }
        Thumbnail whole = thumbnail(mean.mean().scaled(), "Mean of all maps, scaled");
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

    private static Item annotators(BatchResult result) {
        Map<String, int[]> counts = new TreeMap<>();
        for (BatchMap map : result.maps()) {
            map.annotators().forEach(name -> counts.computeIfAbsent(name, n -> new int[2])[0]++);
            map.leftOut().forEach(name -> counts.computeIfAbsent(name, n -> new int[2])[1]++);
        }
        List<Table.Row> rows = counts.entrySet().stream()
                .map(entry -> new Table.Row(
                        entry.getKey(),
                        List.of(
                                Cell.plain(Integer.toString(entry.getValue()[0])),
                                Cell.plain(Integer.toString(entry.getValue()[1])))))
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
