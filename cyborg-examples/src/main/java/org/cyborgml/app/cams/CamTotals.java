package org.cyborgml.app.cams;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.cyborgml.data.DataException;
import org.cyborgml.metrics.ExactSum;
import org.cyborgml.metrics.SaliencyGrid;
import org.cyborgml.saliency.map.CamGrid;
import org.cyborgml.saliency.map.SaliencyMap;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Adds up CAMs, and their agreement with human maps: the memory of some maps for any number of images. The sums are exact, so
 * the means have the same bits in whichever order images come and on however many machines parts of them are added up. Not
 * safe for use by several threads.
 */
public final class CamTotals {

    private final CamGrid grid;
    private final List<ExactSum> cells;
    private final Map<AgreementMeasure, ExactSum> measures = new EnumMap<>(AgreementMeasure.class);
    private int images;
    private int compared;
    private int constantMaps;

    /**
     * Totals as files and other processes get them.
     *
     * @param height cells of a column of the CAM
     * @param width cells of a row of the CAM
     * @param images how many were added
     * @param cells numbers whose sum is that of a cell, for each cell row by row
     * @param compared how many of the images have a human map that is not constant
     * @param constantMaps how many have one that is constant
     * @param measures numbers whose sum is that of a measure, for each {@link AgreementMeasure}
     */
    public record Parts(
            int height,
            int width,
            int images,
            List<List<Double>> cells,
            int compared,
            int constantMaps,
            List<List<Double>> measures) {}

    /**
     * Totals of no image.
     *
     * @param grid of the CAMs
     */
    public CamTotals(CamGrid grid) {
        this.grid = grid;
        this.cells = Stream.generate(ExactSum::new)
                .limit((long) grid.width() * grid.height())
                .toList();
        for (AgreementMeasure measure : AgreementMeasure.values()) {
            measures.put(measure, new ExactSum());
        }
    }

    /**
     * Totals from a file or another process.
     *
     * @param parts of some totals
     * @return equal totals
     */
    public static CamTotals of(Parts parts) throws DataException {
        CamTotals totals = new CamTotals(new CamGrid(parts.width(), parts.height()));
        totals.add(parts);
        return totals;
    }

    /**
     * Adds an image.
     *
     * @param cams scaled CAMs {@code [N, h, w]} in [0,1]
     * @param image its index, from 0
     * @param human its human map on the grid of the CAM; empty if it has none
     */
    public void add(INDArray cams, int image, Optional<SaliencyMap> human) {
        double[] cam = cams.slice(image).dup('c').reshape(cells.size()).toDoubleVector();
        for (int cell = 0; cell < cam.length; cell++) {
            cells.get(cell).add(cam[cell]);
        }
        images = Math.addExact(images, 1);
        if (human.isPresent()) {
            SaliencyGrid shown = SaliencyGrid.of(grid.height(), grid.width(), cam);
            MapMeasures.of(shown, human.get()).ifPresentOrElse(this::add, () -> constantMaps++);
        }
    }

    private void add(MapMeasures agreement) {
        compared++;
        measures.forEach((measure, sum) -> sum.add(measure.of(agreement)));
    }

    /**
     * Adds the images of other totals.
     *
     * @param other of the same grid
     * @throws DataException if their grids differ
     */
    public void add(Parts other) throws DataException {
        if (other.height() != grid.height() || other.width() != grid.width()) {
            throw new DataException("has sums of " + other.height() + " x " + other.width() + " cells, the CAM has "
                    + grid.height() + " x " + grid.width());
        }
        for (int cell = 0; cell < cells.size(); cell++) {
            cells.get(cell).add(ExactSum.of(other.cells().get(cell)));
        }
        images = Math.addExact(images, other.images());
        compared += other.compared();
        constantMaps += other.constantMaps();
        int at = 0;
        for (AgreementMeasure measure : AgreementMeasure.values()) {
            sum(measure).add(ExactSum.of(other.measures().get(at++)));
        }
    }

    /**
     * The totals for a file or another process.
     *
     * @return {@link #of} makes equal totals of them
     */
    public Parts parts() {
        return new Parts(
                grid.height(),
                grid.width(),
                images,
                cells.stream().map(ExactSum::parts).toList(),
                compared,
                constantMaps,
                Arrays.stream(AgreementMeasure.values())
                        .map(measure -> sum(measure).parts())
                        .toList());
    }

    /** The number of images. */
    public int images() {
        return images;
    }

    /**
     * The mean of the CAMs.
     *
     * @return values in [0,1]; NaN if there is no image
     */
    public MeanMap mean() {
        return new MeanMap(
                grid.height(),
                grid.width(),
                images,
                cells.stream().map(sum -> sum.value() / images).toList());
    }

    /**
     * The agreement with human maps.
     *
     * @return the means; empty if no image has a human map that is not constant
     */
    public Optional<Agreement> agreement() {
        return compared == 0
                ? Optional.empty()
                : Optional.of(new Agreement(
                        compared,
                        constantMaps,
                        mean(AgreementMeasure.PEARSON),
                        mean(AgreementMeasure.SIMILARITY),
                        mean(AgreementMeasure.KL),
                        mean(AgreementMeasure.MSE)));
    }

    private double mean(AgreementMeasure measure) {
        return sum(measure).value() / compared;
    }

    private ExactSum sum(AgreementMeasure measure) {
        return Objects.requireNonNull(measures.get(measure));
    }
}
