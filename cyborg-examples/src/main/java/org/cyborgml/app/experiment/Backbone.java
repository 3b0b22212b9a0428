package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.cyborgml.data.ClassNames;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.AttentionKind;
import org.cyborgml.models.EfficientNetPadding;
import org.cyborgml.models.Network;
import org.cyborgml.training.AttentionChoice;
import org.cyborgml.training.PaddingChoice;
import org.jspecify.annotations.Nullable;

/**
 * A network to train, as an experiment names it.
 *
 * @param id names its folder, {@code [a-z0-9._-]}
 * @param title for people
 * @param arch the architecture
 * @param size side of the square images, in pixels
 * @param attention how Self-Attention makes its map; null for other architectures, and there for direct regression
 * @param padding paddings of an EfficientNet; null for other architectures, and there for those that the weights to start
 *     from note, else 0.6.1
 * @param weights checkpoint to start from, below the data root; null for fresh weights
 * @param training what is set otherwise for it than for the experiment
 */
public record Backbone(
        String id,
        String title,
        Architecture arch,
        int size,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable AttentionKind attention,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EfficientNetPadding padding,
        @Nullable String weights,
        TrainingOverrides training) {

    /**
     * Checks id and size.
     *
     * @throws IllegalArgumentException if the id breaks the rule, the size is below 1, or a kind of attention or paddings
     *     are given and the architecture has none
     */
    public Backbone {
        Slug.checked("id of a backbone", id);
        if (size < 1) {
            throw new IllegalArgumentException("size must be at least 1, found " + size);
        }
        new AttentionChoice(Optional.ofNullable(attention)).applyTo(arch.builder(), arch);
        new PaddingChoice(Optional.ofNullable(padding)).applyTo(arch.builder(), arch);
    }

    @JsonCreator
    static Backbone read(
            @JsonProperty(value = "arch", required = true) Architecture arch,
            @JsonProperty("id") @Nullable String id,
            @JsonProperty("title") @Nullable String title,
            @JsonProperty("size") @Nullable Integer size,
            @JsonProperty("attention") @Nullable AttentionKind attention,
            @JsonProperty("padding") @Nullable EfficientNetPadding padding,
            @JsonProperty("weights") @Nullable String weights,
            @JsonProperty("training") @Nullable TrainingOverrides training) {
        String name = id == null ? arch.toString() : id;
        return new Backbone(
                name,
                title == null ? name : title,
                arch,
                size == null ? arch.side() : size,
                attention,
                padding,
                weights,
                training == null ? TrainingOverrides.none() : training);
    }

    /**
     * An architecture at its own size, from fresh weights.
     *
     * @return the backbone, whose id is the architecture's name
     */
    public static Backbone of(Architecture arch) {
        return new Values(arch).backbone();
    }

    /** The same backbone under another id and title. */
    public Backbone named(String newId, String newTitle) {
        return with(values -> {
            values.id = newId;
            values.title = newTitle;
        });
    }

    /** The same backbone at another size. */
    public Backbone withSize(int pixels) {
        return with(values -> values.size = pixels);
    }

    /**
     * The same backbone with another way to make its attention map.
     *
     * @throws IllegalArgumentException if the architecture has none
     */
    public Backbone withAttention(AttentionKind kind) {
        return with(values -> values.attention = kind);
    }

    /** The same backbone with weights to start from. */
    public Backbone withWeights(String file) {
        return with(values -> values.weights = file);
    }

    /**
     * The same backbone with a setting of its own.
     *
     * @param name as in {@code params.json}, such as {@code batch}
     * @param value of the setting
     */
    public Backbone withTraining(String name, Object value) {
        return with(values -> values.training = training.with(name, value));
    }

    private Backbone with(Consumer<Values> change) {
        Values values = new Values(arch);
        values.id = id;
        values.title = title;
        values.size = size;
        values.attention = attention;
        values.padding = padding;
        values.weights = weights;
        values.training = training;
        change.accept(values);
        return values.backbone();
    }

    /** The values while one of them is changed. */
    private static final class Values {

        private final Architecture arch;
        private String id;
        private String title;
        private int size;
        private @Nullable AttentionKind attention;
        private @Nullable EfficientNetPadding padding;
        private @Nullable String weights;
        private TrainingOverrides training = TrainingOverrides.none();

        Values(Architecture arch) {
            this.arch = arch;
            this.id = arch.toString();
            this.title = id;
            this.size = arch.side();
        }

        Backbone backbone() {
            return new Backbone(id, title, arch, size, attention, padding, weights, training);
        }
    }

    Network.Builder<?> builder() {
        Network.Builder<?> builder = arch.builder();
        builder.inputSide(size);
        attentionChoice().applyTo(builder, arch);
        paddingChoice().applyTo(builder, arch);
        return builder;
    }

    /** A builder of the network for some classes; two are told apart by one logit or two, as the architecture has it. */
    Network.Builder<?> builder(ClassNames classes) {
        Network.Builder<?> builder = builder();
        return classes.size() == 2 ? builder : builder.numClasses(classes.size());
    }

    /**
     * The same backbone with the paddings that its weights note, if the plan names none.
     *
     * @param notes of the weights that it starts from
     * @throws IOException if they contradict the plan
     */
    Backbone startingFrom(Map<String, String> notes) throws IOException {
        EfficientNetPadding noted = PaddingChoice.of(padding, notes).padding().orElse(null);
        return with(values -> values.padding = noted);
    }

    PaddingChoice paddingChoice() {
        return new PaddingChoice(Optional.ofNullable(padding));
    }

    AttentionChoice attentionChoice() {
        return new AttentionChoice(Optional.ofNullable(attention));
    }
}
