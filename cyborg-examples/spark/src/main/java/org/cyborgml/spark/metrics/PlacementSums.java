package org.cyborgml.spark.metrics;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Sums over the placements of cases (DeLong et al. 1988) as whole numbers, so that they are exact. The placement of a positive
 * is taken times 2 * negatives, that of a negative times 2 * positives.
 *
 * @param positives sum over the positives
 * @param positiveSquares sum of the squares over the positives
 * @param negatives sum over the negatives
 * @param negativeSquares sum of the squares over the negatives
 */
record PlacementSums(BigInteger positives, BigInteger positiveSquares, BigInteger negatives, BigInteger negativeSquares)
        implements Serializable {

    static final PlacementSums NONE =
            new PlacementSums(BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO, BigInteger.ZERO);

    private static final MathContext DIGITS = new MathContext(60);

    /** Adds up sums of one class while rows stream through. */
    static final class OfClass {

        private BigInteger sum = BigInteger.ZERO;
        private BigInteger squares = BigInteger.ZERO;

        /** Adds some cases of one placement. */
        void add(long placement, long cases) {
            if (cases > 0) {
                BigInteger times = BigInteger.valueOf(placement);
                BigInteger all = times.multiply(BigInteger.valueOf(cases));
                sum = sum.add(all);
                squares = squares.add(all.multiply(times));
            }
        }
    }

    static PlacementSums of(OfClass positives, OfClass negatives) {
        return new PlacementSums(positives.sum, positives.squares, negatives.sum, negatives.squares);
    }

    PlacementSums plus(PlacementSums other) {
        return new PlacementSums(
                positives.add(other.positives),
                positiveSquares.add(other.positiveSquares),
                negatives.add(other.negatives),
                negativeSquares.add(other.negativeSquares));
    }

    /**
     * The variance of the mean placement: S10 / m + S01 / n for m positives and n negatives, of which S10 and S01 are the
     * sample variances. Rounded once.
     *
     * @param m at least 2
     * @param n at least 2
     */
    double variance(long m, long n) {
        return ofClass(positives, positiveSquares, m, n)
                .add(ofClass(negatives, negativeSquares, n, m))
                .doubleValue();
    }

    /** The sample variance over the count of a class. */
    private static BigDecimal ofClass(BigInteger sum, BigInteger squares, long count, long others) {
        BigInteger own = BigInteger.valueOf(count);
        BigInteger deviations = squares.multiply(own).subtract(sum.pow(2));
        BigInteger unit = BigInteger.valueOf(others).shiftLeft(1);
        BigInteger divisor = own.pow(2).multiply(own.subtract(BigInteger.ONE)).multiply(unit.pow(2));
        return new BigDecimal(deviations).divide(new BigDecimal(divisor), DIGITS);
    }
}
