package org.cyborgml.app.gpu;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The GPUs as {@code nvidia-smi}, which comes with NVIDIA's driver, lists them.
 *
 * @param answer how far asking came
 * @param gpus what it listed; of {@link Answer#LISTED} at least one
 * @param output what it printed, for errors
 */
public record GpuQuery(Answer answer, List<Gpu> gpus, String output) {

    private static final List<String> COMMAND =
            List.of("nvidia-smi", "--query-gpu=name,compute_cap,driver_version", "--format=csv,noheader");
    private static final long TIMEOUT_SECONDS = 20;
    private static final Pattern VERSION = Pattern.compile("(\\d{1,5})\\.(\\d{1,5})(\\.\\d+)*");

    /** The outcome of asking for GPUs. */
    public enum Answer {
        /** GPUs were listed. */
        LISTED,
        /** There is no such program, so no driver. */
        NO_PROGRAM,
        /** It knows no compute capability, as the programs of old drivers do not. */
        NO_CAPABILITY,
        /** It ran and found no GPU, or failed. */
        NO_GPU,
        /** It did not end in time, as with a GPU that hangs. */
        NO_END
    }

    /** Copies the list. */
    public GpuQuery {
        gpus = List.copyOf(gpus);
    }

    /**
     * Asks this machine.
     *
     * @return the answer
     */
    public static GpuQuery ask() {
        Process process;
        try {
            process = new ProcessBuilder(COMMAND).redirectErrorStream(true).start();
        } catch (IOException e) {
            return new GpuQuery(Answer.NO_PROGRAM, List.of(), String.valueOf(e.getMessage()));
        }
        try {
            // Its few lines fit the pipe's buffer, so that it ends without being read.
            if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                return new GpuQuery(Answer.NO_END, List.of(), "");
            }
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return of(output, process.exitValue());
        } catch (IOException e) {
            return new GpuQuery(Answer.NO_GPU, List.of(), String.valueOf(e.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new GpuQuery(Answer.NO_END, List.of(), "");
        } finally {
            process.destroyForcibly();
        }
    }

    /** Understands what the program printed. */
    static GpuQuery of(String output, int exitCode) {
        String text = output.strip();
        if (text.contains("compute_cap") && text.contains("not a valid field")) {
            return new GpuQuery(Answer.NO_CAPABILITY, List.of(), text);
        }
        List<Gpu> gpus = new ArrayList<>();
        for (String line : Splitter.on('\n').omitEmptyStrings().trimResults().split(text)) {
            gpu(line).ifPresent(gpus::add);
        }
        return new GpuQuery(exitCode == 0 && !gpus.isEmpty() ? Answer.LISTED : Answer.NO_GPU, gpus, text);
    }

    private static Optional<Gpu> gpu(String line) {
        List<String> fields = Splitter.on(',').trimResults().splitToList(line);
        if (fields.size() < 3) {
            return Optional.empty();
        }
        int last = fields.size() - 1;
        String name = String.join(", ", fields.subList(0, last - 1));
        return version(fields.get(last - 1))
                .flatMap(capability -> version(fields.get(last)).map(driver -> new Gpu(name, capability, driver)));
    }

    private static Optional<Gpu.Version> version(String text) {
        Matcher matcher = VERSION.matcher(text);
        return matcher.matches()
                ? Optional.of(new Gpu.Version(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }
}
