package org.cyborgml.training;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/**
 * An epoch of a training, with its place among all.
 *
 * @param index counted from 0
 * @param most epochs that the training has, or has at most
 * @param learningRate of this epoch
 * @param ending the rule that ends the training, which makes {@code most} the number of epochs or its limit
 */
public record Epoch(int index, int most, double learningRate, Ending ending) {

    /** Rules that end a training. */
    public enum Ending {
        /** All its epochs are over. */
        AFTER_ALL_EPOCHS,
        /** The learning rate has fallen below 1e-6, which no one can know before. */
        ON_PLATEAU
    }

    /**
     * In words.
     *
     * @return {@code epoch 3 of 50}, or where the plateau ends it {@code epoch 3, learning rate 1e-4 (ends below 1e-6)}
     */
    @Override
    public String toString() {
        int number = index + 1;
        if (ending == Ending.AFTER_ALL_EPOCHS) {
            return "epoch " + number + " of " + most;
        }
        // The default limit is far above any training that ends by its plateau.
        String limit = most < TrainingSettings.MOST_EPOCHS ? " of at most " + most : "";
        DecimalFormat rate = new DecimalFormat("0.##E0", DecimalFormatSymbols.getInstance(Locale.ROOT));
        return "epoch " + number + limit + ", learning rate "
                + rate.format(learningRate).toLowerCase(Locale.ROOT) + " (ends below " + Plateau.LEAST_IN_WORDS + ")";
    }
}
