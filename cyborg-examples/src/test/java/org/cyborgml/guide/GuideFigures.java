package org.cyborgml.guide;

import com.google.common.base.Splitter;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.IntToDoubleFunction;
import javax.imageio.ImageIO;
import org.cyborgml.app.report.ColourMap;
import org.cyborgml.data.ImageFolder;
import org.cyborgml.models.kernel.NativeRuntime;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.Explanation;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.training.RunFolder;
import org.cyborgml.training.TrainedNetwork;

/** Draws the guide's figures from the folder {@code toy} that its commands made. */
public final class GuideFigures {

    private static final int SIDE = 128;
    private static final int STEP = SIDE + 14;

    private final Path toy;
    private final Path out;

    private GuideFigures(Path toy, Path out) {
        this.toy = toy;
        this.out = out;
    }

    /**
     * Draws them.
     *
     * @param arguments the folder {@code toy} and the folder of the figures
     * @throws IOException if a file is missing or cannot be written
     */
    public static void main(String[] arguments) throws IOException {
        NativeRuntime.prepare();
        GuideFigures figures = new GuideFigures(Path.of(arguments[0]), Path.of(arguments[1]));
        Files.createDirectories(figures.out);
        figures.loss();
        figures.whereTheyLook();
        figures.marks();
        figures.controls();
        GuideDiagrams.head().write(figures.out.resolve("head.svg"));
        GuideDiagrams.kernels().write(figures.out.resolve("kernels.svg"));
    }

    /** Image, map, map and CAM on the grid, and their squared difference. */
    private void loss() throws IOException {
        String image = "square/001.png";
        Explanation seen = explain("classical", "images", List.of(image)).get(0);
        SaliencyMap cam = seen.cam();
        SaliencyMap map = map("marks/maps", image);
        SaliencyMap human = new CamGrid(cam.width(), cam.height()).downsize(map);
        double[] squares = new double[cam.width() * cam.height()];
        double distance = 0;
        for (int i = 0; i < squares.length; i++) {
            double difference = cam.toArray()[i] - human.toArray()[i];
            squares[i] = difference * difference;
            distance += squares[i] / squares.length;
        }
        double crossEntropy = -Math.log(seen.score().probability(1));
        Drawing drawing = new Drawing(
                5 * STEP + 14,
                250,
                "An image, its saliency map, both maps on the CAM's grid, and their" + " squared difference");
        String[] titles = {"image", "where people looked", "the same, 7 x 7", "the network's CAM", "squared difference"
        };
        BufferedImage[] pictures = {
            photograph("images", image), picture(map), picture(human), picture(cam), cells(cam.width(), i -> squares[i])
        };
        for (int i = 0; i < titles.length; i++) {
            drawing.title(14 + STEP * i + SIDE / 2, 30, titles[i]).map(pictures[i], 14 + STEP * i, 42, SIDE);
        }
        drawing.title((5 * STEP + 14) / 2, 205, "loss = 0.5 · cross-entropy + (1 − 0.5) · mean squared difference")
                .title(
                        (5 * STEP + 14) / 2,
                        230,
                        String.format(
                                Locale.ROOT,
                                "= 0.5 · %.3f + 0.5 · %.3f = %.3f",
                                crossEntropy,
                                distance,
                                (crossEntropy + distance) / 2))
                .write(out.resolve("map-cam-loss.svg"));
    }

    /** New images, and the CAMs of both networks on them. */
    private void whereTheyLook() throws IOException {
        List<String> images =
                List.of("disc/000.png", "square/001.png", "disc/002.png", "square/003.png", "disc/004.png");
        int left = 100;
        int step = SIDE + 30;
        Drawing drawing = new Drawing(
                left + STEP * images.size(),
                2 * step + SIDE + 30,
                "New images with the CAMs of a classical and of a CYBORG network");
        List<String> rows = List.of("new image", "classical", "CYBORG");
        for (int row = 0; row < rows.size(); row++) {
            drawing.beside(left - 14, 20 + row * step + SIDE / 2, rows.get(row));
        }
        List<Explanation> classical = explain("classical", "new", images);
        List<Explanation> cyborg = explain("cyborg", "new", images);
        for (int i = 0; i < images.size(); i++) {
            int x = left + STEP * i;
            drawing.photograph(photograph("new", images.get(i)), x, 14, SIDE)
                    .photograph(overlay(images.get(i), classical.get(i).cam()), x, 14 + step, SIDE)
                    .photograph(overlay(images.get(i), cyborg.get(i).cam()), x, 14 + 2 * step, SIDE)
                    .note(x + SIDE / 2, 4 + step, said(classical.get(i)))
                    .note(x + SIDE / 2, 4 + 2 * step, said(cyborg.get(i)));
        }
        drawing.write(out.resolve("where-they-look.svg"));
    }

    private static String said(Explanation seen) {
        String said = seen.score().predictedName();
        return "“" + said + "”" + (seen.score().path().startsWith(said) ? "" : ", wrong");
    }

