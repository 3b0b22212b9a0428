package org.cyborgml.models.checkpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The file or files that a path of a checkpoint stands for. */
public final class CheckpointFiles {

    private static final String INDEX = ".index.json";
    private static final List<String> EXTENSIONS = List.of(".safetensors", ".bin", ".pth", ".pt", ".ckpt");

    /** The names that Hugging Face's tools give, the first comes first. */
    private static final List<String> USUAL = List.of(
            "model.safetensors.index.json", "model.safetensors", "pytorch_model.bin.index.json", "pytorch_model.bin");

    private final Path file;

    private CheckpointFiles(Path file) {
        this.file = file;
    }

    /**
     * Finds the files of a checkpoint.
     *
     * @param path a file, or a folder with the index of one, or with one file, that is a checkpoint
     * @return the files
     * @throws CheckpointException if a folder holds none, or several
     */
    public static CheckpointFiles of(Path path) throws CheckpointException {
        return new CheckpointFiles(Files.isDirectory(path) ? inFolder(path) : path);
    }

    private static Path inFolder(Path folder) throws CheckpointException {
        for (String name : USUAL) {
            if (Files.isRegularFile(folder.resolve(name))) {
                return folder.resolve(name);
            }
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> endsWith(file, EXTENSIONS) || endsWith(file, List.of(INDEX)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new CheckpointException(folder.toString(), "cannot be listed: " + e.getMessage(), e);
        }
        List<Path> indexes =
                files.stream().filter(file -> endsWith(file, List.of(INDEX))).toList();
        List<Path> found = indexes.isEmpty() ? files : indexes;
        if (found.size() != 1) {
            throw new CheckpointException(
                    folder.toString(),
                    "is a folder with " + found.size() + " checkpoints"
                            + (found.isEmpty()
                                    ? ""
                                    : " "
                                            + found.stream()
                                                    .limit(4)
                                                    .map(Path::getFileName)
                                                    .toList())
                            + ": must have one, or name the file");
        }
        return found.get(0);
    }

    private static boolean endsWith(Path file, List<String> extensions) {
        String name = String.valueOf(file.getFileName());
        return !name.startsWith(".") && extensions.stream().anyMatch(name::endsWith);
    }

    /**
     * All files of the checkpoint.
     *
     * @return the file alone; of an index, it and the files that it lists
     * @throws CheckpointException if the index cannot be read
     */
    public List<Path> all() throws CheckpointException {
        FileBytes bytes = FileBytes.map(file);
        return ShardIndex.isOne(bytes)
                ? Stream.concat(Stream.of(file), ShardIndex.of(bytes).shards(file).stream())
                        .toList()
                : List.of(file);
    }

    Checkpoint read() throws CheckpointException {
        FileBytes bytes = FileBytes.map(file);
        return ShardIndex.isOne(bytes) ? ShardIndex.of(bytes).read(file) : Checkpoint.readAsNamed(bytes);
    }
}
