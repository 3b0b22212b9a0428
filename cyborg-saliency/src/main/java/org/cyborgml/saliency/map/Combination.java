package org.cyborgml.saliency.map;

/** How the arrays of several annotators become one. */
public enum Combination {
    /** Weighted sum, as in the paper: the more people marked a place, the brighter. */
    SUM {
        @Override
        float combine(float sum, float value, double weight) {
            return (float) (sum + weight * value);
        }
    },
    /** The largest value: what anybody marked. Weights only say who is left out (weight 0). */
    UNION {
        @Override
        float combine(float sum, float value, double weight) {
            return Math.max(sum, value);
        }
    },
    /** The smallest value: what everybody marked. Weights only say who is left out (weight 0). */
    INTERSECTION {
        @Override
        float combine(float sum, float value, double weight) {
            return Math.min(sum, value);
        }
    };

    /** Adds an annotator's value to what came of the annotators before. */
    abstract float combine(float sum, float value, double weight);

    /** What the first annotator's value is combined with. */
    float start() {
        return this == INTERSECTION ? 1 : 0;
    }
}
