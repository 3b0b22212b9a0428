package org.cyborgml.layer;

import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Notices that two threads run one layer or vertex of a network at the same time. DL4J hands a layer its input and its output
 * in two calls, so the threads would read each other's input, and their results would be wrong without an error. Most of
 * DL4J's methods that run a network let threads take turns, but {@code output(List, ...)}, {@code score} and {@code fit} do
 * not.
 */
public final class OneThread {

    private final AtomicReferenceArray<@Nullable Thread> inputs;
    private final AtomicReference<@Nullable Thread> inside = new AtomicReference<>();

    /**
     * For one layer or vertex.
     *
     * @param inputs the number of its inputs
     */
    public OneThread(int inputs) {
        this.inputs = new AtomicReferenceArray<>(inputs);
    }

    /**
     * To be called before an input is set.
     *
     * @param index of the input, from 0
     * @throws IllegalStateException if another thread is running the layer
     */
    public void beforeInput(int index) {
        Thread running = inside.get();
        if (running != null && running != Thread.currentThread()) {
            throw twoThreads();
        }
        inputs.set(index, Thread.currentThread());
    }

    /**
     * To be called before the inputs are read. If it returns, {@link #exit} must follow.
     *
     * @throws IllegalStateException if another thread has set an input, or is running the layer
     */
    public void enter() {
        requireInputs();
        if (!inside.compareAndSet(null, Thread.currentThread())) {
            throw twoThreads();
        }
    }

    /** To be called when the layer has run, or failed. */
    public void exit() {
        inside.set(null);
    }

    /**
     * Checks that the inputs are those that this thread has set.
     *
     * @throws IllegalStateException if another thread has set one
     */
    public void requireInputs() {
        for (int i = 0; i < inputs.length(); i++) {
            Thread setBy = inputs.get(i);
            if (setBy != null && setBy != Thread.currentThread()) {
                throw twoThreads();
            }
        }
    }

    /**
     * The error that tells what to do.
     *
     * @return to be thrown
     */
    public static IllegalStateException twoThreads() {
        return new IllegalStateException(
                "two threads run one network at the same time, which would mix up their results:"
                        + " use network.output(INDArray...), CyborgHead.logits, CamExtractor or Scorer, where threads take turns,"
                        + " or give each thread a network of its own (network.clone())");
    }
}
