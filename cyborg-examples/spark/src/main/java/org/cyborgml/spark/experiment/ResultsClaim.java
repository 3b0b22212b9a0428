package org.cyborgml.spark.experiment;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.cyborgml.app.sharing.Lease;
import org.cyborgml.app.sharing.Leases;
import org.cyborgml.saliency.file.FolderLock;

/**
 * The claim of one driver to a folder of results: the lock of a local one, and elsewhere a lease, that is a file below {@code work/}
 * which the driver changes as long as it lives.
 */
final class ResultsClaim implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMinutes(1);
    private static final String NAME = "driver";

    private final Optional<FolderLock> lock;
    private final Optional<Leases> leases;
    private final Optional<Lease> lease;

    private ResultsClaim(Optional<FolderLock> lock, Optional<Leases> leases, Optional<Lease> lease) {
        this.lock = lock;
        this.leases = leases;
        this.lease = lease;
    }

    /**
     * Claims a folder. If a driver was killed there, this waits until it has shown no sign of life for a minute.
     *
     * @throws IOException if another driver has it, or it cannot be written
     */
    static ResultsClaim of(Path folder) throws IOException {
        return of(folder, SILENCE);
    }

    /** As above, with another time of silence after which others take this driver for dead. */
    static ResultsClaim of(Path folder, Duration silence) throws IOException {
        if (folder.getFileSystem().equals(FileSystems.getDefault())) {
            return new ResultsClaim(Optional.of(FolderLock.take(folder)), Optional.empty(), Optional.empty());
        }
        Leases leases = Leases.open(leases(folder), silence);
        try {
            leases.requireAllFree();
            Optional<Lease> lease = leases.claim(NAME);
            if (lease.isEmpty()) {
                throw new IOException("another process was faster");
            }
            return new ResultsClaim(Optional.empty(), Optional.of(leases), lease);
        } catch (IOException e) {
            leases.close();
            throw new IOException(folder + ": " + e.getMessage(), e);
        } catch (RuntimeException e) {
            leases.close();
            throw e;
        }
    }

    /** Where the files of leases are. No trial's name begins with a dot. */
    static Path leases(Path folder) {
        return PublishedTrial.work(folder).resolve(".driver");
    }

    /**
     * Requires that no other driver has taken the folder over, as one does when this one was stopped for too long.
     *
     * @throws org.cyborgml.app.sharing.LeaseLostException if one has
     */
    void requireHeld() {
        lease.filter(Lease::isTakenOver).ifPresent(Lease::requireHeld);
    }

    /** Gives the folder back. */
    @Override
    public void close() throws IOException {
        leases.ifPresent(Leases::close);
        if (lock.isPresent()) {
            lock.get().close();
        }
    }
}
