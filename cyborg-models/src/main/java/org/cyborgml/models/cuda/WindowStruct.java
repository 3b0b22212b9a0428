package org.cyborgml.models.cuda;

/**
 * Struct Window of kernels.cu.
 *
 * @param height of the window
 * @param width of the window
 * @param stride in both directions
 * @param paddingHeight rows above and below
 * @param paddingWidth columns at both sides
 */
public record WindowStruct(int height, int width, int stride, int paddingHeight, int paddingWidth) implements Struct {

    @Override
    public int[] fields() {
        return new int[] {height, width, stride, paddingHeight, paddingWidth};
    }
}
