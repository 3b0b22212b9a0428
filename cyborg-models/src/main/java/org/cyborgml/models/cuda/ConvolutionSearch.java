package org.cyborgml.models.cuda;

import java.util.Arrays;
import java.util.Locale;

/** The way in which cuDNN's algorithms for a convolution are chosen. */
public enum ConvolutionSearch {

    /** Asks cuDNN, which always answers the same, and takes algorithms that give the same bits in every run. */
    DETERMINISTIC,

    /** Runs all algorithms once and takes the fastest; the next run may take another, and give other last bits. */
    FASTEST;

    /**
     * The way that {@link CudaLibraries#SEARCH_PROPERTY} chooses now.
     *
     * @return the way
     * @throws CudaException if the system property has another value
     */
    public static ConvolutionSearch fromProperty() {
        String value = System.getProperty(CudaLibraries.SEARCH_PROPERTY, DETERMINISTIC.name());
        return Arrays.stream(values())
                .filter(search -> search.name().equals(value.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CudaException("system property " + CudaLibraries.SEARCH_PROPERTY
                        + " must be deterministic or fastest, found \"" + value + "\""));
    }

    /** The name in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
