package org.cyborgml.explain;

import java.util.Random;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The change of explanations under small changes of the image: the max-sensitivity of Yeh et al. (NeurIPS 2019), the greatest of
 * {@code |map of the changed image - map| / |map|} over random changes, with Euclidean norms. 0 is stable. Immutable.
 */
public final class ExplanationStability {

    private final double radius;
    private final int draws;
    private final long seed;

    private ExplanationStability(double radius, int draws, long seed) {
        if (!(radius > 0 && radius < Double.POSITIVE_INFINITY) || draws < 1) {
            throw new IllegalArgumentException(
                    "stability takes a radius above 0 and at least 1 draw, found " + radius + " and " + draws);
        }
        this.radius = radius;
        this.draws = draws;
        this.seed = seed;
    }

    /**
     * With changes of each value by up to 0.02 of the image's range, 10 of them, and seed 1.
     *
     * @return the check
     */
    public static ExplanationStability withDefaults() {
        return new ExplanationStability(0.02, 10, 1);
    }

    /**
     * With other changes.
     *
     * @param share greatest change of a value over the image's range, above 0; drawn uniformly up to that, up and down
     * @return a new check
     * @throws IllegalArgumentException if it is not above 0
     */
    public ExplanationStability withRadius(double share) {
        return new ExplanationStability(share, draws, seed);
    }

    /**
     * With another number of changes.
     *
     * @param number at least 1
     * @return a new check
     * @throws IllegalArgumentException if it is less
     */
    public ExplanationStability withDraws(int number) {
        return new ExplanationStability(radius, number, seed);
    }

    /**
     * With another seed.
     *
     * @param value any number
     * @return a new check
     */
    public ExplanationStability withSeed(long value) {
        return new ExplanationStability(radius, draws, value);
    }

    /**
     * Checks a method.
     *
     * @param network the network
     * @param method the method
     * @param images {@code [N, C, H, W]}
     * @param classes the class to explain of each image, before and after the change
     * @return N numbers of at least 0; infinite where a map of zeros becomes another
     */
    public double[] of(ExplainedNetwork network, ExplanationMethod method, INDArray images, int[] classes) {
        INDArray maps = method.explain(network, images, classes);
        double[] worst = new double[classes.length];
        Random random = new Random(seed);
        for (int draw = 0; draw < draws; draw++) {
            INDArray others = method.explain(network, changed(images, random), classes);
            for (int i = 0; i < worst.length; i++) {
                double change = others.slice(i).sub(maps.slice(i)).norm2Number().doubleValue();
                double size = maps.slice(i).norm2Number().doubleValue();
                worst[i] = Math.max(worst[i], change == 0 ? 0 : change / size);
            }
        }
        return worst;
    }

    private INDArray changed(INDArray images, Random random) {
        INDArray changed = images.castTo(DataType.DOUBLE).dup('c');
        for (int i = 0; i < images.size(0); i++) {
            INDArray image = changed.slice(i);
            double most = radius
                    * (image.maxNumber().doubleValue() - image.minNumber().doubleValue());
            double[] changes = new double[(int) image.length()];
            for (int k = 0; k < changes.length; k++) {
                changes[k] = most * (2 * random.nextDouble() - 1);
            }
            image.addi(Nd4j.createFromArray(changes).reshape(image.shape()));
        }
        return changed.castTo(images.dataType());
    }
}
