package org.cyborgml.models.kernel;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.transforms.strict.Sigmoid;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The swish x times sigmoid(x) (Ramachandran, Zoph and Le 2017), and its slope, by ND4J's operations.
 *
 * <p>Internal: public only for the layers of this library.
 */
public final class Swish {

    private Swish() {}

    /**
     * The sigmoid.
     *
     * @param x any numbers
     * @return a new array
     */
    public static INDArray sigmoid(INDArray x) {
        return Nd4j.exec(new Sigmoid(x, x.ulike()));
    }

    /**
     * The swish.
     *
     * @param x any numbers
     * @return a new array
     */
    public static INDArray of(INDArray x) {
        return sigmoid(x).muli(x);
    }

    /**
     * The slope of the swish, sigmoid(x) (1 + x (1 - sigmoid(x))).
     *
     * @param x any numbers
     * @return a new array
     */
    public static INDArray slope(INDArray x) {
        INDArray sigmoid = sigmoid(x);
        return sigmoid.rsub(1).muli(x).addi(1).muli(sigmoid);
    }
}
