package org.cyborgml.app.cams;

import com.google.common.collect.ImmutableList;
import com.google.common.math.StatsAccumulator;
import com.google.common.net.PercentEscaper;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.app.report.Correctness;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.data.CsvText;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.saliency.map.SaliencyMap;

/**
 * The files of several methods' explanations: overlays and {@code METHOD.npy} for each method, {@code methods.csv} with the
 * measures of each image and method, {@code summary.json} with their means, and {@code index.html} with the methods side by side.
 */
final class MethodFolder implements AutoCloseable {

    /** Images on the page; the files have all. */
    private static final int SHOWN = 60;

    private static final PercentEscaper URL = new PercentEscaper("-_.~/", false);
    private static final String CENTRE = "centre-bias";

    private final Path folder;
    private final List<MapMethod> methods;
    private final Map<String, String> facts;
    private final Path unfinishedRows;
    private final Writer text;
    private final CSVPrinter rows;
    private final Map<MapMethod, NpyFile> maps = new EnumMap<>(MapMethod.class);
    private final Map<String, Map<MethodMeasure, StatsAccumulator>> means = new LinkedHashMap<>();
    private final List<PictureRow> pictures = new ArrayList<>();
    private int images;

    /** An image with its prediction. */
    record Explained(
            CamSource source, String predicted, double probability, String shown, Optional<SaliencyMap> human) {}

    MethodFolder(Path folder, List<MapMethod> methods, Map<String, String> facts) throws IOException {
        this.folder = folder;
        this.methods = methods;
        this.facts = facts;
        this.unfinishedRows = folder.resolve("methods.csv.part");
        this.text = WholeFile.textWriter(unfinishedRows);
        this.rows = new CSVPrinter(text, CsvText.FORMAT);
        rows.printRecord(ImmutableList.builder()
                .add("path", "label", "predicted", "probability", "shown", "method")
                .addAll(Arrays.stream(MethodMeasure.values())
                        .map(MethodMeasure::key)
                        .iterator())
                .build());
    }

    /** Writes an overlay; may be called by several threads. */
    void writeOverlay(MapMethod method, String path, Picture picture) throws IOException {
        CamFolder.writeOverlay(folder, inside(method, path), picture);
    }

    private static String inside(MapMethod method, String path) {
        return method.key() + "/" + path.replaceFirst("^/+", "");
    }

    /** Adds a method's map of an image. */
    void add(Explained image, MapMethod method, SaliencyMap map, Map<MethodMeasure, Double> measures)
            throws IOException {
        NpyFile file = maps.get(method);
        if (file == null) {
            file = new NpyFile(folder.resolve(method.key() + ".npy"), map.height(), map.width());
            maps.put(method, file);
        }
        file.add(map.toArray());
        addRow(image, method.key(), measures);
    }

    /** Adds the measures of the centre bias for an image. */
    void addCentre(Explained image, Map<MethodMeasure, Double> measures) throws IOException {
        addRow(image, CENTRE, measures);
    }

    private void addRow(Explained image, String method, Map<MethodMeasure, Double> measures) throws IOException {
        List<String> row = new ArrayList<>(List.of(
                image.source.path(),
                image.source.label().orElse(""),
                image.predicted,
                number(image.probability),
                image.shown,
                method));
        Map<MethodMeasure, StatsAccumulator> all =
                means.computeIfAbsent(method, m -> new EnumMap<>(MethodMeasure.class));
        for (MethodMeasure measure : MethodMeasure.values()) {
            Double value = measures.get(measure);
            row.add(value == null ? "" : number(value));
            if (value != null) {
                all.computeIfAbsent(measure, m -> new StatsAccumulator()).add(value);
            }
        }
        rows.printRecord(row);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.8f", value);
    }

    /** Adds an image's row of pictures, when all its maps are added. */
    void endImage(Explained image) {
        images++;
        if (images > SHOWN) {
            return;
        }
        Correctness correctness = image.source
                .label()
                .map(label -> label.equals(image.predicted) ? Correctness.RIGHT : Correctness.WRONG)
                .orElse(Correctness.UNKNOWN);
        List<Thumbnail> row = new ArrayList<>();
        for (MapMethod method : methods) {
            row.add(new Thumbnail(
                    URL.escape(CamFolder.overlay(inside(method, image.source.path()))),
                    method.title() + " of " + image.source.path(),
                    method.title(),
                    Correctness.UNKNOWN));
        }
        image.human.ifPresent(human -> row.add(Thumbnail.of(Picture.of(human, CamFolder.COLOURS), "Human map")));
        String title = image.source.path() + ": " + image.predicted + " " + Numbers.fixed(image.probability, 2)
                + (correctness == Correctness.WRONG ? ", wrong" : "")
                + (image.shown.equals(image.predicted) ? "" : "; maps of " + image.shown);
        pictures.add(new PictureRow(title, row));
    }

    int images() {
        return images;
    }

    /** Gives all files their names. */
    void complete(List<String> failures) throws IOException {
        for (NpyFile file : maps.values()) {
            file.complete();
        }
        rows.close(true);
        WholeFile.move(unfinishedRows, folder.resolve("methods.csv"));
        Map<String, Object> summary = new LinkedHashMap<>(facts);
        summary.put("images", images);
        summary.put("failures", failures.size());
        Map<String, Object> ofMethods = new LinkedHashMap<>();
        means.forEach((method, measures) -> {
            Map<String, Object> fields = new LinkedHashMap<>();
            measures.forEach((measure, values) ->
                    fields.put(measure.key(), Map.of("images", values.count(), "mean", values.mean())));
            ofMethods.put(method, fields);
        });
        summary.put("methods", ofMethods);
        JsonFiles.write(folder.resolve("summary.json"), summary);
        TextFiles.write(
                folder.resolve("index.html"),
                new MethodPage(means, methods).html(pictures, images, facts, failures.size()));
    }

    @Override
    public void close() throws IOException {
        for (NpyFile file : maps.values()) {
            file.close();
        }
        text.close();
        Files.deleteIfExists(unfinishedRows);
    }
}
