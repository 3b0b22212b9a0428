package org.cyborgml.app.experiment;

import java.util.ArrayList;
import java.util.List;

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

    /** With the value of an epoch, counted from 0; later ones are dropped, as the training was resumed before them. */
    public EpochValues with(int epoch, double value) {
        List<Double> more = new ArrayList<>(values.subList(0, Math.min(epoch, values.size())));
        more.add(value);
        return new EpochValues(more);
    }
}
