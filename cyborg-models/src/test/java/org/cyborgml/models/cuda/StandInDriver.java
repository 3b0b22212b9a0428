package org.cyborgml.models.cuda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A CUDA driver and a cuDNN in the host's memory, made of driver.cpp and cudnn.cpp, for programs of their own process: there
 * {@link CudaDevice} works as on a GPU, with all its calls, streams and copies.
 */
public final class StandInDriver {

    private static final List<String> FLAGS = List.of(
            "g++",
            "-std=c++20",
            "-O2",
            "-march=native",
            "-ffp-contract=off",
            "-shared",
            "-fPIC",
            "-pthread",
            "-Wl,-rpath,$ORIGIN");

    private static @Nullable Path built;

    private StandInDriver() {}

    /**
     * The folder of both libraries, which are made once and deleted when the JVM ends.
     *
     * @return the folder, or empty where there is no g++
     */
    public static synchronized Optional<Path> folder() throws IOException, InterruptedException {
        Path known = built;
        if (known == null) {
            known = Files.createTempDirectory("cyborg-driver");
            Path driver = known.resolve("libcuda.so.1");
            Path cudnn = known.resolve("libcudnn.so.9");
            known.toFile().deleteOnExit();
            driver.toFile().deleteOnExit();
            cudnn.toFile().deleteOnExit();
            if (!compile("driver.cpp", driver, "-Wl,-soname,libcuda.so.1")) {
                return Optional.empty();
            }
            compile("cudnn.cpp", cudnn, "-Wl,-soname,libcudnn.so.9", driver.toString());
            built = known;
        }
        return Optional.of(known);
    }

    private static boolean compile(String source, Path library, String... more)
            throws IOException, InterruptedException {
        Path here = Path.of("src/test/cuda", source);
        List<String> command = new ArrayList<>(FLAGS);
        command.addAll(List.of(
                "-o",
                library.toString(),
                (Files.exists(here) ? here : Path.of("../cyborg-models").resolve(here)).toString()));
        command.addAll(List.of(more));
        Process compiler;
        try {
            compiler = new ProcessBuilder(command).inheritIO().start();
        } catch (IOException e) {
            return false;
        }
        if (!compiler.waitFor(5, TimeUnit.MINUTES) || compiler.exitValue() != 0) {
            throw new IllegalStateException("g++ does not compile " + source);
        }
        return true;
    }

    /**
     * A Java program on the class path of this one.
     *
     * @param libraries what {@link #folder} gave
     * @param settings environment variables, those of driver.cpp among them
     * @param log receives what it prints
     * @param program JVM flags, the class and its arguments
     * @return the process, started
     */
    public static Process start(Path libraries, Map<String, String> settings, Path log, String... program)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xmx1g",
                "-Djna.library.path=" + libraries,
                "-D" + CudaLibraries.PROPERTY + "=" + libraries,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(program));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().put("OMP_NUM_THREADS", "1");
        builder.environment().putAll(settings);
        return builder.start();
    }

    /** Runs such a program to its end. */
    public static int run(Path libraries, Map<String, String> settings, Path log, String... program)
            throws IOException, InterruptedException {
        Process process = start(libraries, settings, log, program);
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IllegalStateException("does not end: " + Files.readString(log));
        }
        return process.exitValue();
    }
}
