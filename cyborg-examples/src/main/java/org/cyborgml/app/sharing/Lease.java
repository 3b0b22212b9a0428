package org.cyborgml.app.sharing;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A piece of work that this process has for itself until it is closed, or until it shows no sign of life for so long that another
 * process takes the work over. Safe for several threads.
 */
public final class Lease implements AutoCloseable {

    private final Leases leases;
    private final LeaseFiles files;
    private final String name;
    private final int number;
    private LeaseNote note;
    private volatile String doing = "";
    private volatile boolean isLost;

    Lease(Leases leases, LeaseFiles files, String name, int number, LeaseNote note) {
        this.leases = leases;
        this.files = files;
        this.name = name;
        this.number = number;
        this.note = note;
    }

    String name() {
        return name;
    }

    /** How many times a lease of this name was taken so far, this time included. */
    int number() {
        return number;
    }

    /** A word that no other lease has. */
    public synchronized String token() {
        return note.token();
    }

    /** The tokens of those who had the lease before, the last one first, as far as their notes can be read. */
    public List<String> earlierTokens() {
        return IntStream.iterate(number - 1, i -> i > 0, i -> i - 1)
                .mapToObj(i -> files.note(name, i).map(LeaseNote::token))
                .flatMap(Optional::stream)
                .toList();
    }

    /**
     * Says how far the work is, for other processes to read.
     *
     * @param words a few
     */
    public void tell(String words) {
        doing = words;
    }

    /**
     * Requires the lease not to be known as lost. It costs nothing.
     *
     * @throws LeaseLostException if another process has it
     */
    public void requireHeld() {
        if (isLost) {
            throw new LeaseLostException(name + " was taken over by "
                    + files.note(name, number + 1).map(LeaseNote::process).orElse("another process")
                    + ", since this process showed no sign of life");
        }
    }

    /**
     * Looks whether another process has the lease.
     *
     * @return true if one has
     */
    public boolean isTakenOver() {
        isLost |= files.exists(name, number + 1) || files.isMissing(name, number);
        return isLost;
    }

    /** Shows that this process lives, unless another one has the lease. */
    synchronized void beat() {
        if (note.state() != LeaseNote.State.HELD || isTakenOver()) {
            return;
        }
        try {
            write(LeaseNote.State.HELD);
        } catch (NoSuchFileException e) {
            isLost = true;
        } catch (IOException e) {
            // The next beat may get through. Where none does, another process takes over, and nothing is harmed.
            return;
        }
    }

    private void write(LeaseNote.State state) throws IOException {
        note = note.next(state, doing);
        files.overwrite(name, number, note);
    }

    /** Ends the lease with the work, well or not: nobody needs to do it again. */
    public void end() {
        leave(LeaseNote.State.ENDED);
    }

    /** Gives the lease back, unless it was ended: the work is still to be done. */
    @Override
    public void close() {
        leave(LeaseNote.State.RELEASED);
    }

    private synchronized void leave(LeaseNote.State state) {
        leases.forget(this);
        if (note.state() != LeaseNote.State.HELD || isTakenOver()) {
            return;
        }
        try {
            write(state);
        } catch (IOException e) {
            // Others find that it does not change any more.
            return;
        }
    }
}
