package org.cyborgml.models.kernel;

/** Treatments of the cells at the end of feature maps that lie behind a pooling's last whole window. */
public enum Rounding {

    /** Only whole windows count; the other cells are ignored, as with {@code ceil_mode=False} in PyTorch. */
    FLOOR {
        @Override
        long windows(long input, int side, int stride, int padding) {
            return (input + 2L * padding - side) / stride + 1;
        }
    },

    /** They get a window of their own, cut off at the edge, as with {@code ceil_mode=True} in PyTorch. */
    CEIL {
        @Override
        long windows(long input, int side, int stride, int padding) {
            long windows = -Math.floorDiv(side - input - 2L * padding, stride) + 1;
            // A window that would start in the padding behind the maps sees nothing.
            return (windows - 1) * stride >= input + padding ? windows - 1 : windows;
        }
    };

    /** Windows along one direction of maps that with their padding are no shorter than a window. */
    abstract long windows(long input, int side, int stride, int padding);
}
