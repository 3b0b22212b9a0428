package org.cyborgml.models.layer;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Places between the cells of a line to which they are interpolated linearly, the first on the first and the last on the last:
 * place i is (1 - share) of a cell and share of the next.
 */
final class AlignedCells {

    private final int cells;
    private final int[] cell;
    private final double[] share;

    /**
     * Places on a line.
     *
     * @param cells of the line, at least 1
     * @param places at least 1
     */
    AlignedCells(int cells, int places) {
        this.cells = cells;
        this.cell = new int[places];
        this.share = new double[places];
        double step = places > 1 ? (cells - 1.0) / (places - 1) : 0;
        for (int i = 0; i < places; i++) {
            double at = i * step;
            cell[i] = (int) Math.min(at, cells - 1.0);
            share[i] = at - cell[i];
        }
    }

    int places() {
        return cell.length;
    }

    /** The first place at or behind a cell; the number of places for the cell behind the last. */
    int first(int wanted) {
        int first = 0;
        while (first < cell.length && cell[first] < wanted) {
            first++;
        }
        return first;
    }

    /** The cell after a place; the last is its own. */
    private int next(int place) {
        return Math.min(cell[place] + 1, cells - 1);
    }

    /** Weight of the cell after a place, in [0,1). */
    double share(int place) {
        return share[place];
    }

    /** Values of the cells to values of the places. */
    void spread(double[] from, int fromOffset, double[] to, int toOffset) {
        for (int i = 0; i < cell.length; i++) {
            double before = from[fromOffset + cell[i]];
            to[toOffset + i] = before + (from[fromOffset + next(i)] - before) * share[i];
        }
    }

    /** Adds the gradients of the places to those of the cells. */
    void gather(double[] from, int fromOffset, double[] to, int toOffset) {
        for (int i = 0; i < cell.length; i++) {
            double part = from[fromOffset + i] * share[i];
            to[toOffset + cell[i]] += from[fromOffset + i] - part;
            to[toOffset + next(i)] += part;
        }
    }

    /** The weights of the cells for the places, [places, cells]. */
    INDArray weights(DataType type) {
        double[][] weights = new double[cell.length][cells];
        for (int i = 0; i < cell.length; i++) {
            weights[i][cell[i]] += 1 - share[i];
            weights[i][next(i)] += share[i];
        }
        return Nd4j.createFromArray(weights).castTo(type);
    }
}
