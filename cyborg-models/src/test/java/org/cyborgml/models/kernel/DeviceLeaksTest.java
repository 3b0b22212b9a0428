package org.cyborgml.models.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.cuda.StandInDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that come, train, fail and go leave nothing behind on a device. */
class DeviceLeaksTest {

    private static final int ROUNDS = 14;
    private static final int FIRST = 5;

    @TempDir
    private Path folder;

    /** Prints how much memory was taken after each round; what is forgotten has been collected by then. */
    static final class Program {

        private Program() {}

        public static void main(String[] arguments) throws InterruptedException {
            for (int round = 0; round < ROUNDS; round++) {
                Soak.round(Architecture.SMALL_CNN, round);
                for (int i = 0; i < 3; i++) {
                    System.gc();
                    Thread.sleep(50);
                }
                System.out.println("taken " + CudaDevice.of(0).takenMemory());
            }
            System.exit(0);
        }
    }

    @Test
    void nothingIsLeftAfterManyRounds() throws Exception {
        Optional<Path> driver = StandInDriver.folder();
        assumeTrue(driver.isPresent(), "no g++");
        Path log = folder.resolve("log");
        int status =
                StandInDriver.run(driver.get(), Map.of(), log, "-Dorg.cyborgml.kernels=cuda", Program.class.getName());
        assertThat(status).as(Files.readString(log)).isZero();
        long[] taken = Files.readAllLines(log).stream()
                .filter(line -> line.startsWith("taken "))
                .mapToLong(line -> Long.parseLong(line.substring(6)))
                .toArray();
        assertThat(taken).hasSize(ROUNDS);
        long atFirst = 0;
        long later = 0;
        for (int round = 0; round < ROUNDS; round++) {
            if (round < FIRST) {
                atFirst = Math.max(atFirst, taken[round]);
            } else {
                later = Math.max(later, taken[round]);
            }
        }
        assertThat(later).as(Files.readString(log)).isLessThanOrEqualTo(atFirst + (1 << 20));
    }
}
