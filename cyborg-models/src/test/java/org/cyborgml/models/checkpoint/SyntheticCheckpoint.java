package org.cyborgml.models.checkpoint;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;

/**
 * Weights that any language can recompute from names, shapes and a seed: {@code synthetic_state} of the PyTorch oracle
 * (cyborg_torch.py), bit for bit. So a golden file holds a network's outputs and need not hold its weights.
 */
public final class SyntheticCheckpoint {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

    private SyntheticCheckpoint() {}

    /**
     * The F32 tensors of a network.
     *
     * @param seed 0 or more
     * @param shapes names to shapes, in order; {@code num_batches_tracked} is left out, as the oracle does
     */
    public static Checkpoint of(long seed, Map<String, long[]> shapes) {
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        shapes.forEach((name, shape) -> {
            if (!name.endsWith("num_batches_tracked")) {
                checkpoint.add(name, CheckpointTensor.of(values(seed, name, shape), shape));
            }
        });
        return checkpoint.build();
    }

    /** One tensor's elements, row-major. */
    public static float[] values(long seed, String name, long... shape) {
        int count = 1;
        for (long size : shape) {
            count = Math.multiplyExact(count, Math.toIntExact(size));
        }
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        long state = (crc.getValue() + seed) * GOLDEN_GAMMA;
        // He's uniform bound for what has inputs, that is all dimensions but the first.
        double bound = shape.length > 1 ? Math.sqrt(3.0 / ((double) count / shape[0])) : 0;
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            state += GOLDEN_GAMMA;
            double u = (splitMix(state) >>> 40) / (double) (1 << 24);
            values[i] = (float) scaled(name, shape.length, u, bound);
        }
        return values;
    }

    private static double scaled(String name, int dimensions, double u, double bound) {
        if (dimensions > 1) {
            return (2 * u - 1) * bound;
        }
        if (name.endsWith("running_mean") || name.endsWith("bias")) {
            return 0.2 * (u - 0.5);
        }
        return 0.5 + u;
    }

    /** The output function of splitmix64 (Steele, Lea, Flood 2014). */
    private static long splitMix(long state) {
        long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
