package org.cyborgml.models.layer;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.cyborgml.models.cuda.DeviceMemoryException;
import org.cyborgml.models.kernel.MapsMemory;
import org.cyborgml.models.kernel.MapsMemory.Block;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Memory for the feature maps, and their gradients, of the passes that one thread runs. It is lent array by array and goes
 * to the next as soon as nothing reads it any more. DL4J's workspaces would keep most of it until the end of the pass, and
 * several times as much during the first passes, from which they learn their size.
 *
 * <p>Goes with the last network that the thread has run.
 */
final class MapsPool {

    /** An array is not put into more than so many times the memory that it takes. */
    private static final long LARGEST_RATIO = 2;

    /** Free memory that was not lent while so many arrays were, some passes of a large network, is returned. */
    private static final long IDLE_LOANS = 5000;

    private static final ThreadLocal<@Nullable WeakReference<MapsPool>> OF_THREAD = new ThreadLocal<>();

    /** One array and its borrower. */
    private record Loan(INDArray array, Block block, MapsMemory memory, PassArrays borrower, int input) {

        private static final int OUTPUT = -1;

        boolean isRead() {
            return input == OUTPUT ? borrower.isOutputRead(array) : borrower.isGradientPending(array, input);
        }
    }

    private record Free(Block block, MapsMemory memory, long since) {}

    private final List<Loan> loans = new ArrayList<>();
    private final List<Free> free = new ArrayList<>();
    private long lent;

    private MapsPool() {}

    static MapsPool ofThisThread() {
        WeakReference<MapsPool> reference = OF_THREAD.get();
        MapsPool known = reference == null ? null : reference.get();
        if (known == null) {
            known = new MapsPool();
            OF_THREAD.set(new WeakReference<>(known));
        }
        return known;
    }

    INDArray lendOutput(PassArrays borrower, MapsMemory memory, DataType type, long[] shape) {
        return lend(borrower, Loan.OUTPUT, memory, type, shape);
    }

    INDArray lendGradient(PassArrays borrower, int input, MapsMemory memory, DataType type, long[] shape) {
        return lend(borrower, input, memory, type, shape);
    }

    private INDArray lend(PassArrays borrower, int input, MapsMemory memory, DataType type, long[] shape) {
        long length = 1;
        for (long side : shape) {
            length *= side;
        }
        lent++;
        Block block = block(memory, type, length);
        INDArray array = block.array(shape);
        loans.add(new Loan(array, block, memory, borrower, input));
        return array;
    }

    /** The smallest that is free and large enough, or new memory. */
    private Block block(MapsMemory memory, DataType type, long length) {
        int best = -1;
        for (int i = 0; i < free.size(); i++) {
            Block candidate = free.get(i).block;
            if (free.get(i).memory == memory
                    && candidate.type() == type
                    && candidate.length() >= length
                    && candidate.length() <= LARGEST_RATIO * length
                    && (best < 0 || candidate.length() < free.get(best).block.length())) {
                best = i;
            }
        }
        if (best >= 0) {
            return free.remove(best).block;
        }
        returnIdle();
        try {
            return memory.allocate(type, length);
        } catch (DeviceMemoryException e) {
            returnFree(memory);
            return memory.allocate(type, length);
        }
    }

    private void returnFree(MapsMemory memory) {
        free.removeIf(candidate -> {
            boolean isThere = candidate.memory == memory;
            if (isThere) {
                candidate.block.close();
            }
            return isThere;
        });
    }

    private void returnIdle() {
        free.removeIf(candidate -> {
            boolean isIdle = lent - candidate.since > IDLE_LOANS;
            if (isIdle) {
                candidate.block.close();
            }
            return isIdle;
        });
    }

    /** Takes back what nothing reads any more. To be called while no array is on its way from one vertex to the next. */
    void reclaim() {
        takeBack(loan -> !loan.isRead());
    }

    /** Takes back the output of one borrower. */
    void takeBackOutput(PassArrays borrower) {
        takeBack(loan -> loan.borrower == borrower && loan.input == Loan.OUTPUT);
    }

    /** Takes back a gradient that a vertex has consumed; nothing happens if it was not lent for that vertex. */
    void takeBackGradient(INDArray gradient, GraphVertex vertex) {
        takeBack(
                loan -> loan.array == gradient && loan.input != Loan.OUTPUT && loan.borrower.reads(loan.input, vertex));
    }

    private void takeBack(Predicate<Loan> which) {
        for (Iterator<Loan> i = loans.iterator(); i.hasNext(); ) {
            Loan loan = i.next();
            if (which.test(loan)) {
                i.remove();
                free.add(new Free(loan.block, loan.memory, lent));
            }
        }
    }

    /** From now on, an output that was lent to another is a borrower's own. */
    void transfer(INDArray output, PassArrays to) {
        loans.replaceAll(
                loan -> loan.array == output ? new Loan(output, loan.block, loan.memory, to, Loan.OUTPUT) : loan);
    }
}
