package org.cyborgml.samediff;

import org.cyborgml.loss.SaliencyDistance;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@link SaliencyDistance} of the maps of a batch: [N,h,w], [N,h,w] -> [N]. */
final class DistanceOp {

    private final SameDiff sd;

    DistanceOp(SameDiff sd) {
        this.sd = sd;
    }

    SDVariable between(SaliencyDistance distance, SDVariable human, SDVariable model) {
        SDVariable difference = model.sub(human);
        return switch (distance) {
            case MSE -> difference.mul(difference).mean(1, 2);
            case EUCLIDEAN -> norm(difference);
            case L1 -> sd.math().abs(difference).mean(1, 2);
            case COSINE -> oneMinusCosine(human, model);
            case PEARSON -> oneMinusCosine(centred(human), centred(model));
            case KL -> divergence(distribution(human), distribution(model));
        };
    }

    private static SDVariable centred(SDVariable map) {
        return map.sub(map.mean(true, 1, 2));
    }

    private static SDVariable distribution(SDVariable map) {
        SDVariable smoothed = map.add(SaliencyDistance.KL_SMOOTHING);
        return smoothed.div(smoothed.sum(true, 1, 2));
    }

    private SDVariable divergence(SDVariable p, SDVariable q) {
        return p.mul(sd.math().log(p).sub(sd.math().log(q))).sum(1, 2);
    }

    private SDVariable oneMinusCosine(SDVariable a, SDVariable b) {
        SDVariable product = norm(a).mul(norm(b));
        // A zero map has no direction: its cosine counts as 0, without a division by zero.
        SDVariable cosine = a.mul(b).sum(1, 2).div(product.add(isZero(product)));
        return cosine.neg().add(1);
    }

    /** Euclidean norm over the cells whose gradient at the zero map is 0 instead of NaN. */
    private SDVariable norm(SDVariable a) {
        SDVariable squares = a.mul(a).sum(1, 2);
        SDVariable zero = isZero(squares);
        return sd.math().sqrt(squares.add(zero)).sub(zero);
    }

    private static SDVariable isZero(SDVariable a) {
        return a.eq(0).castTo(a.dataType());
    }
}
