package org.cyborgml.app.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.app.report.Item;
import org.cyborgml.app.report.Item.Heading;
import org.cyborgml.app.report.Item.Layout;
import org.cyborgml.app.report.Item.PictureRow;
import org.cyborgml.app.report.Numbering;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.Picture;
import org.cyborgml.app.report.Thumbnail;
import org.cyborgml.app.report.TileChart;
import org.cyborgml.app.report.TileChart.Block;
import org.cyborgml.app.report.TileChart.Tile;
import org.cyborgml.saliency.annotation.AnnotationRecord;
import org.cyborgml.saliency.annotation.Rasterizer;
import org.cyborgml.saliency.image.AntialiasedBilinear;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** The mean map of each class, and example images with the highlights of single people and the map of all (figure 4). */
final class MapSection {

    private static final int COLUMNS = 5;
    private static final int EXAMPLES_OF_CLASS = 2;
    private static final int ANNOTATORS = 2;
    private static final int LONGEST_SIDE = 168;
    private static final double OPACITY = 0.5;

    private final List<MarkedImage> images;
    private final Path folder;
    private final Numbering numbering;

    /** @param folder of the images */
    MapSection(List<MarkedImage> images, Path folder, Numbering numbering) {
        this.images = images;
        this.folder = folder;
        this.numbering = numbering;
    }

    /**
     * The section.
     *
     * @throws IOException if an image cannot be read
     */
    List<Item> items() throws IOException {
        if (images.isEmpty()) {
            return List.of();
        }
        return List.of(new Heading("Maps"), means(), examples());
    }

    private Map<String, List<MarkedImage>> byTruth() {
        return new TreeMap<>(images.stream().collect(Collectors.groupingBy(MarkedImage::truth)));
    }

    private Item means() {
        List<Tile> tiles = new ArrayList<>();
        byTruth().forEach((truth, those) -> tiles.add(mean(truth, those)));
        if (tiles.size() > 1) {
            tiles.add(mean(AccuracySection.EVERYTHING, images));
        }
        return numbering.figure(
                "mean-maps",
                "Mean of the maps of all images of a class, each as saliency build makes it (right decisions, sigma 5), reduced to "
                        + MarkedImage.SIDE + "x" + MarkedImage.SIDE + ".",
                List.of(new Panel("", new TileChart("Mean maps", COLUMNS, List.of(new Block("", tiles))).svg())),
                Layout.WHOLE);
    }

    private static Tile mean(String truth, List<MarkedImage> of) {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        of.forEach(image -> mean.add(image.map()));
        List<String> caption = new ArrayList<>(TileChart.lines(truth));
        caption.add(of.size() + (of.size() == 1 ? " image" : " images"));
        return new Tile(mean.mean(), caption);
    }

    private Item examples() throws IOException {
        List<PictureRow> rows = new ArrayList<>();
        for (List<MarkedImage> those : byTruth().values()) {
            for (MarkedImage image : those.subList(0, Math.min(EXAMPLES_OF_CLASS, those.size()))) {
                rows.add(example(image));
            }
        }
        return numbering.gallery(
                "Examples in the layout of the paper's figure 4: the image, the highlights of two people, and the map of all who"
                        + " judged the image rightly. Shown are the images of each class that most people highlighted.",
                rows,
                "saliency");
    }

    private PictureRow example(MarkedImage image) throws IOException {
        Raster whole = ImageDecoder.withDefaults().read(folder.resolve(image.file()));
        double scale = Math.min(1, (double) LONGEST_SIDE / Math.max(whole.width(), whole.height()));
        int width = Math.max(1, (int) Math.round(whole.width() * scale));
        int height = Math.max(1, (int) Math.round(whole.height() * scale));
        Picture photo = Picture.of(
                AntialiasedBilinear.to(width, height).resize(whole.toEightBits().toRgb()));
        List<Thumbnail> pictures = new ArrayList<>();
        pictures.add(Thumbnail.of(photo, "image"));
        for (AnnotationRecord entry :
                image.records().subList(0, Math.min(ANNOTATORS, image.records().size()))) {
            SaliencyMap mask = SaliencyMap.of(Rasterizer.withDefaults().weights(entry));
            pictures.add(Thumbnail.of(photo.under(mask, ColourMap.VIRIDIS, OPACITY), entry.annotator()));
        }
        pictures.add(Thumbnail.of(
                photo.under(image.map(), ColourMap.VIRIDIS, OPACITY),
                "map of " + image.records().size()));
        return new PictureRow(image.file() + " (" + image.truth() + ")", pictures);
    }
}
