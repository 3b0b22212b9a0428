package org.cyborgml.app.experiment;

import com.google.common.base.Stopwatch;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.cyborgml.app.cams.CamTotals;
import org.cyborgml.app.files.JsonFiles;
import org.cyborgml.cam.ClassActivationMaps;
import org.cyborgml.data.DataException;
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
    private CamTotals totals;

    /** Totals of as many rows of the score file as they have images; earlier versions noted none. */
    record State(CamTotals.@Nullable Parts totals) {}

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
        this.totals = new CamTotals(grid);
        CamTotals.@Nullable Parts known =
                JsonFiles.readIfUsable(noted, State.class).map(State::totals).orElse(null);
        if (known != null) {
            try {
                totals.add(known);
            } catch (DataException e) {
                throw new DataException(noted + ": " + e.getMessage() + ": delete it and run the command again");
            }
        }
    }

    @Override
    public int keep(int rows) {
        // Rows are written before sums are noted, so there are at least as many, unless they were of other weights.
        if (rows < totals.images()) {
            totals = new CamTotals(grid);
        }
        return totals.images();
    }

    @Override
    public void onBatch(List<String> paths, ClassActivationMaps batch, int rows) throws IOException {
        INDArray scaled = batch.scaledPredicted();
        for (int i = 0; i < paths.size(); i++) {
            Optional<SaliencyMap> human =
                    maps == null ? Optional.empty() : maps.read(paths.get(i)).map(grid::downsize);
            totals.add(scaled, i, human);
        }
        if (sinceNoted.elapsed().compareTo(interval) >= 0) {
            JsonFiles.write(noted, new State(totals.parts()));
            sinceNoted.reset().start();
        }
    }

    /** The means over all images, once none is left. */
    CamFile complete() {
        return new CamFile(totals.mean(), totals.agreement().orElse(null));
    }
}
