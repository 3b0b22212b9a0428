package org.cyborgml.models.kernel;

import com.sun.jna.NativeLibrary;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Prepares the process for the native libraries that compute networks. Call {@link #prepare()} at the start of {@code main}:
 * a library reads its settings only when it is loaded. Settings that the user has made, by system property or environment
 * variable, stay as they are.
 *
 * <ul>
 *   <li>Idle threads of OpenMP sleep ({@code OMP_WAIT_POLICY=passive}). Otherwise the threads of one Java thread's team keep
 *       the processors busy while another team needs them, and a step can take ten times as long. With GNU's OpenMP they first
 *       look for new work for some microseconds ({@code GOMP_SPINCOUNT}): a network has hundreds of short operations, and
 *       waking a thread for each of them takes a tenth of a step.
 *   <li>glibc keeps the memory of freed arrays and gives it to the next, instead of returning it to the system, whose page
 *       faults take up to a quarter of a step.
 *   <li>JavaCPP may use the memory that the heap leaves free, up to nine tenths of the machine's; its default is only as much
 *       as the heap. A network that is too large then ends in an error instead of a killed process.
 * </ul>
 *
 * <p>On Windows and on systems without glibc, only the settings that apply are made.
 */
public final class NativeRuntime {

    /** Parameters of glibc's mallopt, from its malloc.h. */
    private static final int M_TRIM_THRESHOLD = -1;

    private static final int M_TOP_PAD = -2;
    private static final int M_MMAP_THRESHOLD = -3;

    /** The name under which GNU OpenMP is loaded; asking for it gives the one that is there. */
    private static final String OPENMP = "libgomp.so.1";

    /** Some ten microseconds. Ten and a hundred times as many gained nothing more. */
    private static final int SPINS = 1000;

    private static final int MEBIBYTE = 1 << 20;

    /** The largest that glibc accepts on 64 bits. */
    private static final int LARGEST_MMAP_THRESHOLD = 32 * MEBIBYTE;

    private static final String MAX_BYTES = "org.bytedeco.javacpp.maxbytes";
    private static final String MAX_PHYSICAL_BYTES = "org.bytedeco.javacpp.maxphysicalbytes";

    private NativeRuntime() {}

    /** Makes all settings that apply to this system. */
    public static void prepare() {
        limitMemory();
        if (System.getProperty("os.name").startsWith("Windows")) {
            return;
        }
        // A spin count overrules the wait policy, so a user's choice of either stands for both.
        if (System.getenv("OMP_WAIT_POLICY") == null) {
            call("setenv", "GOMP_SPINCOUNT", Integer.toString(SPINS), 0);
        }
        call("setenv", "OMP_WAIT_POLICY", "passive", 0);
        if (call("mallopt", M_MMAP_THRESHOLD, LARGEST_MMAP_THRESHOLD)) {
            call("mallopt", M_TRIM_THRESHOLD, 512 * MEBIBYTE);
            call("mallopt", M_TOP_PAD, 64 * MEBIBYTE);
        }
    }

    /**
     * Sets how many threads the native libraries compute with on behalf of the calling thread, and of threads begun later
     * where no library has loaded yet.
     *
     * @param threads at least 1
     * @throws IllegalArgumentException if there are fewer
     */
    public static void useThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, found " + threads);
        }
        call("setenv", "OMP_NUM_THREADS", Integer.toString(threads), 1);
        Nd4j.getEnvironment().setMaxThreads(threads);
        Nd4j.getEnvironment().setMaxMasterThreads(threads);
        // While it loads, ND4J tells OpenMP to use all processors, whatever the environment says by now.
        try {
            NativeLibrary.getInstance(OPENMP).getFunction("omp_set_num_threads").invokeVoid(new Object[] {threads});
        } catch (LinkageError e) {
            // Another system's OpenMP, or none: ND4J's own setting stands.
        }
    }

    private static void limitMemory() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine) {
            long usable = machine.getTotalMemorySize() / 10 * 9;
            long heap = Runtime.getRuntime().maxMemory();
            setIfUnset(MAX_BYTES, Math.max(usable - heap, usable / 4));
            setIfUnset(MAX_PHYSICAL_BYTES, usable);
        }
    }

    private static void setIfUnset(String property, long bytes) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, Long.toString(bytes));
        }
    }

    /** Calls a function of the C library; false if there is none of that name. */
    private static boolean call(String function, Object... arguments) {
        try {
            NativeLibrary.getProcess().getFunction(function).invokeInt(arguments);
            return true;
        } catch (LinkageError e) {
            return false;
        }
    }
}
