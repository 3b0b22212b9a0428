package org.cyborgml.models.checkpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.cyborgml.saliency.file.FailureReason;
import org.cyborgml.saliency.file.WholeFile;

/**
 * The safetensors format, version of its 0.4 library: eight bytes of header length, a JSON header of names, types, shapes
 * and offsets, and the elements, little-endian and row-major.
 */
public final class Safetensors {

    private static final int CHUNK_BYTES = 1 << 18;

    private Safetensors() {}

    /**
     * Reads a file under the names that it uses.
     *
     * @param file a safetensors file; mapped, see {@link Checkpoint#read}
     * @return its tensors in the header's order, and its metadata
     * @throws CheckpointException if it cannot be read or breaks the format: a header longer than 100 MB or than the
     *     file, JSON that is malformed, deep or repeats a name, offsets that overlap, leave holes or do not end with the
     *     file, a shape that does not fit its bytes
     */
    public static Checkpoint read(Path file) throws CheckpointException {
        return SafetensorsHeader.read(FileBytes.map(file));
    }

    /**
     * Writes a file as a {@link WholeFile}: synced to the disk, then moved into place, replacing one of that name. The widest
     * types come first, so that every element is aligned; tensors of one width keep their order.
     *
     * @param file where to; its folder must exist
     * @param checkpoint what to write, metadata included
     * @throws CheckpointException if it cannot be written, which leaves what stood under the name untouched, or if a
     *     tensor's name is {@code __metadata__}, which the format keeps for itself
     */
    public static void write(Path file, Checkpoint checkpoint) throws CheckpointException {
        String given = file.toString();
        Map<String, CheckpointTensor> tensors = widestFirst(checkpoint);
        byte[] header = SafetensorsHeader.write(given, tensors, checkpoint.metadata());
        try {
            WholeFile.write(file, channel -> {
                WholeFile.writeFully(channel, ByteBuffer.wrap(header));
                for (CheckpointTensor tensor : tensors.values()) {
                    write(channel, tensor);
                }
            });
        } catch (IOException e) {
            throw new CheckpointException(given, "cannot be written: " + FailureReason.of(e), e);
        }
    }

    private static Map<String, CheckpointTensor> widestFirst(Checkpoint checkpoint) {
        List<Map.Entry<String, CheckpointTensor>> entries = checkpoint.tensors().entrySet().stream()
                .sorted(Comparator.comparingInt(
                        entry -> -entry.getValue().type().bytes()))
                .toList();
        Map<String, CheckpointTensor> ordered = new LinkedHashMap<>();
        entries.forEach(entry -> ordered.put(entry.getKey(), entry.getValue()));
        return ordered;
    }

    private static void write(FileChannel channel, CheckpointTensor tensor) throws IOException {
        int step = CHUNK_BYTES / tensor.type().bytes();
        for (long at = 0; at < tensor.elements(); at += step) {
            WholeFile.writeFully(channel, tensor.chunk(at, (int) Math.min(step, tensor.elements() - at)));
        }
    }
}
