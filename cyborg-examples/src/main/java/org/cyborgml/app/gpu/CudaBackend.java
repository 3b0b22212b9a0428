package org.cyborgml.app.gpu;

/** ND4J's CUDA backend, as far as one can tell without loading it. */
public final class CudaBackend {

    private static final String CLASS_FILE = "org/nd4j/linalg/jcublas/JCublasBackend.class";

    private CudaBackend() {}

    /**
     * Looks for the backend in this program.
     *
     * @return whether it is on the class path
     */
    public static boolean isPresent() {
        return CudaBackend.class.getClassLoader().getResource(CLASS_FILE) != null;
    }

    /**
     * Checks that this machine's GPUs can run it, with the memory settings of the environment.
     *
     * @return the verdict
     */
    public static GpuFitness fitness() {
        return GpuFitness.of(
                        GpuQuery.ask(),
                        System.getenv("CUDA_VISIBLE_DEVICES") == null
                                ? GpuFitness.Choice.ALL_GPUS
                                : GpuFitness.Choice.SOME_GPUS)
                .with(GpuMemory.of(System.getenv()));
    }
}
