package org.cyborgml.app.cams;

import com.google.common.hash.Hashing;
import com.google.common.math.StatsAccumulator;
import com.google.common.net.PercentEscaper;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Correctness;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Card;
import org.cyborgml.app.report.Item.DataTable;
import org.cyborgml.app.report.Item.Pictures;
import org.cyborgml.app.report.Item.Size;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Table;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.data.ClassNames;
import org.cyborgml.data.CsvText;
import org.cyborgml.metrics.ConfidenceInterval;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.saliency.file.WholeFile;
import org.cyborgml.saliency.map.MeanMapAccumulator;

/**
 * The files of a run: {@code overlays/}, {@code cams.npy} with a row of {@code images.csv} for each map, the means as JSON
 * and as pictures, {@code summary.json}, and the pages. Memory for one page, however many images there are.
 */
public final class CamFolder implements AutoCloseable {

    static final ColourMap COLOURS = ColourMap.VIRIDIS;

    private static final PercentEscaper URL = new PercentEscaper("-_.~/", false);
    private static final double LEVEL = 0.95;
    private static final int ENLARGED = 32;

    /** In bytes, on most file systems. */
    private static final int LONGEST_NAME = 255;

    /** Letters of up to four bytes. */
    private static final int KEPT_OF_LONG_NAMES = 50;

    private final Path folder;
    private final Path unfinishedRows;
    private final ClassNames classes;
    private final Map<String, String> facts;
    private final NpyFile cams;
    private final Writer text;
    private final CSVPrinter rows;
    private final ContactSheet sheet;
    private final MeanMapAccumulator meanCam = new MeanMapAccumulator();
    private final MeanMapAccumulator meanHuman = new MeanMapAccumulator();
    private final Map<AgreementMeasure, StatsAccumulator> spreads = new EnumMap<>(AgreementMeasure.class);
    private Agreement.Sums agreement = Agreement.Sums.NONE;

    CamFolder(Path folder, int height, int width, ClassNames classes, Map<String, String> facts) throws IOException {
        this.folder = folder;
        this.classes = classes;
        this.facts = facts;
        this.unfinishedRows = folder.resolve("images.csv.part");
        this.sheet = new ContactSheet(
                folder,
                "Class activation maps",
                "Made by the command cam; dark is 0, yellow is 1, each map scaled to [0, 1] by itself.");
        this.cams = new NpyFile(folder.resolve("cams.npy"), height, width);
        this.text = WholeFile.textWriter(unfinishedRows);
        for (AgreementMeasure measure : AgreementMeasure.values()) {
            spreads.put(measure, new StatsAccumulator());
        }
        this.rows = new CSVPrinter(text, CsvText.FORMAT);
        rows.printRecord(
                "path", "label", "predicted", "probability", "score", "shown", "pearson", "similarity", "kl", "mse");
    }

