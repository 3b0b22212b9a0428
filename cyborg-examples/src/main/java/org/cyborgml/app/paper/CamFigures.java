package org.cyborgml.app.paper;

import com.google.common.primitives.Floats;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.TileChart;
import org.cyborgml.app.report.TileChart.Block;
import org.cyborgml.app.report.TileChart.Tile;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.map.SaliencyMap;

/** Mean CAMs over the test sets beside the mean human map. */
final class CamFigures {

    private static final int RUNS_PER_LINE = 5;

    private final Runs runs;
    private final Optional<SaliencyMap> human;

    CamFigures(Runs runs) {
        this.runs = runs;
        MeanMap mean = runs.experiment().meanHumanMap();
        this.human = mean == null ? Optional.empty() : Optional.of(map(mean.height(), mean.width(), mean.mean()));
    }

    private static SaliencyMap map(int height, int width, List<Double> values) {
        return SaliencyMap.of(FloatPlane.of(width, height, Floats.toArray(values)));
    }

    /** The mean over all images and runs, by scenario; a block for each backbone that has CAMs. */
    Optional<Panel> means() throws IOException {
        List<Block> blocks = new ArrayList<>();
        int most = 0;
        for (BackboneEntry backbone : runs.backbones()) {
            List<Tile> tiles = new ArrayList<>();
            for (Setting setting : runs.settings(backbone)) {
                List<SaliencyMap> means = new ArrayList<>();
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    mean(setting, run).ifPresent(means::add);
                }
                if (!means.isEmpty()) {
                    tiles.add(tile(setting.scenario().title(), mean(means)));
                }
            }
            if (!tiles.isEmpty()) {
                human.ifPresent(map -> tiles.add(0, new Tile(map, TileChart.lines("Human maps"))));
                blocks.add(new Block(backbone.title(), tiles));
                most = Math.max(most, tiles.size());
            }
        }
        return blocks.isEmpty()
                ? Optional.empty()
                : Optional.of(new Panel(
                        "",
                        new TileChart("Mean CAMs by backbone and scenario", Math.min(most, RUNS_PER_LINE), blocks)
                                .svg()));
    }

    /** The mean over all images of every run, a panel for each backbone that has CAMs. */
    List<Panel> byRun() throws IOException {
        List<Panel> panels = new ArrayList<>();
        for (BackboneEntry backbone : runs.backbones()) {
            List<Block> blocks = new ArrayList<>();
            for (Setting setting : runs.settings(backbone)) {
                List<Tile> tiles = new ArrayList<>();
                for (int run = 1; run <= runs.experiment().runs(); run++) {
                    String title = "Run " + run;
                    mean(setting, run).ifPresent(map -> tiles.add(tile(title, map)));
                }
                if (!tiles.isEmpty()) {
                    blocks.add(new Block(setting.scenario().title(), tiles));
                }
            }
            if (!blocks.isEmpty()) {
                String name = "Mean CAM of every run, " + backbone.title();
                panels.add(new Panel(
                        backbone.title(),
                        new TileChart(name, Math.min(runs.experiment().runs(), RUNS_PER_LINE), blocks).svg()));
            }
        }
        return panels;
    }

    private Tile tile(String title, SaliencyMap map) {
        List<String> caption = new ArrayList<>(TileChart.lines(title));
        human.map(reference -> correlation(map, reference)).ifPresent(r -> caption.add("r = " + Numbers.fixed(r, 2)));
        return new Tile(map, caption);
    }

    /** Of a CAM with the human map on the CAM's grid. */
    private static double correlation(SaliencyMap cam, SaliencyMap reference) {
        return MapAgreement.CORRELATION.of(grid(cam), grid(reference.resizedTo(cam.width(), cam.height())));
    }

    private static SaliencyGrid grid(SaliencyMap map) {
        return SaliencyGrid.of(map.height(), map.width(), map.toArray());
    }

    /** Over the images of all test sets. */
    private Optional<SaliencyMap> mean(Setting setting, int run) throws IOException {
        if (runs.result(setting, run).isEmpty()) {
            return Optional.empty();
        }
        double[] sum = new double[0];
        long images = 0;
        int height = 0;
        int width = 0;
        for (TestSetEntry test : runs.experiment().testSets()) {
            Optional<CamFile> cams = runs.cell(setting, run).cams(test.id());
            if (cams.isEmpty()) {
                continue;
            }
            CamFile cam = cams.get();
            if (images == 0) {
                height = cam.height();
                width = cam.width();
                sum = new double[height * width];
            } else if (cam.height() != height || cam.width() != width) {
                throw new IOException(setting + ", run " + run + ": the CAMs of " + test.id() + " are of another size");
            }
            for (int i = 0; i < sum.length; i++) {
                sum[i] += cam.images() * cam.mean().get(i);
            }
            images += cam.images();
        }
        return images == 0 ? Optional.empty() : Optional.of(map(sum, images, width, height));
    }

    private static SaliencyMap mean(List<SaliencyMap> maps) {
        SaliencyMap first = maps.get(0);
        double[] sum = new double[first.width() * first.height()];
        for (SaliencyMap map : maps) {
            float[] values = map.toArray();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += values[i];
            }
        }
        return map(sum, maps.size(), first.width(), first.height());
    }

    private static SaliencyMap map(double[] sum, long count, int width, int height) {
        float[] mean = new float[sum.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sum[i] / count);
        }
        return SaliencyMap.of(FloatPlane.of(width, height, mean));
    }
}
