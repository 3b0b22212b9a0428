package org.cyborgml.app.gpu;

/**
 * A GPU as {@code nvidia-smi} tells of it.
 *
 * @param name the product's
 * @param capability its compute capability
 * @param driver the driver's version
 */
public record Gpu(String name, Version capability, Version driver) {

    /**
     * A version or compute capability, by its first two numbers.
     *
     * @param major the first
     * @param minor the second
     */
    public record Version(int major, int minor) implements Comparable<Version> {

        @Override
        public int compareTo(Version other) {
            return major == other.major ? Integer.compare(minor, other.minor) : Integer.compare(major, other.major);
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }
}
