package org.cyborgml.app.demo;

import java.util.List;
import org.cyborgml.app.report.Panel;

/**
 * What the demo's report page shows, ready to be laid out: texts, svg elements and addresses of images. For the template
 * {@code demo/demo.jte} only.
 *
 * @param styleSheet CSS
 * @param runs number of runs per scenario
 * @param finished when the results were made
 * @param headlines the main numbers
 * @param findings what came out, in sentences
 * @param accuracyChart accuracy by test set
 * @param accuracy accuracy compared, by test set
 * @param auc AUC compared, by test set
 * @param leastPValue the least p-value of the Wilcoxon test with so many runs
 * @param task the task's images
 * @param testSets the test sets in words
 * @param curves the training's charts
 * @param rocs a chart per test set
 * @param rocEnd where their horizontal axes end
 * @param meanMaps the mean mask map, then the mean CAM of each scenario
 * @param runMaps the mean CAMs of the runs, a row per scenario
 * @param mapScale the legend of their colours
 * @param samples images with CAMs
 * @param agreement agreement of CAMs and masks compared
 * @param patchArea share of the image that a patch covers
 * @param settings hyperparameters
 * @param provenance what made the results
 */
public record DemoPage(
        String styleSheet,
        int runs,
        String finished,
        List<Headline> headlines,
        List<String> findings,
        String accuracyChart,
        List<Row> accuracy,
        List<Row> auc,
        String leastPValue,
        List<Tile> task,
        List<Fact> testSets,
        List<Panel> curves,
        List<Panel> rocs,
        String rocEnd,
        List<Tile> meanMaps,
        List<RunMaps> runMaps,
        String mapScale,
        List<SampleCard> samples,
        List<Row> agreement,
        String patchArea,
        List<Fact> settings,
        List<Fact> provenance) {

    /**
     * A number that stands out.
     *
     * @param name what it is
     * @param value the number
     * @param spread its standard deviation or interval
     */
    public record Headline(String name, String value, String spread) {}

    /**
     * A row of a table that compares both scenarios.
     *
     * @param name of the test set or the metric
     * @param classical mean and standard deviation
     * @param cyborg mean and standard deviation
     * @param difference mean paired difference
     * @param interval its 95 % confidence interval
     * @param tTest p-value of the paired t-test
     * @param wilcoxon p-value of the signed-rank test
     */
    public record Row(
            String name,
            String classical,
            String cyborg,
            String difference,
            String interval,
            String tTest,
            String wilcoxon) {}

    /**
     * A small image with its caption.
     *
     * @param image address that holds it
     * @param alternative what it shows, for those who cannot see it
     * @param caption below it
     * @param emphasis whether the caption tells of a mistake
     */
    public record Tile(String image, String alternative, String caption, Emphasis emphasis) {}

    /** How a caption stands out. */
    public enum Emphasis {
        /** Not at all. */
        NONE,
        /** As a mistake. */
        MISTAKE
    }

    /**
     * The mean CAMs of one scenario's runs.
     *
     * @param scenario its name
     * @param tiles one per run
     */
    public record RunMaps(String scenario, List<Tile> tiles) {}

    /**
     * A test image with what the networks make of it.
     *
     * @param title its class and what its patch says
     * @param tiles the image, the mask map, and the CAM of each scenario over the image
     */
    public record SampleCard(String title, List<Tile> tiles) {}

    /**
     * A name with a value.
     *
     * @param name the name
     * @param value the value
     */
    public record Fact(String name, String value) {}
}
