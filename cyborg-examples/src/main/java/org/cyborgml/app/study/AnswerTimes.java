package org.cyborgml.app.study;

/**
 * Times of an answer in ms of the browser's clock, since the trial arrived.
 *
 * @param loaded all images were decoded
 * @param shown the images were painted
 * @param decided last change of the choice
 * @param sent the answer was sent
 * @param hidden how long the page was not visible between shown and sent
 */
public record AnswerTimes(double loaded, double shown, double decided, double sent, double hidden) {

    private static final double LONGEST = 1e9;

    /**
     * Checks the order of the times.
     *
     * @throws IllegalArgumentException if one is not from 0 to 1e9, or comes before the one that it follows
     */
    public AnswerTimes {
        if (!(loaded >= 0 && loaded <= shown && shown <= decided && decided <= sent && sent <= LONGEST)) {
            throw new IllegalArgumentException("times loaded " + loaded + ", shown " + shown + ", decided " + decided
                    + ", sent " + sent + " ms: must not be negative, not fall and be at most 1e9");
        }
        if (!(hidden >= 0 && hidden <= LONGEST)) {
            throw new IllegalArgumentException("time hidden " + hidden + " ms: must be from 0 to 1e9");
        }
    }

    /**
     * Time from the sight of the images to the answer.
     *
     * @return ms
     */
    public double responseMillis() {
        return sent - shown;
    }

    /**
     * Time from the sight of the images to the last change of the choice.
     *
     * @return ms
     */
    public double decisionMillis() {
        return decided - shown;
    }
}
