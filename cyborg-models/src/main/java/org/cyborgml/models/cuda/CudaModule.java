package org.cyborgml.models.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** The kernels of kernels.ptx, compiled by the driver for the GPU of the current context. Not safe for threads. */
final class CudaModule {

    private static final String KERNELS = "kernels.ptx";

    private final long module;
    private final Map<String, Long> functions = new HashMap<>();

    CudaModule(String device) {
        long[] handle = new long[1];
        CudaDriver.check(CudaDriver.cuModuleLoadData(handle, kernels()), "compile the kernels for " + device);
        module = handle[0];
    }

    /** The PTX text with the 0 that ends it. */
    private static byte[] kernels() {
        try (InputStream in = Objects.requireNonNull(CudaModule.class.getResourceAsStream(KERNELS), KERNELS)) {
            byte[] text = in.readAllBytes();
            return Arrays.copyOf(text, text.length + 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The driver's handle of a kernel. */
    long function(String kernel) {
        Long known = functions.get(kernel);
        if (known == null) {
            long[] handle = new long[1];
            CudaDriver.check(CudaDriver.cuModuleGetFunction(handle, module, kernel), "find the kernel " + kernel);
            known = handle[0];
            functions.put(kernel, known);
        }
        return known;
    }
}
