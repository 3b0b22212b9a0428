package org.cyborgml.app.experiment;

import java.util.ArrayList;
import java.util.List;
import org.cyborgml.data.DataException;

/**
 * A value of each epoch of a training, as it is kept beside the training's own files. Immutable.
 *
 * @param values epoch by epoch
 */
public record EpochValues(List<Double> values) {

    /** Before the first epoch. */
    public static final EpochValues NONE = new EpochValues(List.of());

    /** Copies the values. */
    public EpochValues {
        values = List.copyOf(values);
    }

    /**
     * Checks that no epoch is missing before another.
     *
     * @param epoch counted from 0
     * @param known number of epochs that are known
     * @param file that has them
     * @throws DataException if there are fewer
     */
    public static void requireAllBefore(int epoch, int known, String file) throws DataException {
        if (known < epoch) {
            throw new DataException(file + " has " + known + " epochs, but the training has made " + epoch
                    + ": put back the file, or delete the folder of the training to do it again");
        }
    }

    /** With the value of an epoch, counted from 0; later ones are dropped, as the training was resumed before them. */
    public EpochValues with(int epoch, double value) {
        List<Double> more = new ArrayList<>(values.subList(0, Math.min(epoch, values.size())));
        more.add(value);
        return new EpochValues(more);
    }
}
