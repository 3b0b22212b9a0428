package org.cyborgml.models.checkpoint;

import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** PyTorch's zip form, written since version 1.6: {@code NAME/data.pkl} and {@code NAME/data/KEY} for each storage. */
final class TorchZip {

    private static final String PICKLE = "/data.pkl";
    private static final int LARGEST_PICKLE = 1 << 26;
    private static final int LARGEST_ORDER = 16;

    private final FileBytes file;
    private final ZipDirectory directory;
    private final String root;
    private final Map<String, ZipRecord> checked = new HashMap<>();

    private TorchZip(FileBytes file, ZipDirectory directory, String root) {
        this.file = file;
        this.directory = directory;
        this.root = root;
    }

    static Checkpoint read(FileBytes file) throws CheckpointException {
        ZipDirectory directory = ZipDirectory.read(file);
        List<String> roots = directory.names().stream()
                .filter(name -> name.endsWith(PICKLE) && name.indexOf('/') == name.length() - PICKLE.length())
                .map(name -> name.substring(0, name.length() - PICKLE.length()))
                .toList();
        if (roots.size() != 1) {
            throw file.error("zip of " + directory.names().size() + " records has " + roots.size() + " named NAME"
                    + PICKLE + ": must have one, as torch.save writes it");
        }
        return new TorchZip(file, directory, roots.get(0)).read();
    }

    private Checkpoint read() throws CheckpointException {
        if (directory.names().contains(root + "/constants.pkl")) {
            throw file.error("is a TorchScript archive, which holds code: save the model's state_dict() instead");
        }
        ZipRecord pickle = record("data.pkl", LARGEST_PICKLE);
        ByteCursor cursor = new ByteCursor(file, "data.pkl", pickle.start(), (int) pickle.size());
        StateDict state = StateDict.of(file, PickleReader.read(cursor, new TorchObjects()));
        ByteOrder order = byteOrder();
        Checkpoint weights = checkpoint(state.weights(), order);
        if (state.isAverage()) {
            return weights.asAverage();
        }
        return state.averaged().isEmpty() ? weights : weights.withAveraged(checkpoint(state.averaged(), order));
    }

    private Checkpoint checkpoint(Map<String, TorchTensor> tensors, ByteOrder order) throws CheckpointException {
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        for (Map.Entry<String, TorchTensor> entry : tensors.entrySet()) {
            TorchTensor tensor = entry.getValue();
            long start = storage(tensor.storage()).start();
            checkpoint.add(entry.getKey(), tensor.in(file, start, order));
        }
        return checkpoint.build();
    }

    private ZipRecord storage(TorchStorage storage) throws CheckpointException {
        ZipRecord known = checked.get(storage.key());
        ZipRecord found = known == null ? record("data/" + storage.key(), Long.MAX_VALUE) : known;
        checked.put(storage.key(), found);
        if (found.size() != storage.fileElements() * storage.type().bytes()) {
            throw file.error("record " + CheckpointException.quote(found.name()) + " has " + found.size()
                    + " bytes: must have " + storage.fileElements() + " elements of " + storage.type());
        }
        return found;
    }

    private ZipRecord record(String name, long largest) throws CheckpointException {
        ZipRecord found = directory.find(root + "/" + name);
        if (found == null) {
            throw file.error("zip has no record " + CheckpointException.quote(root + "/" + name) + ": must have it");
        }
        if (found.size() > largest) {
            throw file.error("record " + CheckpointException.quote(found.name()) + " has " + found.size()
                    + " bytes: must have at most " + largest);
        }
        found.check();
        return found;
    }

    /** Written since version 2.1; before, everyone's machine was little-endian. */
    private ByteOrder byteOrder() throws CheckpointException {
        if (!directory.names().contains(root + "/byteorder")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        ZipRecord found = record("byteorder", LARGEST_ORDER);
        String order = new ByteCursor(file, "byteorder", found.start(), (int) found.size()).text(found.size());
        return switch (order) {
            case "little" -> ByteOrder.LITTLE_ENDIAN;
            case "big" -> ByteOrder.BIG_ENDIAN;
            default ->
                throw file.error("byteorder is " + CheckpointException.quote(order) + ": must be 'little' or 'big'");
        };
    }
}
