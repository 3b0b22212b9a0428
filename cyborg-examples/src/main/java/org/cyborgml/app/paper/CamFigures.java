package org.cyborgml.app.paper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.cams.MapMeasures;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.experiment.CamFile;
import org.cyborgml.app.experiment.ExperimentRecord.BackboneEntry;
import org.cyborgml.app.experiment.ExperimentRecord.TestSetEntry;
import org.cyborgml.app.experiment.TrialResult;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Panel;
import org.cyborgml.app.report.TileChart;
import org.cyborgml.app.report.TileChart.Block;
import org.cyborgml.app.report.TileChart.Tile;
import org.cyborgml.metrics.MapAgreement;
import org.cyborgml.saliency.map.MeanMapAccumulator;
import org.cyborgml.saliency.map.SaliencyMap;

/** Mean CAMs over the test sets beside the mean human map. */
final class CamFigures {

    private static final int RUNS_PER_LINE = 5;

    private final Runs runs;
    private final Optional<SaliencyMap> human;

    CamFigures(Runs runs) {
        this.runs = runs;
        MeanMap mean = runs.experiment().meanHumanMap();
        this.human = mean == null ? Optional.empty() : Optional.of(mean.toMap());
    }

    /** The mean over all images and runs, by scenario; a block for each backbone that has CAMs. */
    Optional<Panel> means() throws IOException {
        List<Block> blocks = new ArrayList<>();
        int most = 0;
        for (BackboneEntry backbone : runs.backbones()) {
            List<Tile> tiles = new ArrayList<>();
            for (Setting setting : runs.settings(backbone)) {
                List<SaliencyMap> means = new ArrayList<>();
                for (TrialResult result : runs.results(setting)) {
                    mean(setting, result.run()).ifPresent(means::add);
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
                for (TrialResult result : runs.results(setting)) {
                    mean(setting, result.run()).ifPresent(map -> tiles.add(tile("Run " + result.run(), map)));
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
        return MapAgreement.CORRELATION.of(
                MapMeasures.grid(cam), MapMeasures.grid(reference.resizedTo(cam.width(), cam.height())));
    }

    /** Over the images that the findings are about. */
    private Optional<SaliencyMap> mean(Setting setting, int run) throws IOException {
        List<MeanMap> means = new ArrayList<>();
        for (TestSetEntry test : runs.mainTests()) {
            runs.trial(setting, run).cams(test.id()).map(CamFile::map).ifPresent(means::add);
        }
        try {
            return means.isEmpty()
                    ? Optional.empty()
                    : Optional.of(MeanMap.pooled(means).toMap());
        } catch (IllegalArgumentException e) {
            throw new IOException(setting + ", run " + run + ": " + e.getMessage(), e);
        }
    }

    private static SaliencyMap mean(List<SaliencyMap> maps) {
        MeanMapAccumulator mean = new MeanMapAccumulator();
        maps.forEach(mean::add);
        return mean.mean();
    }
}