    /** The file of an image's overlay: PNG files keep their names, so that no two images share one. */
    public static String overlay(String path) {
        String inside = path.replaceFirst("^/+", "");
        String file = inside + (inside.toLowerCase(Locale.ROOT).endsWith(".png") ? "" : ".png");
        int from = file.lastIndexOf('/') + 1;
        String name = file.substring(from);
        return "overlays/" + file.substring(0, from) + (bytes(name) > LONGEST_NAME ? shortened(name) : name);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    /** The beginning of a name that is too long for a file, with what tells it from others of the same beginning. */
    private static String shortened(String name) {
        String hash = Hashing.sha256()
                .hashString(name, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
        int end = name.offsetByCodePoints(0, KEPT_OF_LONG_NAMES);
        return name.substring(0, end) + "-" + hash + ".png";
    }

    /** Writes an overlay; may be called by several threads. */
    void writeOverlay(String path, Picture picture) throws IOException {
        writeOverlay(folder, path, picture);
    }

    /** Writes an overlay into a folder of overlays. */
    static void writeOverlay(Path folder, String path, Picture picture) throws IOException {
        Path file = folder.resolve(overlay(path)).normalize();
        Files.createDirectories(file.resolveSibling("."));
        WholeFile.write(file, picture.png());
    }

    /** Adds all of an image but its overlay. */
    void add(CamRecord image) throws IOException {
        cams.add(image.cam().toArray());
        meanCam.add(image.cam());
        if (image.human().isPresent()) {
            agreement = agreement.plus(image.measures());
        }
        image.measures().ifPresent(measures -> {
            meanHuman.add(image.human().orElseThrow());
            spreads.forEach((measure, spread) -> spread.add(measure.of(measures)));
        });
        List<String> row = new ArrayList<>();
        row.add(image.source().path());
        row.add(image.source().label().orElse(""));
        row.add(name(image.predicted()));
        row.add(number(image.probability()));
        row.add(classes.size() == 2 ? number(image.score()) : "");
        row.add(name(image.shown()));
        image.measures()
                .map(m -> List.of(number(m.pearson()), number(m.similarity()), number(m.kl()), number(m.mse())))
                .ifPresentOrElse(row::addAll, () -> row.addAll(List.of("", "", "", "")));
        rows.printRecord(row);
        sheet.add(card(image));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.8f", value);
    }

    private String name(int index) {
        return classes.name(index);
    }

    private Card card(CamRecord image) {
        Correctness correctness = image.source()
                .label()
                .map(label -> label.equals(name(image.predicted())) ? Correctness.RIGHT : Correctness.WRONG)
                .orElse(Correctness.UNKNOWN);
        String verdict = name(image.predicted()) + " " + Numbers.fixed(image.probability(), 2)
                + (correctness == Correctness.WRONG ? ", wrong" : "");
        String note = (image.shown() == image.predicted() ? "" : "CAM of " + name(image.shown()))
                + image.measures()
                        .map(m -> (image.shown() == image.predicted() ? "" : "; ") + "correlation "
                                + Numbers.fixed(m.pearson(), 2))
                        .orElse("");
        return new Card(
                URL.escape(overlay(image.source().path())),
                image.human().map(map -> Picture.of(map, COLOURS).dataUri()).orElse(""),
                image.source().path(),
                verdict,
                correctness,
                note);
    }

    int images() {
        return Math.toIntExact(meanCam.count());
    }

    int withMap() {
        return agreement.images();
    }

    int constantMaps() {
        return agreement.constantMaps();
    }

    /** Gives all files their names. */
    void complete(List<String> failures) throws IOException {
        cams.complete();
        rows.close(true);
        WholeFile.move(unfinishedRows, folder.resolve("images.csv"));
        writeMean("mean_cam", meanCam);
        if (meanHuman.count() > 0) {
            writeMean("mean_human_map", meanHuman);
        }
        Map<String, Object> summary = new LinkedHashMap<>(facts);
        summary.put("images", images());
        summary.put("failures", failures.size());
        summary.put("constant_human_maps", constantMaps());
        if (agreement.images() > 0) {
            Map<String, Object> measures = new LinkedHashMap<>();
            measures.put("images", agreement.images());
            spreads.forEach((measure, spread) -> measures.put(measure.key(), fields(summary(spread))));
            summary.put("agreement", measures);
        }
        JsonFiles.write(folder.resolve("summary.json"), summary);
        sheet.complete(summary(failures));
    }

    private void writeMean(String name, MeanMapAccumulator maps) throws IOException {
        JsonFiles.write(folder.resolve(name + ".json"), MeanMap.of(maps));
        Picture picture = Picture.of(
                maps.mean()
                        .resizedTo(maps.mean().width() * ENLARGED, maps.mean().height() * ENLARGED),
                COLOURS);
        WholeFile.write(folder.resolve(name + ".png"), picture.png());
    }

    private static Map<String, Object> fields(RunSummary measure) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("mean", measure.mean());
        if (measure.runs() > 1) {
            ConfidenceInterval interval = measure.interval(LEVEL);
            fields.put("standard_deviation", measure.standardDeviation());
            fields.put("low", interval.lower());
            fields.put("high", interval.upper());
        }
        return fields;
    }

    private List<Item> summary(List<String> failures) {
        List<Item> items = new ArrayList<>();
        List<Thumbnail> means = new ArrayList<>();
        means.add(mean(meanCam, "Mean CAM"));
        if (agreement.images() > 0) {
            means.add(mean(meanHuman, "Mean human map"));
        }
        items.add(new Pictures(means, Size.LARGE, COLOURS.svg("map"), ""));
        if (agreement.images() > 0) {
            List<Table.Row> rows = new ArrayList<>();
            spreads.forEach((measure, spread) -> rows.add(row(measure, summary(spread))));
            items.add(new DataTable(
                    "agreement",
                    0,
                    "Agreement of CAM and human map over " + agreement.images()
                            + " images whose human map is not constant, on the grid of the CAM, both scaled to [0, 1]; mean"
                            + " with its 95 % confidence interval (Student's t over images).",
                    new Table(
                            List.of("Measure", "Mean [95 % interval]", "Full agreement"),
                            List.of(new Table.Group("", rows))),
                    List.of()));
        }
        List<Fact> shown = new ArrayList<>();
        facts.forEach((key, value) -> shown.add(new Fact(key, value)));
        shown.add(new Fact("images", String.valueOf(images())));
        if (constantMaps() > 0) {
            shown.add(new Fact("constant human maps", constantMaps() + ", left out of the agreement"));
        }
        if (!failures.isEmpty()) {
            shown.add(new Fact("not usable", failures.size() + ", listed in errors.txt"));
        }
        items.add(Item.Facts.of(shown));
        return items;
    }

    private static Thumbnail mean(MeanMapAccumulator maps, String caption) {
        return Thumbnail.of(Picture.of(maps.mean(), COLOURS), caption + " of " + maps.count());
    }

    private static RunSummary summary(StatsAccumulator values) {
        int n = Math.toIntExact(values.count());
        return new RunSummary(n, values.mean(), n > 1 ? values.sampleStandardDeviation() : Double.NaN);
    }

    private static Table.Row row(AgreementMeasure measure, RunSummary values) {
        String interval = "";
        if (values.runs() > 1) {
            ConfidenceInterval of = values.interval(LEVEL);
            interval = " [" + Numbers.fixed(of.lower(), 3) + ", " + Numbers.fixed(of.upper(), 3) + "]";
        }
        return new Table.Row(
                measure.title(),
                List.of(
                        Table.Cell.plain(Numbers.fixed(values.mean(), 3) + interval),
                        Table.Cell.plain(measure.best())));
    }

    @Override
    public void close() throws IOException {
        cams.close();
        text.close();
        Files.deleteIfExists(unfinishedRows);
    }
}
