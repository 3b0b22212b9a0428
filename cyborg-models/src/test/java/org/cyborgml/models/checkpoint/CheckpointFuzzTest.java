package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * Mutated files from fixed seeds, as many of each kind as {@code -Dorg.cyborgml.fuzz.files} says. Each ends in a {@link CheckpointException} that names the file, or in tensors
 * whose elements can all be read; a damaged zip that is read all the same, in the very tensors of the whole one.
 */
class CheckpointFuzzTest {

    static final int FILES_EACH = Integer.getInteger("org.cyborgml.fuzz.files", 5000);
    private static final long LONGEST_NANOS = 5_000_000_000L;
    private static final long MOST_GROWTH_BYTES = 64L << 20;
    private static final String NAME = "fuzzed";
    private static final String[] ZIPS = {
        "types.zip.pth",
        "views.zip.pth",
        "nested.zip.pth",
        "protocol4.zip.pth",
        "script.zip.pth",
        "script4.zip.pth",
        "big-endian.zip.pth",
        "lightning.zip.pth",
        "averaged.zip.pth",
        "averaged-dotless.zip.pth"
    };
    private static final String[] STREAMS = {
        "types.stream.pth", "views.stream.pth", "nested.stream.pth", "protocol4.stream.pth", "script4.stream.pth"
    };

    /** Demand on the tensors of a damaged file that can be read. */
    private enum Demand {
        SANE_TENSORS,
        SAME_TENSORS
    }

    @Test
    void safetensors() throws Exception {
        fuzz(1, Mutations::safetensors, Demand.SANE_TENSORS, "types.safetensors");
    }

    /** Checksums and the directory's rules leave no damage unseen that matters. */
    @Test
    void zips() throws Exception {
        fuzz(2, Mutations::anywhere, Demand.SAME_TENSORS, ZIPS);
    }

    @Test
    void picklesInZips() throws Exception {
        fuzz(3, Mutations::zipPickle, Demand.SANE_TENSORS, ZIPS);
    }

    @Test
    void recordsOfZips() throws Exception {
        fuzz(4, Mutations::zipRecords, Demand.SANE_TENSORS, ZIPS);
    }

    @Test
    void streams() throws Exception {
        fuzz(5, Mutations::stream, Demand.SANE_TENSORS, STREAMS);
    }

    @Test
    void hdf5() throws Exception {
        fuzz(6, Mutations::hdf5, Demand.SANE_TENSORS, "layers.h5");
    }

    private static void fuzz(int seed, BiFunction<byte[], Random, byte[]> mutation, Demand demand, String... names)
            throws CheckpointException {
        int read = 0;
        long before = usedBytes();
        for (int i = 0; i < FILES_EACH; i++) {
            Random random = new Random(1_000_003L * seed + i);
            byte[] file = Golden.bytes(names[random.nextInt(names.length)]);
            byte[] mutated = mutation.apply(file, random);
            long start = System.nanoTime();
            try {
                Checkpoint checkpoint = Checkpoint.read(FileBytes.of(NAME, mutated));
                assertSane(checkpoint, mutated.length);
                if (demand == Demand.SAME_TENSORS) {
                    assertSame(checkpoint, Checkpoint.read(FileBytes.of(NAME, file)));
                }
                read++;
            } catch (CheckpointException e) {
                assertThat(e.getMessage())
                        .startsWith(NAME + ": ")
                        .hasSizeLessThan(2000)
                        .doesNotContain("\n");
            } catch (RuntimeException | Error e) {
                throw new AssertionError("file " + i + " of seed " + seed + " ended in " + e, e);
            }
            assertThat(System.nanoTime() - start).as("file " + i).isLessThan(LONGEST_NANOS);
        }
        // Were one outcome the only one, the damage would be too mild or too coarse to find anything.
        assertThat(read).isBetween(FILES_EACH / 100, FILES_EACH * 3 / 4);
        assertThat(usedBytes() - before).as("growth in bytes").isLessThan(MOST_GROWTH_BYTES);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static void assertSane(Checkpoint checkpoint, int fileSize) {
        long total = 0;
        for (CheckpointTensor tensor : checkpoint.tensors().values()) {
            long product = 1;
            for (long size : tensor.shape()) {
                product *= size;
            }
            assertThat(tensor.elements()).isEqualTo(product).isNotNegative();
            assertThat(tensor.bytes().remaining())
                    .isEqualTo(product * tensor.type().bytes());
            assertThat(tensor.floats()).hasSize((int) product);
            total += tensor.bytes().remaining();
        }
        assertThat(total).isLessThanOrEqualTo(16L * fileSize + (64 << 20));
    }

    private static void assertSame(Checkpoint found, Checkpoint expected) {
        assertThat(found.tensors().keySet()).isEqualTo(expected.tensors().keySet());
        found.tensors().forEach((name, tensor) -> assertThat(tensor.bytes())
                .isEqualTo(expected.tensor(name).bytes()));
    }
}
