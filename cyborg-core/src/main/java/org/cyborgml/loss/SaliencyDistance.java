package org.cyborgml.loss;

/**
 * Distance of a model's saliency map from a human one. Both are {@code [N, h, w]} with values in [0,1]. The distance is one
 * number per sample, at least 0, with a gradient for the model's map (0 where it is not differentiable).
 *
 * <p>The first six compare the two maps. Those after them come from other work on the guidance of models by maps; a human map
 * m and a model's map s there take the places of mask and attribution, with sums over the cells. Plans and the command line
 * name them in small letters.
 */
public enum SaliencyDistance {

    /** Mean of the squared differences over the cells (authors' code). In [0,1]. */
    MSE(CellDistances::meanSquare),

    /** Euclidean norm of the difference (paper's text, section 3). In [0, sqrt(h*w)]. */
    EUCLIDEAN(CellDistances::euclidean),

    /**
     * Mean of the absolute differences over the cells. In [0,1]. GRADIA's loss (Gao et al., CSCW 2022), and the L1 of
     * Model-Guidance (Rao et al., ICCV 2023).
     */
    L1(CellDistances::meanAbsolute),

    /** One minus the cosine of the angle between the maps; 1 where either map is all zeros. In [0,1]. */
    COSINE(CellDistances::oneMinusCosine),

    /** One minus Pearson's correlation of the maps over the cells; 1 where either map is constant. In [0,2]. */
    PEARSON(CellDistances::oneMinusPearson),

    /**
     * Kullback-Leibler divergence of the model's map from the human one, in nats. Each map is divided by its sum after
     * {@value #KL_SMOOTHING} is added to every cell, so that the divergence is finite where a map is zero.
     */
    KL(CellDistances::divergence),

    /**
     * Part of the model's map that lies outside the human one, {@code 1 - sum(m * s) / sum(s)}: one minus the energy-based
     * pointing game, the Energy loss of Model-Guidance (Rao et al., "Studying How to Efficiently and Effectively Guide Models
     * with Explanations", ICCV 2023). It leaves open how the model looks inside. 1 where either map is all
     * zeros. In [0,1].
     */
    ENERGY(GuidanceDistances::energyOutside),

    /**
     * Mean over the cells of {@code (1 - m) * s^2}: the squares outside the human map. RRR* of Rao et al. (ICCV
     * 2023), after the penalty of "Right for the Right Reasons" (Ross et al., IJCAI 2017) on input gradients; theirs is the
     * sum over the cells. A model's map of all zeros has 0. In [0,1].
     */
    RRR(GuidanceDistances::squaresOutside),

    /**
     * Cross-entropy of the cells inside the human map against 1, {@code -sum(m * log(s)) / sum(m)}, in nats: the per-pixel
     * cross-entropy PPCE of Rao et al. (ICCV 2023), from HAICS (Shen et al., 2021). {@value #KL_SMOOTHING} is
     * added to s and s divided by 1 plus that, so that it is finite. What lies outside does not count. 0 where the human map
     * is all zeros.
     */
    PPCE(GuidanceDistances::crossEntropyInside),

    /**
     * Robust distance for human maps that are coarse and incomplete, after RES (Gao et al., "RES: A Robust Framework for Guiding
     * Visual Explanation", KDD 2022): {@code max(0, missed - slack) + mean|s - g(m)|}. The first term says that marked cells
     * must be bright, {@code missed = sum(m * (1 - tanh(5 * (s - 0.5)))) / sum(m)}, up to a slack of {@value #RES_SLACK}; what is
     * not marked is not held to be dark by it. The second compares with an imputed map, in which neighbours of marked
     * cells count too: g blurs over 3 x 3 cells and divides by the maximum.
     *
     * <p>This is RES with its Gaussian imputation; the learned one needs parameters of its own. Their threshold is searched for
     * every batch, here it is the middle of the range.
     */
    RES(GridDistances::robust),

    /**
     * Entropy of the model's map divided by the highest possible, log(h*w); {@value #KL_SMOOTHING} is added to every cell
     * and the map divided by its sum. Low where the model looks at few places, wherever they are: the human map is not used.
     * In [0,1]. Model focus by entropy: Piland, Czajka, Sweet, "Improving Model's Focus Improves Performance of Deep
     * Learning-Based Synthetic Face Detectors", 2023 (arXiv 2303.00818).
     */
    ENTROPY(GuidanceDistances::entropy),

    /**
     * Mean of {@link #MSE} and {@link #ENTROPY}: Piland et al. found a blend of classification, focus and human-guided saliency
     * the best. In [0,1].
     */
    MSE_ENTROPY(GuidanceDistances::meanSquareAndEntropy),

    /**
     * Part of the model's map that lies inside the human one, {@code sum(m * s) / sum(s)}: for negative annotations, maps that
     * mark where the model must not look, such as a watermark or a ruler (the annotation matrix of Ross et al.,
     * IJCAI 2017, and the negative labels of RES). 0 where either map is all zeros. In [0,1].
     */
    AVOID(GuidanceDistances::energyInside),

    /**
     * Mean squared difference over three resolutions: the cells, their means over blocks of 2 x 2, and over 4 x 4. A blob
     * beside the marked place counts less than one far away from it. In [0,1]. After the pyramids of scales of image
     * comparison (Burt and Adelson, IEEE Transactions on Communications, 1983).
     */
    PYRAMID(GridDistances::pyramid);

    /** Number that {@link #KL}, {@link #PPCE} and {@link #ENTROPY} add to every cell. */
    public static final double KL_SMOOTHING = 1e-3;

    /** Error of marked cells that {@link #RES} forgives. */
    public static final double RES_SLACK = 0.1;

    /** Brightness from which {@link #RES} counts a cell as bright. */
    public static final double RES_THRESHOLD = 0.5;

    /** Factor inside the tanh of {@link #RES}, that of its authors' code. */
    public static final double RES_STEEPNESS = 5;

    /** Resolutions that {@link #PYRAMID} compares. */
    public static final int PYRAMID_SCALES = 3;

    // A method without state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final MapDistance function;

    SaliencyDistance(MapDistance function) {
        this.function = function;
    }

    /**
     * Computes the distance of two maps and its gradient for the model's map.
     *
     * @param width cells of a row
     * @param gradient receives the gradient, one value per cell
     */
    double between(double[] human, double[] model, int width, double[] gradient) {
        return function.between(human, model, width, gradient);
    }
}
