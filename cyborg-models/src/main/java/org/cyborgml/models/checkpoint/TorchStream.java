package org.cyborgml.models.checkpoint;

import java.math.BigInteger;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * PyTorch's stream form, written before version 1.6: pickles of a magic number, the protocol's version, facts about the
 * machine, the saved object and the storages' keys, then for each storage its number of elements and the elements,
 * little-endian.
 */
final class TorchStream {

    private static final BigInteger MAGIC = new BigInteger("1950a86a20f9469cfc6c", 16);
    private static final Long VERSION = 1001L;
    private static final int LARGEST_PICKLES = 1 << 26;

    private final FileBytes file;
    private final Map<String, TorchStorage> storages = new HashMap<>();
    private final Map<String, Long> starts = new HashMap<>();

    private TorchStream(FileBytes file) {
        this.file = file;
    }

    static Checkpoint read(FileBytes file) throws CheckpointException {
        return new TorchStream(file).read();
    }

    private Checkpoint read() throws CheckpointException {
        ByteCursor cursor = new ByteCursor(file, "pickle", 0, (int) Math.min(file.size(), LARGEST_PICKLES));
        PickleObjects objects = new Recorder();
        Object magic = PickleReader.read(cursor, objects);
        if (!magic.equals(MAGIC)) {
            throw file.error("is a pickle of " + PickleObjects.describe(magic)
                    + ": must begin with torch.save's magic number " + MAGIC);
        }
        Object version = PickleReader.read(cursor, objects);
        if (!version.equals(VERSION)) {
            throw file.error("stream version is " + PickleObjects.describe(version) + ": must be " + VERSION);
        }
        PickleReader.read(cursor, objects);
        StateDict state = StateDict.of(file, PickleReader.read(cursor, objects));
        Object keys = PickleReader.read(cursor, objects);
        if (!(keys instanceof List<?> list)) {
            throw cursor.error("storage keys are " + PickleObjects.describe(keys) + ": must be a list");
        }
        locate(list, cursor.position());
        Checkpoint weights = checkpoint(state.weights());
        if (state.isAverage()) {
            return weights.asAverage();
        }
        return state.averaged().isEmpty() ? weights : weights.withAveraged(checkpoint(state.averaged()));
    }

    private Checkpoint checkpoint(Map<String, TorchTensor> tensors) throws CheckpointException {
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
            TorchTensor tensor = entry.getValue();
            Long start = starts.get(tensor.storage().key());
            if (start == null) {
                throw file.error("tensor " + CheckpointException.quote(entry.getKey()) + " is in storage "
                        + CheckpointException.quote(tensor.storage().key()) + ": the file must list it");
            }
            checkpoint.add(entry.getKey(), tensor.in(file, start, ByteOrder.LITTLE_ENDIAN));
        }
        return checkpoint.build();
    }

    private void locate(List<?> keys, long position) throws CheckpointException {
        long at = position;
        for (Object key : keys) {
            TorchStorage storage = key instanceof String ? storages.get(key) : null;
            if (storage == null || starts.containsKey(storage.key())) {
                throw file.error("storage key is " + PickleObjects.describe(key)
                        + ": must be of a storage that the object uses, and come once");
            }
            if (file.size() - at < Long.BYTES) {
                throw file.error("ends at byte " + file.size() + ": storage " + CheckpointException.quote(storage.key())
                        + " must follow");
            }
            long elements = file.slice(at, Long.BYTES).getLong();
            at += Long.BYTES;
            long bytes = storage.fileElements() * storage.type().bytes();
            if (elements != storage.fileElements() || bytes > file.size() - at) {
                throw file.error("storage " + CheckpointException.quote(storage.key()) + " at byte " + at + " has "
                        + elements + " elements in " + (file.size() - at) + " bytes: must have the "
                        + storage.fileElements() + " of " + storage.type() + " that its tensors expect");
            }
            starts.put(storage.key(), at);
            at += bytes;
        }
    }

    /** Remembers the storages, because only the pickle knows their types. */
    private final class Recorder implements PickleObjects {

        private final PickleObjects torch = new TorchObjects();

        @Override
        public Object global(ByteCursor place, String module, String name) throws CheckpointException {
            return torch.global(place, module, name);
        }

        @Override
        public Object call(ByteCursor place, Object function, PickleTuple arguments) throws CheckpointException {
            return torch.call(place, function, arguments);
        }

        @Override
        public Object instance(ByteCursor place, Object type, PickleTuple arguments) throws CheckpointException {
            return torch.instance(place, type, arguments);
        }

        @Override
        public void setState(ByteCursor place, Object object, Object state) throws CheckpointException {
            torch.setState(place, object, state);
        }

        @Override
        public Object persistent(ByteCursor place, Object id) throws CheckpointException {
            Object object = torch.persistent(place, id);
            if (object instanceof TorchStorage storage) {
                TorchStorage known = storages.putIfAbsent(storage.key(), storage);
                if (known != null
                        && (known.type() != storage.type() || known.fileElements() != storage.fileElements())) {
                    throw place.error("storage " + CheckpointException.quote(storage.key()) + " is " + storage.type()
                            + " of " + storage.fileElements() + " elements: must be " + known.type() + " of "
                            + known.fileElements() + " as before");
                }
            }
            return object;
        }
    }
}
