package org.cyborgml.models.checkpoint;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The index of a checkpoint in several files: JSON with a {@code weight_map} from the tensors' names to the files beside it. */
final class ShardIndex {

    private static final int LONGEST = 1 << 26;
    private static final int MOST_SHARDS = 4096;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final FileBytes index;
    private final Map<String, String> shardOfTensor;

    private ShardIndex(FileBytes index, Map<String, String> shardOfTensor) {
        this.index = index;
        this.shardOfTensor = shardOfTensor;
    }

    /** JSON begins with a brace, and no other format of checkpoints does. */
    static boolean isOne(FileBytes file) {
        int at = 0;
        while (at < Math.min(file.size(), 16)
                && file.slice(at, 1).get() <= ' '
                && file.slice(at, 1).get() >= 0) {
            at++;
        }
        return at < file.size() && at < 8 && file.slice(at, 1).get() == '{';
    }

    static ShardIndex of(FileBytes file) throws CheckpointException {
        if (file.size() > LONGEST) {
            throw file.error("has " + file.size() + " bytes: an index must have at most " + LONGEST);
        }
        byte[] content = new byte[(int) file.size()];
        file.slice(0, content.length).get(content);
        JsonNode map;
        try {
            map = JSON.readTree(content).path("weight_map");
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    file.name(), "is not valid JSON: " + CheckpointException.oneLine(e.getOriginalMessage()), e);
        } catch (IOException e) {
            throw new CheckpointException(file.name(), "cannot be read: " + e.getMessage(), e);
        }
        if (!map.isObject() || map.isEmpty()) {
            throw file.error("has no \"weight_map\" of tensors to files: must have one, as the index of a checkpoint in"
                    + " several files");
        }
        Map<String, String> shards = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : map.properties()) {
            if (!entry.getValue().isTextual()) {
                throw file.error("tensor " + CheckpointException.quote(entry.getKey())
                        + " is in no file: \"weight_map\" must name one");
            }
            shards.put(entry.getKey(), safe(file, entry.getValue().textValue()));
        }
        if (new TreeSet<>(shards.values()).size() > MOST_SHARDS) {
            throw file.error("names more than " + MOST_SHARDS + " files: must name at most so many");
        }
        return new ShardIndex(file, shards);
    }

    /** A file beside the index: one that lies elsewhere is none of the checkpoint's. */
    private static String safe(FileBytes file, String name) throws CheckpointException {
        boolean isPlain = !name.isBlank()
                && !name.startsWith(".")
                && name.chars().noneMatch(c -> c == '/' || c == '\\' || c == ':' || Character.isISOControl(c));
        if (!isPlain) {
            throw file.error("names the file " + CheckpointException.quote(name)
                    + ": must be the name of a file beside the index");
        }
        return name;
    }

    /** The files that hold the tensors, in order. */
    List<Path> shards(Path file) throws CheckpointException {
        Path index = file.toAbsolutePath();
        List<Path> paths = new ArrayList<>();
        for (String shard : new TreeSet<>(shardOfTensor.values())) {
            try {
                paths.add(index.resolveSibling(shard));
            } catch (InvalidPathException e) {
                throw new CheckpointException(
                        file.toString(), "names the file " + CheckpointException.quote(shard) + ": must be a path", e);
            }
        }
        return paths;
    }

    /** All tensors that the index lists, each from its file. */
    Checkpoint read(Path file) throws CheckpointException {
        Map<String, Checkpoint> shards = new LinkedHashMap<>();
        for (Path shard : shards(file)) {
            FileBytes bytes = FileBytes.map(shard);
            if (isOne(bytes)) {
                throw bytes.error("is an index: must be a checkpoint that " + index.name() + " lists");
            }
            shards.put(String.valueOf(shard.getFileName()), Checkpoint.readAsNamed(bytes));
        }
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        for (Map.Entry<String, String> entry : shardOfTensor.entrySet()) {
            Checkpoint shard = shards.get(entry.getValue());
            CheckpointTensor tensor = shard == null ? null : shard.tensors().get(entry.getKey());
            if (tensor == null) {
                throw index.error("tensor " + CheckpointException.quote(entry.getKey()) + " is not in "
                        + CheckpointException.quote(entry.getValue()) + ": must be there");
            }
            checkpoint.add(entry.getKey(), tensor);
        }
        for (Map.Entry<String, Checkpoint> shard : shards.entrySet()) {
            for (String name : shard.getValue().tensors().keySet()) {
                if (!shard.getKey().equals(shardOfTensor.get(name))) {
                    throw index.error("does not list tensor " + CheckpointException.quote(name) + " of "
                            + CheckpointException.quote(shard.getKey()) + ": must list all");
                }
            }
        }
        return checkpoint.build();
    }
}
