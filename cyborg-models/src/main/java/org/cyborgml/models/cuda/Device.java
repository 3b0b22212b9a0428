package org.cyborgml.models.cuda;

/**
 * Memory and arithmetic beside the host's. Work is queued and done in the order of the calls, whatever thread makes them;
 * only {@link #download} and {@link #synchronize} wait for it. Addresses are bytes, 0 for none.
 */
public interface Device {

    /** Threads in a block of every launch. */
    int THREADS = 256;

    /**
     * A name for people to read.
     *
     * @return name and versions
     */
    String description();

    /**
     * The host's arrays whose numbers are on this device as well.
     *
     * @return always the same
     */
    Mirrors mirrors();

    /**
     * Takes memory.
     *
     * @param bytes at least 1
     * @return its address, aligned to 256 bytes
     * @throws CudaException if there is not so much left
     */
    long allocate(long bytes);

    /**
     * Gives memory back, after all work that was queued before.
     *
     * @param address what {@link #allocate} gave
     */
    void free(long address);

    /**
     * The most memory that was taken at a time.
     *
     * @return bytes
     */
    long peakMemory();

    /**
     * Copies from the host, whose memory may change as soon as this returns.
     *
     * @param host address in the host's memory
     * @param device address on the device
     * @param bytes how much
     */
    void upload(long host, long device, long bytes);

    /**
     * Makes a mark for {@link #set}, {@link #await} and {@link #uploadAhead}.
     *
     * @return a mark, set
     */
    long mark();

    /**
     * Queues the setting of a mark: it is set once all work that was queued before is done.
     *
     * @param mark a mark
     */
    void set(long mark);

    /**
     * Lets work that is queued from now on wait for a mark.
     *
     * @param mark a mark
     */
    void await(long mark);

    /**
     * Copies from the host beside the work that is queued. Returns when the host's memory may change.
     *
     * @param host address in the host's memory
     * @param device address on the device
     * @param bytes how much
     * @param after the mark that is waited for before
     * @param ready the mark that is set when it is done
     */
    void uploadAhead(long host, long device, long bytes, long after, long ready);

    /**
     * Copies to the host, and waits for it.
     *
     * @param device address on the device
     * @param host address in the host's memory
     * @param bytes how much
     */
    void download(long device, long host, long bytes);

    /**
     * Copies on the device.
     *
     * @param from address of the source
     * @param to address of the target
     * @param bytes how much
     */
    void copy(long from, long to, long bytes);

    /**
     * Queues a kernel of kernels.cu.
     *
     * @param kernel its name
     * @param blocks blocks in the first direction
     * @param rows blocks in the second
     * @param arguments its parameters, in order: Integer for 32 bits, Long for addresses, Float, Double, or Struct
     */
    void launch(String kernel, int blocks, int rows, Object... arguments);

    /**
     * Makes a convolution of one shape.
     *
     * @param shape all sizes
     * @param math precision of its products
     * @return a convolution
     * @throws CudaException if the device does not have that precision
     */
    DeviceConvolution convolution(ConvolutionShape shape, ConvolutionMath math);

    /**
     * Makes later copies to and from a piece of the host's memory fast.
     *
     * @param host its address
     * @param bytes its length
     * @return whether the system allows it; copies are slower where it does not
     */
    boolean pin(long host, long bytes);

    /**
     * Ends {@link #pin}. To be called before the memory is given back.
     *
     * @param host address of memory that is pinned
     */
    void unpin(long host);

    /** Waits until everything queued is done. */
    void synchronize();
}
