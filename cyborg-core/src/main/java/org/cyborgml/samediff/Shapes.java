package org.cyborgml.samediff;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.VariableType;

/** Checks of shapes as far as a graph knows them before it runs. */
final class Shapes {

    /** Stands for a size that may be anything. */
    static final long ANY = -1;

    private Shapes() {}

    /** Refuses a variable whose shape is known and is none of the given ones. */
    static SDVariable require(String what, SDVariable variable, List<long[]> allowed) {
        long[] shape = known(variable);
        if (shape != null && allowed.stream().noneMatch(one -> fits(shape, one))) {
            throw new IllegalArgumentException(what + " \"" + variable.name() + "\" must have the shape "
                    + String.join(" or ", allowed.stream().map(Arrays::toString).toList()) + " (-1: any), found "
                    + Arrays.toString(shape));
        }
        return variable;
    }

    static SDVariable require(String what, SDVariable variable, long... shape) {
        return require(what, variable, List.of(shape));
    }

    private static long @Nullable [] known(SDVariable variable) {
        return variable.getVariableType() == VariableType.ARRAY ? null : variable.getShape();
    }

    private static boolean fits(long[] shape, long[] pattern) {
        if (shape.length != pattern.length) {
            return false;
        }
        for (int i = 0; i < shape.length; i++) {
            if (shape[i] >= 0 && pattern[i] >= 0 && shape[i] != pattern[i]) {
                return false;
            }
        }
        return true;
    }
}
