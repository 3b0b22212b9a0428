package org.cyborgml.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.cyborgml.data.InputFormat;
import org.cyborgml.data.Normalisation;
import org.cyborgml.data.Resampling;

/** The networks by name, with the size and the normalisation of their images. */
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

    /** {@link EfficientNetB4}. */
    EFFICIENTNET_B4(Normalisation.IMAGENET, EfficientNetB4::builder),

    /** {@link EfficientNetB4} with attention, whose map is the second output. */
    EFFICIENTNET_B4_ATT(Normalisation.IMAGENET, () -> EfficientNetB4.builder().attention(MapOutput.ATTENTION)),

    /** {@link SiameseEfficientNetB4}: the second stage of a siamese training. */
    EFFICIENTNET_B4_ST(Normalisation.IMAGENET, SiameseEfficientNetB4::builder),

    /** {@link SiameseEfficientNetB4} with attention, whose map is the second output. */
    EFFICIENTNET_B4_ATT_ST(
            Normalisation.IMAGENET, () -> SiameseEfficientNetB4.builder().attention(MapOutput.ATTENTION)),

    /** {@link XceptionDeepfake}. */
    XCEPTION_DEEPFAKE(Normalisation.IMAGENET, XceptionDeepfake::builder),

    /** {@link MesoNet}, Meso-4. */
    MESO4(Normalisation.UNIT, Resampling.NEAREST, () -> MesoNet.builder(MesoKind.MESO4)),

    /** {@link MesoNet}, MesoInception-4. */
    MESOINCEPTION4(Normalisation.UNIT, Resampling.NEAREST, () -> MesoNet.builder(MesoKind.MESOINCEPTION4)),

    /** {@link SmallCnn}. */
    SMALL_CNN(Normalisation.IMAGENET, SmallCnn::builder);

    @SuppressWarnings("ImmutableEnumChecker") // a Normalisation never changes
    private final Normalisation normalisation;

    private final Resampling resampling;

    @SuppressWarnings("ImmutableEnumChecker") // every supplier here is a method that makes a new builder
    private final Supplier<Network.Builder<?>> builder;

    Architecture(Normalisation normalisation, Supplier<Network.Builder<?>> builder) {
        this(normalisation, Resampling.BILINEAR, builder);
    }

    Architecture(Normalisation normalisation, Resampling resampling, Supplier<Network.Builder<?>> builder) {
        this.normalisation = normalisation;
        this.resampling = resampling;
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
     * Side of the square images that the network was designed for.
     *
     * @return pixels
     */
    public int side() {
        return builder().build().height();
    }

    /**
     * Normalisation of the images that the network was published with.
     *
     * @return mean and standard deviation of red, green and blue
     */
    public Normalisation normalisation() {
        return normalisation;
    }

    /**
     * The form of the network's square images of a side: resized and normalised as the network was published.
     *
     * @param pixels side of the square
     * @return the form
     */
    public InputFormat input(int pixels) {
        return InputFormat.square(pixels, normalisation).withResampling(resampling);
    }

    /**
     * A builder with the settings of the network's own training: classes, size, updater and weight decay.
     *
     * @return a new builder
     */
    public Network.Builder<?> builder() {
        return builder.get();
    }

    /**
     * A builder of the first stage of a siamese training, in which the features of this network are learnt by triplets.
     *
     * @return a new builder; empty unless this is a {@link SiameseEfficientNetB4}
     */
    public Optional<Network.Builder<?>> featuresBuilder() {
        return switch (this) {
            case EFFICIENTNET_B4_ST -> Optional.of(TripletEfficientNetB4.builder());
            case EFFICIENTNET_B4_ATT_ST ->
                Optional.of(TripletEfficientNetB4.builder().attention());
            default -> Optional.empty();
        };
    }

    /** The name. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
