package org.cyborgml.app.sharing;

import com.google.common.base.Preconditions;
import com.google.common.base.Ticker;
import com.google.common.util.concurrent.ThreadFactoryBuilder;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * Leases on pieces of work, as files in a folder that several processes share. A process that takes a lease shows from then on
 * that it lives, by changing the file again and again. Where a file does not change any more, another process takes the work over.
 *
 * <p>Two things are relied on of the file system, and NFS version 3 and later has both: only one process can create a file of a
 * name (O_EXCL), and who opens a file sees what others wrote before they closed it. Clocks are not compared: each process
 * measures by its own for how long a file has not changed. A process that wakes after its lease was taken over may go on for a
 * moment, so its work must be such that two may do it: each in a folder of its own, named by {@link Lease#token}.
 *
 * <p>Safe for several threads.
 */
public final class Leases implements AutoCloseable {

    private static final int BEATS = 6;
    private static final int LOOKS = 12;
    private static final int GAPS = 4;

    private final LeaseFiles files;
    private final Duration silence;
    private final String process;
    private final LeaseWatch watch;
    private final Map<String, Integer> newest = new HashMap<>();
    private final Map<String, Lease> held = new HashMap<>();
    private final Optional<ScheduledExecutorService> heart;

    /** States of a lease as others see it. */
    public enum State {
        /** To be had. */
        FREE,
        /** Another process, or this one, is at work. */
        HELD,
        /** The work is over. It is to be had again after a while, for work that was undone since. */
        ENDED
    }

    private Leases(
            Path folder, Duration silence, Ticker ticker, String process, Optional<ScheduledExecutorService> heart) {
        this.files = new LeaseFiles(folder);
        this.silence = silence;
        this.process = process;
        this.watch = new LeaseWatch(ticker, silence.dividedBy(GAPS));
        this.heart = heart;
    }

    /** Leases of a process whose heart beats when it is told to. */
    static Leases withoutHeart(Path folder, Duration silence, Ticker ticker, String process) {
        return new Leases(folder, silence, ticker, process, Optional.empty());
    }

    /**
     * Opens a folder of leases; it is made if it is not there.
     *
     * @param folder of their files
     * @param silence for how long this process may show no sign of life before others take its work over, at least a second
     * @return to be closed, which gives all leases back
     * @throws IOException if the folder cannot be made
     */
    public static Leases open(Path folder, Duration silence) throws IOException {
        Preconditions.checkArgument(
                silence.compareTo(Duration.ofSeconds(1)) >= 0, "leases of %s: must be of at least a second", silence);
        Files.createDirectories(folder);
        ScheduledExecutorService heart = Executors.newSingleThreadScheduledExecutor(new ThreadFactoryBuilder()
                .setNameFormat("leases-%d")
                .setDaemon(true)
                .build());
        Leases leases = new Leases(
                folder,
                silence,
                Ticker.systemTicker(),
                ManagementFactory.getRuntimeMXBean().getName(),
                Optional.of(heart));
        long beat = silence.dividedBy(BEATS).toMillis();
        // It ends with the executor, which close() stops.
        ScheduledFuture<?> unused = heart.scheduleWithFixedDelay(leases::beat, beat, beat, TimeUnit.MILLISECONDS);
        return leases;
    }

    /** Shows that this process lives, in all leases that it holds. */
    void beat() {
        List<Lease> mine;
        synchronized (this) {
            mine = List.copyOf(held.values());
        }
        mine.forEach(Lease::beat);
    }

    /** How long to wait before another look. */
    public Duration pause() {
        return silence.dividedBy(LOOKS);
    }

    private int newest(String name) {
        int number = files.newest(name, newest.getOrDefault(name, 0));
        newest.put(name, number);
        return number;
    }

    /**
     * The state of a lease. One whose file does not change is free only after several looks.
     *
     * @param name of the lease
     * @return the state
     */
    public synchronized State state(String name) {
        int number = newest(name);
        if (held.containsKey(name)) {
            return State.HELD;
        }
        if (number == 0) {
            return State.FREE;
        }
        String content = files.read(name, number);
        Duration unchanged = watch.look(name, number, content).unchanged();
        Optional<LeaseNote> note = LeaseNote.parse(content);
        if (note.isPresent() && note.get().state() == LeaseNote.State.RELEASED) {
            return State.FREE;
        }
        Duration most = note.map(one -> Duration.ofMillis(one.silenceMillis())).orElse(silence);
        if (unchanged.compareTo(most) >= 0) {
            return State.FREE;
        }
        return note.isPresent() && note.get().state() == LeaseNote.State.ENDED ? State.ENDED : State.HELD;
    }

    /**
     * Takes a lease.
     *
     * @param name of the lease: letters, digits and {@code . _ - /}
     * @return empty if it is not free
     * @throws IOException if its file cannot be written
     */
    public synchronized Optional<Lease> claim(String name) throws IOException {
        if (state(name) != State.FREE) {
            return Optional.empty();
        }
        int number = newest.getOrDefault(name, 0) + 1;
        LeaseNote note =
                new LeaseNote(UUID.randomUUID().toString(), process, silence.toMillis(), LeaseNote.State.HELD, "", 0);
        boolean isMine = files.create(name, number, note);
        // Where another process was faster, its number is known now, even if the file cannot be seen yet.
        newest.put(name, number);
        if (!isMine) {
            return Optional.empty();
        }
        Lease lease = new Lease(this, files, name, number, note);
        held.put(name, lease);
        return Optional.of(lease);
    }

    synchronized void forget(Lease lease) {
        held.remove(lease.name(), lease);
    }

    /** A look at whether work is done already. */
    @FunctionalInterface
    public interface Done {

        /**
         * Tells if nothing is left to do.
         *
         * @throws IOException if a file cannot be read
         */
        boolean isDone() throws IOException;
    }

    /**
     * Takes a lease, and waits as long as others have it, unless its work is done.
     *
     * @param name of the lease
     * @param done looked at before every try
     * @return empty if the work is done
     * @throws IOException if a file cannot be written or read
     */
    public Optional<Lease> await(String name, Done done) throws IOException {
        while (!done.isDone()) {
            Optional<Lease> lease = claim(name);
            if (lease.isPresent()) {
                return lease;
            }
            sleep();
        }
        return Optional.empty();
    }

    private void sleep() {
        try {
            Thread.sleep(pause().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("interrupted while another process was waited for");
        }
    }

    /**
     * The leases among some that other processes hold.
     *
     * @param names of leases
     * @return those that are held, in the order of the names
     */
    public synchronized List<HeldLease> heldByOthers(Collection<String> names) {
        List<HeldLease> others = new ArrayList<>();
        for (String name : names) {
            if (!held.containsKey(name) && state(name) == State.HELD) {
                others.add(holder(name));
            }
        }
        return others;
    }

    private HeldLease holder(String name) {
        return files.note(name, newest.getOrDefault(name, 0))
                .map(note -> new HeldLease(name, note.process(), note.doing()))
                .orElse(new HeldLease(name, "a process that has not said its name", ""));
    }

    /**
     * Waits until no other process holds any lease, which takes a while only where processes were killed.
     *
     * @throws IOException if a process is seen to live; the message names it
     */
    public void requireAllFree() throws IOException {
        TreeSet<String> open = new TreeSet<>(files.names());
        open.removeIf(name -> state(name) != State.HELD);
        while (!open.isEmpty()) {
            sleep();
            for (String name : List.copyOf(open)) {
                requireNoChange(name);
                if (state(name) != State.HELD) {
                    open.remove(name);
                    claim(name).ifPresent(Lease::close);
                }
            }
        }
    }

    private synchronized void requireNoChange(String name) throws IOException {
        int number = newest(name);
        if (watch.look(name, number, files.read(name, number)).isChanged()) {
            throw new IOException("another process is using this folder: " + holder(name));
        }
    }

    /** Gives all leases back. */
    @Override
    public void close() {
        heart.ifPresent(ScheduledExecutorService::shutdownNow);
        List<Lease> mine;
        synchronized (this) {
            mine = List.copyOf(held.values());
        }
        mine.forEach(Lease::close);
    }
}
