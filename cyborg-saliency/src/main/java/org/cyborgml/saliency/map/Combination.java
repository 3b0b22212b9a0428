package org.cyborgml.saliency.map;

/** Ways to combine the arrays of several annotators into one. */
public enum Combination {
    /** Weighted sum, as in the paper: the more people marked a place, the brighter. */
    SUM {
        @Override
        float combine(float sum, float value, double weight) {
            return (float) (sum + weight * value);
        }
    },
    /** The largest value: the places that anybody marked. A weight of 0 leaves an annotator out; other weights have no effect. */
    UNION {
        @Override
        float combine(float sum, float value, double weight) {
            return Math.max(sum, value);
        }
    },
    /** The smallest value: the places that everybody marked. A weight of 0 leaves an annotator out; other weights have no effect. */
    INTERSECTION {
        @Override
        float combine(float sum, float value, double weight) {
            return Math.min(sum, value);
        }
    };

    /** Combines an annotator's value with the result of the annotators before. */
    abstract float combine(float sum, float value, double weight);

    /** The value that the first annotator's is combined with. */
    float start() {
        return this == INTERSECTION ? 1 : 0;
    }
}
