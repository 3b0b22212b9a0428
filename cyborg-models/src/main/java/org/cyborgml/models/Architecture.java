package org.cyborgml.models;

import com.google.common.primitives.ImmutableDoubleArray;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** The networks by name, with what their images must be like. */
public enum Architecture {

    /** {@link ResNet50}. */
    RESNET50(Normalisation.IMAGENET, ResNet50::builder),

    /** {@link DenseNet121}. */
    DENSENET121(Normalisation.IMAGENET, DenseNet121::builder),

    /** {@link InceptionV3}. */
    INCEPTION_V3(Normalisation.IMAGENET, InceptionV3::builder),

    /** {@link Xception}. */
    XCEPTION(Normalisation.SYMMETRIC, Xception::builder),

    /** {@link CnnDetection}. */
    CNNDETECTION(Normalisation.IMAGENET, CnnDetection::builder),

    /** {@link SelfAttention}, with direct regression. */
    SELF_ATTENTION(Normalisation.SYMMETRIC, SelfAttention::builder),

    /** {@link SmallCnn}. */
    SMALL_CNN(Normalisation.IMAGENET, SmallCnn::builder);

    private enum Normalisation {
        /** Each channel's mean and deviation over ImageNet. */
        IMAGENET(ImmutableDoubleArray.of(0.485, 0.456, 0.406), ImmutableDoubleArray.of(0.229, 0.224, 0.225)),
        /** From [0,1] to [-1,1]. */
        SYMMETRIC(ImmutableDoubleArray.of(0.5, 0.5, 0.5), ImmutableDoubleArray.of(0.5, 0.5, 0.5));

        private final ImmutableDoubleArray mean;
        private final ImmutableDoubleArray std;

        Normalisation(ImmutableDoubleArray mean, ImmutableDoubleArray std) {
            this.mean = mean;
            this.std = std;
        }
    }

    private final Normalisation normalisation;

    @SuppressWarnings("ImmutableEnumChecker") // every supplier here is a method that makes a new builder
    private final Supplier<Network.Builder<?>> builder;

    Architecture(Normalisation normalisation, Supplier<Network.Builder<?>> builder) {
        this.normalisation = normalisation;
        this.builder = builder;
    }

    /**
     * The architecture of a name.
     *
     * @param name such as {@code resnet50}, {@code inception_v3} or {@code small_cnn}
     * @return the architecture
     * @throws IllegalArgumentException if there is none of that name; the message lists all
     */
    public static Architecture named(String name) {
        for (Architecture architecture : values()) {
            if (architecture.toString().equals(name)) {
                return architecture;
            }
        }
        throw new IllegalArgumentException("no architecture is named \"" + name + "\"; there are "
                + Arrays.stream(values()).map(Architecture::toString).collect(Collectors.joining(", ")));
    }

    /**
     * Side of the square images that the network is made for.
     *
     * @return pixels
     */
    public int side() {
        return builder().build().height();
    }

    /**
     * What is subtracted from the red, green and blue values in [0,1].
     *
     * @return a new array of three
     */
    public double[] mean() {
        return normalisation.mean.toArray();
    }

    /**
     * What the differences are divided by.
     *
     * @return a new array of three
     */
    public double[] std() {
        return normalisation.std.toArray();
    }

    /**
     * A builder with the settings of the network's own training: classes, size, updater and weight decay.
     *
     * @return a new builder
     */
    public Network.Builder<?> builder() {
        return builder.get();
    }

    /** The name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
