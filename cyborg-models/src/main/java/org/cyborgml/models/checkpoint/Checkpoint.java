package org.cyborgml.models.checkpoint;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The tensors of a checkpoint by name, in the file's order, and its metadata. Immutable.
 *
 * <pre>{@code
 * Checkpoint weights = Checkpoint.read(Path.of("resnet50.pth"));
 * float[] bias = weights.tensor("fc.bias").floats();
 * Safetensors.write(Path.of("resnet50.safetensors"), weights);
 * }</pre>
 */
public final class Checkpoint {

    /** The prefixes that PyTorch's data-parallel wrappers and torch.compile put before every name. */
    private static final List<String> WRAPPERS = List.of("module.", "_orig_mod.");

    private final Map<String, CheckpointTensor> tensors;
    private final Map<String, String> metadata;
    private final @Nullable Checkpoint averaged;
    private final boolean isAverage;

    private Checkpoint(
            Map<String, CheckpointTensor> tensors,
            Map<String, String> metadata,
            @Nullable Checkpoint averaged,
            boolean isAverage) {
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
        this.averaged = averaged;
        this.isAverage = isAverage;
    }

    /**
     * Reads a file, telling its format from its content: safetensors, PyTorch's {@code .pth}, {@code .ckpt} or {@code .bin} in
     * its zip form and in the older stream form, Keras' {@code .h5}, or the index of a checkpoint in several files
     * ({@code model.safetensors.index.json}). A folder stands for the index or the one checkpoint in it. No code of a file is run.
     *
     * <p>Of a file of PyTorch these are the tensors of the state dict, which may stand alone or in a dict below, such as
     * {@code state_dict} or {@code model}; optimizer states, and objects of other classes beside the state dict, are left out. The
     * moving average of the weights is kept apart, see {@link #averaged()}. The prefixes {@code module.} and
     * {@code _orig_mod.} that all names share are taken off, whatever the format.
     *
     * <p>The file is mapped, so it must not be shortened while the checkpoint is in use; on Windows it cannot be replaced
     * until the checkpoint has been garbage collected.
     *
     * @param file a checkpoint, its index, or a folder with either
     * @return its tensors
     * @throws CheckpointException if it cannot be read, is damaged, or has objects of other classes in the place of tensors
     */
    public static Checkpoint read(Path file) throws CheckpointException {
        return CheckpointFiles.of(file).read().unwrapped();
    }

    static Checkpoint read(FileBytes file) throws CheckpointException {
        return readAsNamed(file).unwrapped();
    }

    /** The tensors of one file under the names that it has. */
    static Checkpoint readAsNamed(FileBytes file) throws CheckpointException {
        return switch (CheckpointFormat.of(file)) {
            case SAFETENSORS -> SafetensorsHeader.read(file);
            case PYTORCH_ZIP -> TorchZip.read(file);
            case PYTORCH_STREAM -> TorchStream.read(file);
            case HDF5 -> Hdf5File.read(file);
        };
    }

    private Checkpoint unwrapped() {
        Checkpoint split = AveragedNames.split(this);
        Checkpoint before;
        do {
            before = split;
            for (String wrapper : WRAPPERS) {
                split = split.withoutPrefix(wrapper);
            }
        } while (before != split);
        Checkpoint average = split.averaged;
        return average == null ? split : split.withAveraged(average.unwrapped());
    }

    /**
     * Starts an empty checkpoint.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * All tensors.
     *
     * @return names to tensors, in order, unmodifiable
     */
    public Map<String, CheckpointTensor> tensors() {
        return tensors;
    }

    /**
     * Looks a tensor up.
     *
     * @param name its name
     * @return the tensor if there is one of that name
     */
    public Optional<CheckpointTensor> find(String name) {
        return Optional.ofNullable(tensors.get(name));
    }

