package org.cyborgml.app.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.console.JsonOption;
import org.cyborgml.app.gpu.CudaBackend;
import org.cyborgml.app.gpu.Gpu;
import org.cyborgml.app.gpu.GpuFitness;
import org.cyborgml.app.gpu.GpuFitness.Verdict;
import org.cyborgml.app.gpu.GpuMemory;
import org.cyborgml.app.gpu.GpuQuery;
import org.cyborgml.models.cuda.CudaDevice;
import org.cyborgml.models.kernel.KernelPrecision;
import org.cyborgml.models.kernel.KernelScope;
import org.cyborgml.models.kernel.Kernels;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code doctor}: what this machine has and uses, and what to do where something is wrong. */
@Command(
        name = DoctorCommand.NAME,
        description = "Shows backend, cores, kernels and memory, and says what to do about each problem.",
        mixinStandardHelpOptions = true)
@Examples({"cyborg doctor", "cyborg doctor --json"})
final class DoctorCommand implements Callable<Integer> {

    static final String NAME = "doctor";

    private static final long GIB = 1L << 30;
    private static final long SMALLEST_HEAP = GIB;
    private static final long SMALLEST_NATIVE = 2 * GIB;

    @Mixin
    private final KernelOptions kernels = new KernelOptions();

    @Mixin
    private final JsonOption json = new JsonOption();

    private final Map<String, String> facts = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();

    @Override
    public Integer call() {
        line("Java", System.getProperty("java.version") + " (" + System.getProperty("java.vm.name") + ")");
        line("platform", Loader.getPlatform());
        line("processors", String.valueOf(Runtime.getRuntime().availableProcessors()));
        if (gpu() != Verdict.UNFIT) {
            backend();
        }
        cudaKernels();
        long heap = Runtime.getRuntime().maxMemory();
        line("heap", gib(heap));
        if (heap < SMALLEST_HEAP) {
            problem("less than 1 GiB of heap: decoded images will not be kept; give java -Xmx2g");
        }
        line("native memory", gib(Pointer.maxBytes()) + ", of the process " + gib(Pointer.maxPhysicalBytes()));
        if (Pointer.maxBytes() > 0 && Pointer.maxBytes() < SMALLEST_NATIVE) {
            problem("less than 2 GiB of native memory: large networks will not train; give java"
                    + " -Dorg.bytedeco.javacpp.maxbytes=8g");
        }
        if (json.isGiven()) {
            json.print(new Findings(problems.isEmpty(), facts, problems));
        } else {
            System.out.println(problems.isEmpty() ? "Everything is in order." : problems.size() + " problem(s).");
        }
        return problems.isEmpty() ? 0 : 1;
    }

    /** Decides if ND4J's backend can be loaded on this machine's GPUs. */
    private Verdict gpu() {
        if (!CudaBackend.isPresent()) {
            List<Gpu> gpus = GpuQuery.ask().gpus();
            line(
                    "GPU",
                    gpus.isEmpty() ? "none that nvidia-smi shows" : gpus.get(0).name());
            return Verdict.FIT;
        }
        GpuFitness fitness = CudaBackend.fitness();
        line("GPU", fitness.verdict() == Verdict.UNFIT ? "unfit" : fitness.sentence());
        if (fitness.verdict() == Verdict.UNFIT) {
            problem(fitness.sentence());
        }
        line("GPU memory", GpuMemory.of(System.getenv()).toString());
        return fitness.verdict();
    }

    private void backend() {
        try {
            Properties properties = Nd4j.getExecutioner().getEnvironmentInformation();
            line(
                    "ND4J backend",
                    Nd4j.getBackend().getClass().getSimpleName() + ", "
                            + properties.getProperty("blas.vendor", "unknown") + " BLAS");
            try (KernelScope scope = Kernels.in(kernels.precision())) {
                line("kernels", Kernels.current() + ", precision " + Kernels.precision());
            }
            line("bf16", bfloat16());
            INDArray product = Nd4j.ones(2, 3).mmul(Nd4j.ones(3, 2));
            if (product.sumNumber().doubleValue() != 12) {
                problem("the backend multiplies wrongly: " + product);
            }
        } catch (RuntimeException | LinkageError e) {
            line("ND4J backend", "none");
            problem(ErrorSentence.of(e));
        }
    }

    private static String bfloat16() {
        try (KernelScope scope = Kernels.in(KernelPrecision.BF16)) {
            return "yes, by " + Kernels.current();
        } catch (IllegalStateException e) {
            return "no: " + e.getMessage();
        }
    }

    private void cudaKernels() {
        try {
            String finding = CudaDevice.finding();
            line(
                    "CUDA kernels",
                    finding.contains("com.sun.jna")
                            ? "not looked for, since JNA cannot unpack itself into the folder for temporary files, "
                                    + System.getProperty("java.io.tmpdir")
                            : finding);
        } catch (RuntimeException | LinkageError e) {
            line("CUDA kernels", "not looked for, since the native libraries cannot be loaded");
        }
    }

    private static String gib(long bytes) {
        return bytes == 0 ? "no limit" : String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIB);
    }

    /** Result for programs: whether there is no problem, what was found by name, and the problems. */
    private record Findings(boolean inOrder, Map<String, String> facts, List<String> problems) {}

    private void line(String name, String value) {
        facts.put(name, value);
        if (!json.isGiven()) {
            System.out.printf(Locale.ROOT, "%-15s %s%n", name, value);
        }
    }

    private void problem(String what) {
        problems.add(what);
        if (!json.isGiven()) {
            System.out.println("  problem: " + what);
        }
    }
}
