package org.cyborgml.models.layer;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Distributions from which PyTorch draws the first weights of a convolution. */
public enum WeightInitialisation {

    /** U(-1/sqrt(fan in), 1/sqrt(fan in)): the default of {@code Conv2d}. */
    DEFAULT {
        @Override
        void fill(INDArray weight, long fanIn, long fanOut) {
            uniform(weight, 1 / Math.sqrt((double) fanIn));
        }
    },

    /** N(0, 2 / fan out): {@code kaiming_normal_(mode="fan_out", nonlinearity="relu")}, as torchvision's ResNet. */
    KAIMING_FAN_OUT {
        @Override
        void fill(INDArray weight, long fanIn, long fanOut) {
            normal(weight, Math.sqrt(2.0 / fanOut));
        }
    },

    /** N(0, 2 / fan in): {@code kaiming_normal_(mode="fan_in")}, as torchvision's DenseNet. */
    KAIMING_FAN_IN {
        @Override
        void fill(INDArray weight, long fanIn, long fanOut) {
            normal(weight, Math.sqrt(2.0 / fanIn));
        }
    },

    /** N(0, 0.1^2), as torchvision's Inception v3, whose truncation is 20 deviations away. */
    NORMAL_TENTH {
        @Override
        void fill(INDArray weight, long fanIn, long fanOut) {
            normal(weight, 0.1);
        }
    };

    abstract void fill(INDArray weight, long fanIn, long fanOut);

    static void uniform(INDArray array, double bound) {
        array.assign(Nd4j.rand(array.dataType(), array.shape()).muli(2 * bound).subi(bound));
    }

    private static void normal(INDArray array, double deviation) {
        array.assign(Nd4j.randn(array.dataType(), array.shape()).muli(deviation));
    }
}
