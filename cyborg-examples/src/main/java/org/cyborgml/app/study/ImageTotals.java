package org.cyborgml.app.study;

import org.jspecify.annotations.Nullable;

/**
 * An image in an item, and what there is of it.
 *
 * @param number counts the images of all items, from 1
 * @param file path below the folder of images
 * @param truth its class
 * @param source where it comes from
 * @param item number of the item
 * @param kind of the item
 * @param width pixels
 * @param height pixels
 * @param wanted answers in all conditions together
 * @param answered answers
 * @param open trials without an answer
 * @param correct right answers
 * @param annotators participants who marked it
 * @param medianMillis median response time; null if there is no answer
 * @param agreement of the annotators; null if there are fewer than two, or it was not asked for
 */
public record ImageTotals(
        int number,
        String file,
        String truth,
        String source,
        int item,
        ItemKind kind,
        int width,
        int height,
        int wanted,
        int answered,
        int open,
        int correct,
        int annotators,
        @Nullable Double medianMillis,
        @Nullable Agreement agreement) {

    /**
     * Agreement of annotators.
     *
     * @param annotators their number
     * @param meanIou mean over pairs of annotators
     * @param meanDice mean over pairs of annotators
     * @param fleissKappa null if it is not defined
     */
    public record Agreement(int annotators, double meanIou, double meanDice, @Nullable Double fleissKappa) {}
}