    /**
     * A tensor that must be there.
     *
     * @param name its name
     * @return the tensor
     * @throws IllegalArgumentException if there is none of that name
     */
    public CheckpointTensor tensor(String name) {
        CheckpointTensor tensor = tensors.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor is named " + CheckpointException.quote(name) + " among the "
                    + tensors.size() + " of the checkpoint");
        }
        return tensor;
    }

    /**
     * Metadata, which safetensors keeps beside the tensors.
     *
     * @return keys to values, unmodifiable
     */
    public Map<String, String> metadata() {
        return metadata;
    }

    /**
     * The exponential moving average (EMA) of the weights, which some training scripts keep beside them.
     *
     * @return its tensors and this checkpoint's metadata; this checkpoint if it {@link #isAverage()}; empty if the file holds
     *     none
     */
    public Optional<Checkpoint> averaged() {
        return isAverage
                ? Optional.of(this)
                : Optional.ofNullable(averaged).map(average -> average.withMetadata(metadata));
    }

    /**
     * Tells if the tensors are a moving average themselves.
     *
     * @return true if the file holds the average of the weights and not the weights
     */
    public boolean isAverage() {
        return isAverage;
    }

    Checkpoint withAveraged(Checkpoint average) {
        return new Checkpoint(tensors, metadata, average, false);
    }

    Checkpoint asAverage() {
        return new Checkpoint(tensors, metadata, null, true);
    }

    /**
     * Takes a prefix off the names, as often as all of them have it.
     *
     * @param prefix for example {@code module.}; not empty
     * @return the same tensors under the shorter names, or this checkpoint if not all names have the prefix
     * @throws IllegalArgumentException if the prefix is empty
     */
    public Checkpoint withoutPrefix(String prefix) {
        if (prefix.isEmpty()) {
            throw new IllegalArgumentException("prefix is empty: must have at least one character");
        }
        int length = 0;
        while (!tensors.isEmpty() && allHave(prefix, length)) {
            length += prefix.length();
        }
        if (length == 0) {
            return this;
        }
        Map<String, CheckpointTensor> renamed = new LinkedHashMap<>();
        for (Map.Entry<String, CheckpointTensor> entry : tensors.entrySet()) {
            renamed.put(entry.getKey().substring(length), entry.getValue());
        }
        return new Checkpoint(renamed, metadata, averaged, isAverage);
    }

    /**
     * The same tensors with other metadata.
     *
     * @param notes keys to values
     * @return a checkpoint with these instead of its own
     */
    public Checkpoint withMetadata(Map<String, String> notes) {
        return new Checkpoint(tensors, new LinkedHashMap<>(notes), averaged, isAverage);
    }

    private boolean allHave(String prefix, int at) {
        return tensors.keySet().stream().allMatch(name -> name.startsWith(prefix, at));
    }

    @Override
    public String toString() {
        return tensors.size() + " tensors " + tensors;
    }

    /** Collects tensors and metadata. */
    public static final class Builder {

        private final Map<String, CheckpointTensor> tensors = new LinkedHashMap<>();
        private final Map<String, String> metadata = new LinkedHashMap<>();

        private Builder() {}

        /**
         * Adds a tensor.
         *
         * @param name its name, used once
         * @param tensor its elements
         * @return this builder
         * @throws IllegalArgumentException if the name is taken
         */
        @CanIgnoreReturnValue
        public Builder add(String name, CheckpointTensor tensor) {
            if (tensors.putIfAbsent(name, tensor) != null) {
                throw new IllegalArgumentException(
                        "tensor " + CheckpointException.quote(name) + " is added twice: names must differ");
            }
            return this;
        }

        /**
         * Adds a line of metadata.
         *
         * @param key its key, used once
         * @param value any text
         * @return this builder
         * @throws IllegalArgumentException if the key is taken
         */
        @CanIgnoreReturnValue
        public Builder metadata(String key, String value) {
            if (metadata.putIfAbsent(key, value) != null) {
                throw new IllegalArgumentException(
                        "metadata " + CheckpointException.quote(key) + " is added twice: keys must differ");
            }
            return this;
        }

        /**
         * Ends the collection.
         *
         * @return the added tensors and metadata, in that order
         */
        public Checkpoint build() {
            return new Checkpoint(new LinkedHashMap<>(tensors), new LinkedHashMap<>(metadata), null, false);
        }
    }
}
