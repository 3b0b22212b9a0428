package org.cyborgml.models;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Locale;

/** The networks of this library by name, with what their images must be like. */
public enum Architecture {

    /** {@link SmallCnn}. */
    SMALL_CNN(112) {
        @Override
        public Network.Builder<?> builder() {
            return SmallCnn.builder();
        }
    };

    private static final ImmutableDoubleArray IMAGENET_MEAN = ImmutableDoubleArray.of(0.485, 0.456, 0.406);
    private static final ImmutableDoubleArray IMAGENET_STD = ImmutableDoubleArray.of(0.229, 0.224, 0.225);

    private final int side;

    Architecture(int side) {
        this.side = side;
    }

    /**
     * The architecture of a name.
     *
     * @param name in lower case, for example {@code small_cnn}
     * @return the architecture
     * @throws IllegalArgumentException if there is none of that name; it lists the names
     */
    public static Architecture named(String name) {
        return Arrays.stream(values())
                .filter(architecture -> architecture.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "architecture must be one of " + Arrays.toString(values()) + ", found \"" + name + "\""));
    }

    /**
     * A builder of such a network.
     *
     * @return a new builder
     */
    public abstract Network.Builder<?> builder();

    /**
     * Side of the images that it is made for.
     *
     * @return pixels
     */
    public int side() {
        return side;
    }

    /**
     * Mean of red, green and blue that is taken off values in [0,1].
     *
     * @return three values
     */
    public ImmutableDoubleArray mean() {
        return IMAGENET_MEAN;
    }

    /**
     * Standard deviation of red, green and blue by which they are then divided.
     *
     * @return three values
     */
    public ImmutableDoubleArray std() {
        return IMAGENET_STD;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
