package org.cyborgml.samediff;

import org.cyborgml.loss.MinMaxScaling;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;

/** {@link MinMaxScaling} of every map of a batch: [N,h,w] -> [N,h,w]. */
final class MinMaxOp {

    private MinMaxOp() {}

    static SDVariable of(SameDiff sd, SDVariable map) {
        // Any shift gives the same result, so no gradient comes out of this one; it makes the lowest cells exactly 0.
        SDVariable shifted = map.sub(map.min(true, 1, 2));
        SDVariable lowest = meanWhere(shifted, shifted.eq(0));
        SDVariable highest = meanWhere(shifted, shifted.eq(shifted.max(true, 1, 2)));
        SDVariable range = highest.sub(lowest);
        SDVariable magnitude = sd.math().abs(map).max(true, 1, 2);
        SDVariable constant = range.lte(magnitude.mul(MinMaxScaling.tolerance(map.dataType())))
                .castTo(map.dataType());
        SDVariable varies = constant.neg().add(1);
        SDVariable divisor = range.add(constant);
        // The gradient of a division squares the divisor, which must not vanish then. No gradient passes floor.
        SDVariable unit = sd.math().exp(sd.math().floor(sd.math().log(divisor)).neg());
        return shifted.sub(lowest).mul(unit).div(divisor.mul(unit)).mul(varies);
    }

    /**
     * The mean of the cells where a condition holds. Over the cells that tie for an extreme it is the extreme, and its
     * gradient is shared evenly by them; SameDiff's own min and max give all of it to one.
     */
    private static SDVariable meanWhere(SDVariable map, SDVariable condition) {
        SDVariable indicator = condition.castTo(map.dataType());
        return map.mul(indicator).sum(true, 1, 2).div(indicator.sum(true, 1, 2));
    }
}
