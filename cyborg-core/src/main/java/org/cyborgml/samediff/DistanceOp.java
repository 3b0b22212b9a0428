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
            case ENERGY -> energyInside(human, model).neg().add(1);
            case RRR -> human.neg().add(1).mul(model).mul(model).mean(1, 2);
            case PPCE -> crossEntropyInside(human, model);
            case RES -> new GridOps(sd).robust(human, model);
            case ENTROPY -> entropy(model);
            case MSE_ENTROPY ->
                difference.mul(difference).mean(1, 2).add(entropy(model)).div(2);
            case AVOID -> energyInside(human, model);
            case PYRAMID -> new GridOps(sd).pyramid(difference);
        };
    }

    /** 0, without a gradient, where the model's map is all zeros. */
    private static SDVariable energyInside(SDVariable human, SDVariable model) {
        SDVariable all = model.sum(1, 2);
        SDVariable none = isZero(all);
        return human.mul(model).sum(1, 2).div(all.add(none)).mul(none.neg().add(1));
    }

    private SDVariable crossEntropyInside(SDVariable human, SDVariable model) {
        double smoothing = SaliencyDistance.KL_SMOOTHING;
        SDVariable marked = human.sum(1, 2);
        SDVariable logs = sd.math().log(model.add(smoothing).div(1 + smoothing));
        return human.mul(logs).sum(1, 2).neg().div(marked.add(isZero(marked)));
    }

    private SDVariable entropy(SDVariable model) {
        SDVariable q = distribution(model);
        SDVariable highest = sd.math().log(sd.onesLike(model).sum(1, 2));
        return q.mul(sd.math().log(q)).sum(1, 2).neg().div(highest.add(isZero(highest)));
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

    static SDVariable isZero(SDVariable a) {
        return a.eq(0).castTo(a.dataType());
    }
}
