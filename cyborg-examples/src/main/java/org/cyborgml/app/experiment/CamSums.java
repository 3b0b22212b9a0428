package org.cyborgml.app.experiment;

import com.google.common.base.Stopwatch;
import com.google.common.primitives.Doubles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.app.cams.Agreement;
import org.cyborgml.app.cams.MapMeasures;
import org.cyborgml.app.cams.MeanMap;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.DataException;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.batch.MapFolder;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.cyborgml.scoring.CamReceiver;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Sums up the CAMs of images that are scored, and their agreement with human maps: memory for one batch, however many
 * images. What is summed up is noted on disk from time to time, so that a scoring that was stopped goes on with the same
 * sums as one that was not.
 */
final class CamSums implements CamReceiver {

    private final Path noted;
    private final CamGrid grid;
    private final @Nullable MapFolder maps;
    private final Duration interval;
    private final Stopwatch sinceNoted = Stopwatch.createStarted();
    private State state;

    /** Sums after so many rows of the score file. */
    record State(int rows, List<Double> cams, Agreement.@Nullable Sums agreement) {}

    /**
     * Begins, or goes on from what was noted.
     *
     * @param noted where sums are noted while they are not complete
     * @param grid of the network's CAM
     * @param maps human maps of the images; null for none
     * @param interval how long to wait before sums are noted again
     */
    CamSums(Path noted, CamGrid grid, @Nullable MapFolder maps, Duration interval) throws IOException {
        this.noted = noted;
        this.grid = grid;
        this.maps = maps;
        this.interval = interval;
        this.state = JsonFiles.readIfUsable(noted, State.class)
                // Earlier versions noted sums with constant maps among them: begin again.
                .filter(known -> known.agreement() != null)
                .orElseGet(this::nothing);
        if (state.cams().size() != cells()) {
            throw new DataException(noted + ": has sums of " + state.cams().size() + " cells, the CAM has " + cells()
                    + ": delete it and run the command again");
        }
    }

    private int cells() {
        return grid.width() * grid.height();
    }

    private State nothing() {
        return new State(0, Doubles.asList(new double[cells()]), Agreement.Sums.NONE);
    }

    private Agreement.Sums agreement() {
        return Objects.requireNonNull(state.agreement());
    }

    @Override
    public int keep(int rows) {
        // Rows are written before sums are noted, so there are at least as many, unless they were of other weights.
        if (rows < state.rows()) {
            state = nothing();
        }
        return state.rows();
    }

    @Override
    public void onBatch(List<String> paths, ClassActivationMaps batch, int rows) throws IOException {
        INDArray scaled = batch.scaledPredicted();
        double[] sums = Doubles.toArray(state.cams());
        Agreement.Sums agreement = agreement();
        for (int i = 0; i < paths.size(); i++) {
            double[] cam = scaled.slice(i).dup('c').reshape(cells()).toDoubleVector();
            for (int cell = 0; cell < cam.length; cell++) {
                sums[cell] += cam[cell];
            }
            Optional<SaliencyMap> human =
                    maps == null ? Optional.empty() : maps.read(paths.get(i)).map(grid::downsize);
            if (human.isPresent()) {
                SaliencyGrid shown = SaliencyGrid.of(grid.height(), grid.width(), cam);
                agreement = agreement.plus(MapMeasures.of(shown, human.get()));
            }
        }
        state = new State(rows, Doubles.asList(sums), agreement);
        if (sinceNoted.elapsed().compareTo(interval) >= 0) {
            JsonFiles.write(noted, state);
            sinceNoted.reset().start();
        }
    }

    /** The means over all images, once none is left. */
    CamFile complete() {
        double n = state.rows();
        List<Double> means = state.cams().stream().map(sum -> sum / n).toList();
        return new CamFile(
                new MeanMap(grid.height(), grid.width(), state.rows(), means),
                agreement().means().orElse(null));
    }
}
