package org.cyborgml.explain;

import java.util.Arrays;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * SmoothGrad (Smilkov et al. 2017): the gradient of the class's score with respect to the pixels, averaged over copies of the
 * image with Gaussian noise; of each pixel then the greatest magnitude over its channels. The noise's standard deviation is a
 * share of the image's range, from its least value to its greatest.
 *
 * <p>The map is {@code [N, H, W]}, of the image's size, and not negative. The same seed gives an image the same noise in any
 * batch.
 */
public final class SmoothGrad implements ExplanationMethod {

    private final int copies;
    private final double noise;
    private final long seed;

    private SmoothGrad(int copies, double noise, long seed) {
        if (copies < 1 || !(noise >= 0 && noise < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "SmoothGrad takes at least 1 copy and noise of at least 0, found " + copies + " and " + noise);
        }
        this.copies = copies;
        this.noise = noise;
        this.seed = seed;
    }

    /**
     * With 50 copies and noise of 0.15, in the paper's range of 0.1 to 0.2; seed 1.
     *
     * @return the method
     */
    public static SmoothGrad withDefaults() {
        return new SmoothGrad(50, 0.15, 1);
    }

    /**
     * With another number of noisy copies.
     *
     * @param number at least 1
     * @return a new method
     * @throws IllegalArgumentException if it is less
     */
    public SmoothGrad withCopies(int number) {
        return new SmoothGrad(number, noise, seed);
    }

    /**
     * With other noise.
     *
     * @param share standard deviation over the image's range, at least 0
     * @return a new method
     * @throws IllegalArgumentException if it is less, or not finite
     */
    public SmoothGrad withNoise(double share) {
        return new SmoothGrad(copies, share, seed);
    }

    /**
     * With another seed.
     *
     * @param value any number
     * @return a new method
     */
    public SmoothGrad withSeed(long value) {
        return new SmoothGrad(copies, noise, value);
    }

    @Override
    public INDArray explain(ExplainedNetwork network, INDArray images, int[] classes, PassProgress progress) {
        Classifier.requireClasses(classes, images.size(0), Integer.MAX_VALUE);
        INDArray sums = Nd4j.zeros(network.type(), images.shape());
        for (int i = 0; i < classes.length; i++) {
            int ofImage = classes[i];
            INDArray sum = sums.slice(i);
            Random random = new Random(seed);
            ChangedCopies all = ChangedCopies.of(network, images, i, ofImage);
            INDArray image = all.image();
            double deviation =
                    noise * (image.maxNumber().doubleValue() - image.minNumber().doubleValue());
            all.inBatches(copies, k -> noisy(image, deviation, random), progress, classes.length, (first, batch) -> {
                int[] same = new int[(int) batch.size(0)];
                Arrays.fill(same, ofImage);
                sum.addi(InputGradient.gradients(network, batch, same).sum(0));
            });
        }
        return InputGradient.greatestMagnitude(sums.divi(copies));
    }

    private static INDArray noisy(INDArray image, double deviation, Random random) {
        double[] values = new double[Math.toIntExact(image.length())];
        for (int i = 0; i < values.length; i++) {
            values[i] = deviation * random.nextGaussian();
        }
        try (INDArray noise = Nd4j.createFromArray(values)) {
            return noise.castTo(image.dataType()).reshape(image.shape()).add(image);
        }
    }
}
