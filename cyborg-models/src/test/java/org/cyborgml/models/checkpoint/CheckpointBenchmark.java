package org.cyborgml.models.checkpoint;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.nd4j.linalg.api.buffer.DataType;

/**
 * Measures how long checkpoints of about 100 MB take to load, against merely reading the same file into an array. Run from the
 * module with its test classpath:
 *
 * <pre>java -cp CLASSPATH org.cyborgml.models.checkpoint.CheckpointBenchmark</pre>
 */
final class CheckpointBenchmark {

    private static final int TENSORS = 160;
    private static final int ELEMENTS = 160_000;
    private static final int ROUNDS = 11;

    private CheckpointBenchmark() {}

    public static void main(String[] args) throws Exception {
        Path folder = Files.createTempDirectory("checkpoints");
        try {
            Checkpoint checkpoint = synthetic();
            Path safetensors = folder.resolve("a.safetensors");
            print("write safetensors", safetensors, () -> {
                Safetensors.write(safetensors, checkpoint);
                return checkpoint;
            });
            measure(safetensors);
            measure(Files.write(folder.resolve("a.zip.pth"), TorchFiles.zip(pickle(), storages(checkpoint))));
            measure(Files.write(folder.resolve("a.stream.pth"), TorchFiles.stream(pickle(), storages(checkpoint))));
        } finally {
            for (String name : new String[] {"a.safetensors", "a.zip.pth", "a.stream.pth", ""}) {
                Files.deleteIfExists(folder.resolve(name));
            }
        }
    }

    private static void measure(Path file) throws Exception {
        print("Files.readAllBytes", file, () -> Files.readAllBytes(file));
        print("open and check", file, () -> Checkpoint.read(file));
        print("all as float[]", file, () -> Checkpoint.read(file).tensors().values().stream()
                .map(CheckpointTensor::floats)
                .toList());
        print("all as INDArray", file, () -> Checkpoint.read(file).tensors().values().stream()
                .map(tensor -> tensor.toArray(DataType.FLOAT))
                .toList());
    }

    private static void print(String what, Path file, Callable<Object> action) throws Exception {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        double[] wall = new double[ROUNDS];
        double[] cpu = new double[ROUNDS];
        int used = 0;
        for (int i = 0; i < ROUNDS; i++) {
            long wallStart = System.nanoTime();
            long cpuStart = threads.getCurrentThreadCpuTime();
            used |= System.identityHashCode(action.call());
            cpu[i] = (threads.getCurrentThreadCpuTime() - cpuStart) / 1e6;
            wall[i] = (System.nanoTime() - wallStart) / 1e6;
        }
        double first = wall[0];
        Arrays.sort(wall);
        Arrays.sort(cpu);
        System.out.printf(
                "%-14s %-18s ms: first %6.1f, median %6.1f, best %6.1f; thread's CPU median %6.1f%s%n",
                file.getFileName(), what, first, wall[ROUNDS / 2], wall[0], cpu[ROUNDS / 2], used == 0 ? "?" : "");
    }

    private static Checkpoint synthetic() {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        for (int i = 0; i < TENSORS; i++) {
            shapes.put("layer" + i + ".weight", new long[] {400, ELEMENTS / 400});
        }
        return SyntheticCheckpoint.of(7, shapes);
    }

    private static Map<String, byte[]> storages(Checkpoint checkpoint) {
        Map<String, byte[]> storages = new LinkedHashMap<>();
        checkpoint.tensors().forEach((name, tensor) -> {
            byte[] content = new byte[tensor.bytes().remaining()];
            tensor.bytes().get(content);
            storages.put(name, content);
        });
        return storages;
    }

    private static byte[] pickle() {
        PickleBytes pickle = new PickleBytes().op(0x80, 2, '}');
        for (int i = 0; i < TENSORS; i++) {
            String name = "layer" + i + ".weight";
            pickle.text(name)
                    .global("torch._utils", "_rebuild_tensor_v2")
                    .op('(')
                    .storage("FloatStorage", name, ELEMENTS)
                    .number(0)
                    .numbers(400, ELEMENTS / 400)
                    .numbers(ELEMENTS / 400, 1)
                    .op(0x89, '}', 't', 'R', 's');
        }
        return pickle.op('.').bytes();
    }
}
