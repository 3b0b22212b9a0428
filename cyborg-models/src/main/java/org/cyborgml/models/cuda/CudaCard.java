package org.cyborgml.models.cuda;

import java.nio.charset.StandardCharsets;

/**
 * A GPU as its driver describes it.
 *
 * @param device the driver's number of it
 * @param name for people
 * @param capability ten times the compute capability, such as 75
 * @param driverVersion a thousand times the version of CUDA that the driver is for, such as 12080 for 12.8
 */
record CudaCard(int device, String name, int capability, int driverVersion) {

    /** CUDA 12.0, which cuDNN 9 asks for. */
    private static final int FIRST_DRIVER = 12000;

    private static final int FIRST_CAPABILITY = 75;

    /** Values of CUdevice_attribute. */
    private static final int CAPABILITY_MAJOR = 75;

    private static final int CAPABILITY_MINOR = 76;

    private static final int NAME_LENGTH = 256;

    private interface Query {
        int ask(int[] value);
    }

    /**
     * A GPU that fits, with a driver that does.
     *
     * @param ordinal its number among those that are visible
     * @throws CudaException if there is no such GPU, or it or its driver is too old
     */
    static CudaCard of(int ordinal) {
        CudaDriver.check(CudaDriver.cuInit(0), "start");
        int count = number(CudaDriver::cuDeviceGetCount);
        if (count == 0) {
            throw new CudaException("the CUDA driver shows no GPU; see CUDA_VISIBLE_DEVICES");
        }
        if (ordinal >= count) {
            throw new CudaException("there is no GPU " + ordinal + ": the CUDA driver shows " + count
                    + ", counted from 0; see CUDA_VISIBLE_DEVICES");
        }
        int device = number(value -> CudaDriver.cuDeviceGet(value, ordinal));
        byte[] text = new byte[NAME_LENGTH];
        CudaDriver.check(CudaDriver.cuDeviceGetName(text, text.length, device), "name its GPU");
        CudaCard card = new CudaCard(
                device,
                new String(text, StandardCharsets.UTF_8).replace("\0", "").strip(),
                10 * number(value -> CudaDriver.cuDeviceGetAttribute(value, CAPABILITY_MAJOR, device))
                        + number(value -> CudaDriver.cuDeviceGetAttribute(value, CAPABILITY_MINOR, device)),
                number(CudaDriver::cuDriverGetVersion));
        card.require(FIRST_CAPABILITY);
        if (card.driverVersion < FIRST_DRIVER) {
            throw new CudaException("the driver of " + card.name + " is for CUDA " + card.cuda()
                    + "; one for 12.0 or later is needed: update it");
        }
        return card;
    }

    private static int number(Query query) {
        int[] value = new int[1];
        CudaDriver.check(query.ask(value), "describe its GPUs");
        return value[0];
    }

    /** Refuses a card of less than ten times this compute capability. */
    void require(int tenfold) {
        if (capability < tenfold) {
            throw new CudaException(name + " has compute capability " + dotted(capability) + "; " + dotted(tenfold)
                    + " or later is needed");
        }
    }

    private static String dotted(int tenfold) {
        return tenfold / 10 + "." + tenfold % 10;
    }

    private String cuda() {
        return driverVersion / 1000 + "." + driverVersion % 1000 / 10;
    }

    /** Compute capability and driver, in words. */
    String inWords() {
        return "compute capability " + dotted(capability) + ", driver for CUDA " + cuda();
    }
}
