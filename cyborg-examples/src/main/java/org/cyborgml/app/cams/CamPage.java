package org.cyborgml.app.cams;

import java.util.List;
import org.cyborgml.app.report.Correctness;
import org.cyborgml.app.report.Fact;
import org.cyborgml.app.report.Thumbnail;

/**
 * One page of a contact sheet of CAMs, ready to be laid out. For the template {@code cams/sheet.jte} only.
 *
 * @param styleSheet CSS
 * @param title of the page
 * @param byline below it
 * @param summary what only the first page has; empty strings and lists elsewhere
 * @param cards the images
 * @param first position of the first card among all images, from 1
 * @param previous file of the page before; empty if there is none
 * @param next file of the next page; empty if there is none
 */
public record CamPage(
        String styleSheet,
        String title,
        String byline,
        Summary summary,
        List<Card> cards,
        int first,
        String previous,
        String next) {

    /**
     * A summary of all images.
     *
     * @param means the mean CAM and the mean human map
     * @param scale the legend of their colours
     * @param agreement agreement with the human maps
     * @param agreementImages how many images that is over
     * @param facts what made the CAMs
     */
    public record Summary(
            List<Thumbnail> means, String scale, List<AgreementRow> agreement, int agreementImages, List<Fact> facts) {

        /** Of pages but the first. */
        public static Summary none() {
            return new Summary(List.of(), "", List.of(), 0, List.of());
        }
    }

    /**
     * A measure of agreement.
     *
     * @param name of the measure
     * @param mean over the images
     * @param interval 95 % confidence interval of the mean
     * @param best what full agreement has
     */
    public record AgreementRow(String name, String mean, String interval, String best) {}

    /**
     * An image.
     *
     * @param overlay address of the image with its CAM
     * @param human address of the human map; empty if there is none
     * @param path of the image
     * @param verdict the predicted class and its probability
     * @param correctness whether that is the image's class
     * @param note the class shown and the agreement
     */
    public record Card(
            String overlay, String human, String path, String verdict, Correctness correctness, String note) {}
}
