package org.cyborgml.samediff;

import org.cyborgml.loss.SaliencyDistance;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.Conv2DConfig;
import org.nd4j.linalg.api.ops.impl.layers.convolution.config.PaddingMode;
import org.nd4j.linalg.factory.Nd4j;

/** The parts of {@link DistanceOp} that know which cells are neighbours: [N,h,w], [N,h,w] -> [N]. */
final class GridOps {

    private static final Conv2DConfig BLOCKS = Conv2DConfig.builder()
            .kH(2)
            .kW(2)
            .sH(2)
            .sW(2)
            .paddingMode(PaddingMode.SAME)
            .build();
    private static final Conv2DConfig NEIGHBOURS =
            Conv2DConfig.builder().kH(3).kW(3).paddingMode(PaddingMode.SAME).build();

    private final SameDiff sd;

    GridOps(SameDiff sd) {
        this.sd = sd;
    }

    /** {@link SaliencyDistance#PYRAMID} of maps with this difference. */
    SDVariable pyramid(SDVariable difference) {
        SDVariable sum = difference.mul(difference).mean(1, 2);
        SDVariable coarse = difference;
        for (int scale = 1; scale < SaliencyDistance.PYRAMID_SCALES; scale++) {
            coarse = weightedMean(coarse, Nd4j.ones(2, 2), BLOCKS);
            sum = sum.add(coarse.mul(coarse).mean(1, 2));
        }
        return sum.div(SaliencyDistance.PYRAMID_SCALES);
    }

    /** {@link SaliencyDistance#RES}. */
    SDVariable robust(SDVariable human, SDVariable model) {
        SDVariable marked = human.sum(1, 2);
        SDVariable decided =
                sd.math().tanh(model.sub(SaliencyDistance.RES_THRESHOLD).mul(SaliencyDistance.RES_STEEPNESS));
        SDVariable missed = human.mul(decided.neg().add(1)).sum(1, 2).div(marked.add(DistanceOp.isZero(marked)));
        SDVariable excess = missed.sub(SaliencyDistance.RES_SLACK);
        SDVariable kept = excess.gt(0).castTo(excess.dataType());
        SDVariable blurred =
                weightedMean(human, Nd4j.createFromArray(new double[][] {{1, 2, 1}, {2, 4, 2}, {1, 2, 1}}), NEIGHBOURS);
        SDVariable highest = blurred.max(true, 1, 2);
        SDVariable imputed = blurred.div(highest.add(DistanceOp.isZero(highest)));
        return excess.mul(kept).add(sd.math().abs(model.sub(imputed)).mean(1, 2));
    }

    /** Means over windows of cells; cells beyond the edge have no weight. */
    private SDVariable weightedMean(SDVariable map, INDArray weights, Conv2DConfig windows) {
        DataType type = map.dataType();
        SDVariable kernel = sd.constant(weights.castTo(type).reshape(weights.size(0), weights.size(1), 1, 1));
        SDVariable channel = sd.expandDims(map, 1);
        SDVariable sums = sd.cnn().conv2d(channel, kernel, windows);
        SDVariable mass = sd.cnn().conv2d(sd.onesLike(channel), kernel, windows);
        return sd.squeeze(sums.div(mass), 1);
    }
}