    /** Marks and gaze, and the maps that are made of them. */
    private void marks() throws IOException {
        String image = "square/003.png";
        Drawing drawing = new Drawing(3 * STEP + 40, 2 * STEP + 66, "People's marks and their gaze become maps");
        List<String> titles = List.of("people's marks", "their map", "on the CAM's grid");
        int x = 27;
        for (int i = 0; i < titles.size(); i++) {
            drawing.title(x + STEP * i + SIDE / 2, 30, titles.get(i));
        }
        double scale = SIDE / 112.0;
        drawing.photograph(photograph("images", image), x, 42, SIDE);
        List<String> colours = List.of("#0072b2", "#009e73", "#d55e00");
        List<List<String>> marked = rows("annotations.csv", image);
        for (int i = 0; i < marked.size(); i++) {
            List<String> row = marked.get(i);
            List<String> data = Splitter.on(' ').splitToList(row.get(8));
            if (row.get(4).equals(row.get(5))) {
                drawing.ellipse(
                        x + scale * Double.parseDouble(data.get(0)),
                        42 + scale * Double.parseDouble(data.get(1)),
                        scale * Double.parseDouble(data.get(2)),
                        scale * Double.parseDouble(data.get(3)),
                        colours.get(i));
            }
        }
        int below = 42 + STEP + 30;
        drawing.photograph(photograph("images", image), x, below, SIDE);
        for (List<String> row : rows("gaze.csv", image)) {
            drawing.ellipse(
                    x + scale * Double.parseDouble(row.get(2)),
                    below + scale * Double.parseDouble(row.get(3)),
                    Math.sqrt(Double.parseDouble(row.get(4))) / 4,
                    Math.sqrt(Double.parseDouble(row.get(4))) / 4,
                    colours.get(List.of("anna", "ben", "carl").indexOf(row.get(0))));
        }
        drawing.title(x + SIDE / 2, below - 12, "their fixations");
        for (int i = 0; i < 2; i++) {
            SaliencyMap map = map(i == 0 ? "marks/maps" : "gaze/maps", image);
            SaliencyMap grid = new CamGrid(7, 7).downsize(map);
            int y = i == 0 ? 42 : below;
            drawing.map(picture(map), x + STEP, y, SIDE).map(picture(grid), x + 2 * STEP, y, SIDE);
        }
        drawing.write(out.resolve("marks-to-map.svg"));
    }

    /** One image's map and the maps that stand for it in controls. */
    private void controls() throws IOException {
        String image = "square/003.png";
        List<String> kinds = List.of("own", "mean", "shuffled", "moved", "noise", "uniform");
        Drawing drawing =
                new Drawing(STEP * (kinds.size() + 1) + 14, SIDE + 60, "The map of an image, and its controls");
        drawing.title(14 + SIDE / 2, 30, "image").photograph(photograph("images", image), 14, 42, SIDE);
        for (int i = 0; i < kinds.size(); i++) {
            String kind = kinds.get(i);
            int x = 14 + STEP * (i + 1);
            drawing.title(x + SIDE / 2, 30, kind)
                    .map(picture(map(kind.equals("own") ? "marks/maps" : "controls/" + kind, image)), x, 42, SIDE);
        }
        drawing.write(out.resolve("controls.svg"));
    }

    private List<List<String>> rows(String table, String image) throws IOException {
        return Files.readAllLines(toy.resolve(table)).stream()
                .map(Splitter.on(',')::splitToList)
                .filter(row -> row.contains(image))
                .toList();
    }

    private List<Explanation> explain(String run, String images, List<String> paths) throws IOException {
        Path weights = RunFolder.of(toy.resolve(run)).finalModel();
        return Scorer.of(TrainedNetwork.load(weights)).explain(ImageFolder.open(toy.resolve(images)), paths);
    }

    private SaliencyMap map(String folder, String image) throws IOException {
        return SaliencyMap.ofImage(
                MapFolder.open(toy.resolve(folder)).read(image).orElseThrow());
    }

    private BufferedImage photograph(String folder, String image) throws IOException {
        return ImageIO.read(toy.resolve(folder).resolve(image).toFile());
    }

    private BufferedImage overlay(String image, SaliencyMap cam) throws IOException {
        BufferedImage photograph = photograph("new", image);
        SaliencyMap large = cam.resizedTo(photograph.getWidth(), photograph.getHeight());
        for (int y = 0; y < large.height(); y++) {
            for (int x = 0; x < large.width(); x++) {
                int colour = ColourMap.VIRIDIS.rgb(large.get(x, y));
                // The mean of both colours, without their lowest bits.
                photograph.setRGB(x, y, (photograph.getRGB(x, y) >> 1 & 0x7f7f7f) + (colour >> 1 & 0x7f7f7f));
            }
        }
        return photograph;
    }

    private static BufferedImage picture(SaliencyMap map) {
        return cells(map.width(), i -> map.toArray()[i]);
    }

    private static BufferedImage cells(int side, IntToDoubleFunction value) {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < side * side; i++) {
            image.setRGB(i % side, i / side, ColourMap.GREY.rgb(value.applyAsDouble(i)));
        }
        return image;
    }
}
