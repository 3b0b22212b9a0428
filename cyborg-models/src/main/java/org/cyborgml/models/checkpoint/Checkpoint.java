package org.cyborgml.models.checkpoint;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

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

    /** The prefix that PyTorch's data-parallel wrappers put before every name. */
    private static final String PARALLEL_PREFIX = "module.";

    private final Map<String, CheckpointTensor> tensors;
    private final Map<String, String> metadata;

    private Checkpoint(Map<String, CheckpointTensor> tensors, Map<String, String> metadata) {
        this.tensors = Collections.unmodifiableMap(tensors);
        this.metadata = Collections.unmodifiableMap(metadata);
    }

    /**
     * Reads a file, telling its format from its content: safetensors, or PyTorch's {@code .pth} in its zip form and in
     * the older stream form. No code of the file is run.
     *
     * <p>Of a {@code .pth} these are the tensors of the state dict, which may stand alone or under {@code state_dict},
     * {@code model_state_dict}, {@code model} or {@code net}; optimizer states and other entries are left out. A prefix
     * {@code module.} that all names share is taken off, whatever the format.
     *
     * <p>The file is mapped, so it must not be shortened while the checkpoint is in use; on Windows it cannot be replaced
     * until the checkpoint has been garbage collected.
     *
     * @param file a checkpoint
     * @return its tensors
     * @throws CheckpointException if it cannot be read, is damaged, or holds more than tensors and plain containers
     */
    public static Checkpoint read(Path file) throws CheckpointException {
        return read(FileBytes.map(file));
    }

    static Checkpoint read(FileBytes file) throws CheckpointException {
        Checkpoint read =
                switch (CheckpointFormat.of(file)) {
                    case SAFETENSORS -> SafetensorsHeader.read(file);
                    case PYTORCH_ZIP -> TorchZip.read(file);
                    case PYTORCH_STREAM -> TorchStream.read(file);
                };
        return read.withoutPrefix(PARALLEL_PREFIX);
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
        return new Checkpoint(renamed, metadata);
    }

    /**
     * The same tensors with other metadata.
     *
     * @param notes keys to values
     * @return a checkpoint with these instead of its own
     */
    public Checkpoint withMetadata(Map<String, String> notes) {
        return new Checkpoint(tensors, new LinkedHashMap<>(notes));
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
            return new Checkpoint(new LinkedHashMap<>(tensors), new LinkedHashMap<>(metadata));
        }
    }
}
