package org.cyborgml.app.demo;

import com.google.common.base.Preconditions;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.metrics.RunSummary;
import org.cyborgml.saliency.image.FloatPlane;
import org.cyborgml.saliency.image.ImageSize;
import org.cyborgml.saliency.map.SaliencyMap;
import org.jspecify.annotations.Nullable;

/**
 * All that the demo found, and all that its report page is made of. {@code results.json} is this record as JSON: components
 * are members of the same names, enums are their names, images are Base64 of one byte per pixel, row after row.
 *
 * @param layout version of this layout, {@value #LAYOUT}
 * @param provenance what made the results
 * @param settings what both scenarios were run with
 * @param classes names of the classes, in the order of the labels
 * @param protocol one test image with the patch of every test set
 * @param meanMap mean of the test images' mask maps on the CAM's grid
 * @param scenarios classical first, then CYBORG; run i of both has the same seed
 * @param comparisons CYBORG against classical by test set and metric
 * @param samples one test image of every class with the CAMs of the first run of each scenario
 */
public record DemoResults(
        int layout,
        Provenance provenance,
        DemoSettings settings,
        List<String> classes,
        Example protocol,
        Grid meanMap,
        List<Scenario> scenarios,
        List<Comparison> comparisons,
        List<Sample> samples) {

    /** The version of the layout that this class reads and writes. */
    public static final int LAYOUT = 1;

    /**
     * Copies the lists.
     *
     * @param layout version of this layout, {@value #LAYOUT}
     * @param provenance what made the results
     * @param settings what both scenarios were run with
     * @param classes names of the classes, in the order of the labels
     * @param protocol one test image with the patch of every test set
     * @param meanMap mean of the test images' mask maps on the CAM's grid
     * @param scenarios classical first, then CYBORG; run i of both has the same seed
     * @param comparisons CYBORG against classical by test set and metric
     * @param samples one test image of every class with the CAMs of the first run of each scenario
     * @throws IllegalArgumentException if the layout is another, or there are not two scenarios of as many runs
     */
    public DemoResults {
        Preconditions.checkArgument(layout == LAYOUT, "layout %s of results: must be %s", layout, LAYOUT);
        classes = List.copyOf(classes);
        scenarios = List.copyOf(scenarios);
        comparisons = List.copyOf(comparisons);
        samples = List.copyOf(samples);
        Preconditions.checkArgument(
                scenarios.size() == 2
                        && scenarios.get(0).runs().size()
                                == scenarios.get(1).runs().size(),
                "there must be two scenarios of as many runs");
    }

    /**
     * The comparison by a metric on a test set.
     *
     * @param set the test set
     * @param metric the metric
     * @return the comparison; empty if the metric has no value there
     */
    public Optional<Comparison> comparison(TestSet set, Metric metric) {
        return comparisons.stream()
                .filter(c -> c.testSet() == set && c.metric() == metric)
                .findFirst();
    }

    /**
     * What made the results.
     *
     * @param command the command with its options, without folders
     * @param finished when, ISO 8601 in UTC
     * @param seconds how long it took from the data's loading to the last test
     * @param versions name and version of the software, by name
     * @param hardware processor, cores, memory and the like, by name
     * @param parameters number of trained parameters of the network
     * @param network its name and its size, in words
     * @param data where the images are from, in words
     * @param dataSha256 SHA-256 of all pixels and labels, in hexadecimal
     * @param trainingImages number of training images
     * @param validationImages number of validation images
     * @param testImages number of images in each test set
     */
    public record Provenance(
            String command,
            String finished,
            double seconds,
            Map<String, String> versions,
            Map<String, String> hardware,
            long parameters,
            String network,
            String data,
            String dataSha256,
            int trainingImages,
            int validationImages,
            int testImages) {}

    /**
     * One way of training.
     *
     * @param name its name
     * @param alpha weight of the classification term in its loss; 1 is classical
     * @param runs one per seed
     * @param roc the runs' ROC curves as a band, one per test set
     * @param meanCam mean over runs and images of the scaled CAM of the predicted class, under {@link TestSet#RANDOM_VALUE}
     */
    public record Scenario(String name, double alpha, List<Run> runs, List<Roc> roc, Grid meanCam) {

        /**
         * Copies the lists.
         *
         * @param name its name
         * @param alpha weight of the classification term in its loss; 1 is classical
         * @param runs one per seed
         * @param roc the runs' ROC curves as a band, one per test set
         * @param meanCam mean over runs and images of the scaled CAM of the predicted class, under {@link
         *     TestSet#RANDOM_VALUE}
         */
        public Scenario {
            runs = List.copyOf(runs);
            roc = List.copyOf(roc);
        }

        /**
         * A metric of every run.
         *
         * @param set the test set
         * @param metric the metric
         * @return as many values as runs
         * @throws IllegalArgumentException if the metric has no value on that set
         */
        public List<Double> values(TestSet set, Metric metric) {
            return runs.stream().map(run -> run.value(set, metric)).toList();
        }
    }

    /**
     * One trained network.
     *
     * @param seed of its initial weights and the order of its batches
     * @param seconds how long training and tests took
     * @param epochs its training, epoch by epoch
     * @param tests its values on each test set
     * @param meanCam mean over images of the scaled CAM of the predicted class, under {@link TestSet#RANDOM_VALUE}
     */
    public record Run(long seed, double seconds, List<Epoch> epochs, List<TestValues> tests, Grid meanCam) {

        /**
         * Copies the lists.
         *
         * @param seed of its initial weights and the order of its batches
         * @param seconds how long training and tests took
         * @param epochs its training, epoch by epoch
         * @param tests its values on each test set
         * @param meanCam mean over images of the scaled CAM of the predicted class, under {@link TestSet#RANDOM_VALUE}
         */
        public Run {
            epochs = List.copyOf(epochs);
            tests = List.copyOf(tests);
        }

        private double value(TestSet set, Metric metric) {
            return tests.stream()
                    .filter(t -> t.testSet() == set && t.metrics().containsKey(metric))
                    .map(t -> t.metrics().get(metric))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("run " + seed + " has no " + metric + " on " + set));
        }
    }

    /**
     * One epoch of a training.
     *
     * @param epoch counted from 1
     * @param crossEntropy mean over its steps, nats
     * @param saliency mean over its steps of the mean squared difference of CAM and mask map; null where alpha is 1, as it is
     *     then not computed
     * @param trainingAccuracy after the epoch, on the first training images, as many of them as validation images
     * @param validationAccuracy after the epoch
     */
    public record Epoch(
            int epoch,
            double crossEntropy,
            @Nullable Double saliency,
            double trainingAccuracy,
            double validationAccuracy) {}

    /**
     * What was measured on one test set.
     *
     * @param testSet the set
     * @param metrics value by metric
     */
    public record TestValues(TestSet testSet, Map<Metric, Double> metrics) {}

    /**
     * The ROC curves of a scenario's runs as a band. Every image counts ten times, once per class: the class's probability
     * is the score, and the case is positive where the class is the label (micro average).
     *
     * @param testSet the test set
     * @param truePositiveRate a grid from 0 to 1
     * @param falsePositiveRate mean over runs of the false positive rate at each point of the grid
     * @param deviation standard deviation over runs of the false positive rate at each point
     */
    public record Roc(
            TestSet testSet, List<Double> truePositiveRate, List<Double> falsePositiveRate, List<Double> deviation) {

        /**
         * Copies the lists.
         *
         * @param testSet the test set
         * @param truePositiveRate a grid from 0 to 1
         * @param falsePositiveRate mean over runs of the false positive rate at each point of the grid
         * @param deviation standard deviation over runs of the false positive rate at each point
         */
        public Roc {
            truePositiveRate = List.copyOf(truePositiveRate);
            falsePositiveRate = List.copyOf(falsePositiveRate);
            deviation = List.copyOf(deviation);
        }
    }

    /**
     * CYBORG against classical training over paired runs; differences are CYBORG minus classical, tests two-sided.
     *
     * @param testSet the test set
     * @param metric the metric
     * @param classical mean and standard deviation of classical training
     * @param cyborg mean and standard deviation of CYBORG
     * @param difference mean and standard deviation of the paired differences
     * @param lower lower end of the mean difference's 95 % confidence interval, from Student's t
     * @param upper its upper end
     * @param t statistic of the paired t-test; infinite where all differences are equal
     * @param tPValue its p-value
     * @param wilcoxon statistic of the Wilcoxon signed-rank test: the rank sum of positive differences
     * @param wilcoxonPValue its p-value, exact with up to 50 runs
     * @param wilcoxonLeastPValue the least p-value that so many differences can give
     */
    public record Comparison(
            TestSet testSet,
            Metric metric,
            RunSummary classical,
            RunSummary cyborg,
            RunSummary difference,
            double lower,
            double upper,
            double t,
            double tPValue,
            double wilcoxon,
            double wilcoxonPValue,
            double wilcoxonLeastPValue) {}

    /**
     * One test image in all test sets.
     *
     * @param label its class
     * @param clean the image before any patch
     * @param images the image by test set
     * @param mask its garment, 255 on and 0 off
     * @param map the map of its garment at the image's size
     * @param gridMap the map on the CAM's grid, as training compares it
     */
    public record Example(int label, Image clean, Map<TestSet, Image> images, Image mask, Grid map, Grid gridMap) {}

    /**
     * A test image under {@link TestSet#RANDOM_VALUE} and where the networks look.
     *
     * @param label its class
     * @param patchLabel the class whose value the patch has
     * @param image what the networks see
     * @param map its mask map on the CAM's grid
     * @param views one per scenario, by the network of its first run
     */
    public record Sample(int label, int patchLabel, Image image, Grid map, List<View> views) {

        /**
         * Copies the list.
         *
         * @param label its class
         * @param patchLabel the class whose value the patch has
         * @param image what the networks see
         * @param map its mask map on the CAM's grid
         * @param views one per scenario, by the network of its first run
         */
        public Sample {
            views = List.copyOf(views);
        }
    }

    /**
     * What one network makes of one image.
     *
     * @param predicted the most probable class
     * @param probability its probability, 0 to 1
     * @param cam the scaled CAM of that class
     */
    public record View(int predicted, double probability, Grid cam) {}

    /**
     * A map over a grid.
     *
     * @param height rows, at least 1
     * @param width columns, at least 1
     * @param values height * width numbers from 0 to 1, row after row
     */
    public record Grid(int height, int width, List<Float> values) {

        /**
         * Checks and copies the values.
         *
         * @param height rows, at least 1
         * @param width columns, at least 1
         * @param values height * width numbers from 0 to 1, row after row
         * @throws IllegalArgumentException if they are not as many
         */
        public Grid {
            values = List.copyOf(values);
            Preconditions.checkArgument(
                    height >= 1 && width >= 1 && values.size() == height * width,
                    "grid of %s values: %sx%s must have as many",
                    values.size(),
                    width,
                    height);
        }

        /** A map as it goes into the results: four decimals are more than an eye can see. */
        static Grid of(SaliencyMap map) {
            float[] values = map.toArray();
            Float[] rounded = new Float[values.length];
            for (int i = 0; i < rounded.length; i++) {
                rounded[i] = Math.round(values[i] * 1e4f) / 1e4f;
            }
            return new Grid(map.height(), map.width(), List.of(rounded));
        }

        /** The map again. */
        SaliencyMap toMap() {
            float[] plane = new float[values.size()];
            for (int i = 0; i < plane.length; i++) {
                plane[i] = values.get(i);
            }
            return SaliencyMap.of(FloatPlane.wrap(new ImageSize(width, height), plane));
        }
    }

    /**
     * A grey image.
     *
     * @param side rows and columns
     * @param base64 side * side bytes, row after row, 0 black to 255 white, in Base64
     */
    public record Image(int side, String base64) {

        static Image of(int side, byte[] pixels) {
            return new Image(side, Base64.getEncoder().encodeToString(pixels));
        }

        byte[] pixels() {
            return Base64.getDecoder().decode(base64);
        }
    }
}
