package org.cyborgml.app.gpu;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.cyborgml.app.gpu.Gpu.Version;

/**
 * Checks that the GPUs can run {@code nd4j-cuda-11.6}. That library holds machine code for compute capability 3.7 to 8.6, which
 * 8.9 runs too, and none that a driver could translate for later GPUs. CUDA 11.6 comes with driver 510; of CUDA 11's minor
 * versions all run on drivers from 450 on.
 *
 * @param verdict whether to load the backend
 * @param sentence what was found, and where it is wrong the way out
 */
public record GpuFitness(Verdict verdict, String sentence) {

    /** Least compute capability with machine code. */
    static final Version LEAST_CAPABILITY = new Version(3, 7);

    /** Largest that runs it. */
    static final Version LARGEST_CAPABILITY = new Version(8, 9);

    /** The driver that CUDA 11.6 comes with, on Linux. */
    static final Version DRIVER = new Version(510, 39);

    /** The oldest that runs CUDA 11 at all, on Linux. */
    static final Version OLDEST_DRIVER = new Version(450, 80);

    private static final String OTHERWISE = "; or build the jar without -Pcuda, which computes on the CPU";

    /** The decision about loading the CUDA backend. */
    public enum Verdict {
        /** It will run. */
        FIT,
        /** It should run; what to look out for is said. */
        DOUBTFUL,
        /** It cannot run. */
        UNFIT
    }

    /** The state of {@code CUDA_VISIBLE_DEVICES}, by which users choose among the GPUs. */
    public enum Choice {
        /** It is not. */
        ALL_GPUS,
        /** It is. */
        SOME_GPUS
    }

    /**
     * Judges what was found.
     *
     * @param query what the machine has
     * @param choice whether the user has chosen among the GPUs
     * @return the verdict
     */
    public static GpuFitness of(GpuQuery query, Choice choice) {
        return switch (query.answer()) {
            case NO_PROGRAM ->
                unfit(
                        "this jar computes on an NVIDIA GPU, but nvidia-smi is not there, so no driver is: install NVIDIA's"
                                + " driver " + DRIVER.major() + " or later");
            case NO_CAPABILITY ->
                unfit("NVIDIA's driver is too old to tell the GPU's compute capability: install driver "
                        + DRIVER.major() + " or later");
            case NO_GPU ->
                unfit("this jar computes on an NVIDIA GPU, but nvidia-smi finds none (\"" + firstLine(query.output())
                        + "\"): see to the GPU and its driver");
            case NO_END ->
                unfit("nvidia-smi does not answer, as when a GPU hangs: reset the GPU or restart the machine");
            case LISTED -> ofGpus(query.gpus(), choice);
        };
    }

    /**
     * The same, unless settings of the memory cannot be read.
     *
     * @param memory what the user set
     * @return the verdict, of which wrong settings are part
     */
    GpuFitness with(GpuMemory memory) {
        return verdict == Verdict.UNFIT
                ? this
                : memory.problem()
                        .map(problem -> new GpuFitness(Verdict.UNFIT, problem))
                        .orElse(this);
    }

    private static GpuFitness ofGpus(List<Gpu> gpus, Choice choice) {
        Version driver = gpus.get(0).driver();
        if (driver.compareTo(OLDEST_DRIVER) < 0) {
            return unfit(
                    "NVIDIA's driver " + driver + " is too old for CUDA 11.6: install " + DRIVER.major() + " or later");
        }
        List<Gpu> unfit = gpus.stream().filter(gpu -> !isFit(gpu.capability())).toList();
        if (unfit.size() == gpus.size()) {
            return unfit(names(unfit) + ": ND4J's CUDA 11.6 library runs on compute capability " + LEAST_CAPABILITY
                    + " to " + LARGEST_CAPABILITY + " alone; use such a GPU (Maxwell to Ada)");
        }
        if (!unfit.isEmpty() && choice == Choice.ALL_GPUS) {
            return unfit(names(unfit) + " cannot run ND4J's CUDA 11.6 library (compute capability " + LEAST_CAPABILITY
                    + " to " + LARGEST_CAPABILITY + "), "
                    + names(gpus.stream().filter(gpu -> isFit(gpu.capability())).toList())
                    + " can: set CUDA_DEVICE_ORDER=PCI_BUS_ID and CUDA_VISIBLE_DEVICES to the numbers that nvidia-smi -L"
                    + " gives those");
        }
        String found = names(gpus) + ", driver " + driver;
        if (!unfit.isEmpty()) {
            return new GpuFitness(Verdict.DOUBTFUL, found + "; CUDA_VISIBLE_DEVICES must leave out " + names(unfit));
        }
        return driver.compareTo(DRIVER) < 0
                ? new GpuFitness(
                        Verdict.DOUBTFUL,
                        found + ", older than CUDA 11.6's own " + DRIVER
                                + ": should it fail, install that or a later one")
                : new GpuFitness(Verdict.FIT, found);
    }

    private static boolean isFit(Version capability) {
        return capability.compareTo(LEAST_CAPABILITY) >= 0 && capability.compareTo(LARGEST_CAPABILITY) <= 0;
    }

    private static String names(List<Gpu> gpus) {
        return gpus.stream()
                .map(gpu -> String.format(Locale.ROOT, "%s (compute capability %s)", gpu.name(), gpu.capability()))
                .collect(Collectors.joining(", "));
    }

    private static String firstLine(String output) {
        return output.lines().findFirst().orElse("");
    }

    private static GpuFitness unfit(String why) {
        return new GpuFitness(Verdict.UNFIT, why + OTHERWISE);
    }
}
