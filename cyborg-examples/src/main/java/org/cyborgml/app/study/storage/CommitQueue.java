package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyStore;

/**
 * The one writer of a database. Works that wait share a commit, and so a sync of the disk; each has a savepoint of its own, so
 * that one that fails undoes nothing of the others. A work's caller goes on once the commit is on the disk.
 */
final class CommitQueue implements AutoCloseable {

    private static final int LONGEST = 2000;
    private static final int MOST_AT_ONCE = 100;
    private static final int PATIENCE_MILLIS = 200;

    private final SqlWriter writer;
    private final BlockingQueue<Waiting<?>> queue = new ArrayBlockingQueue<>(LONGEST);
    private final Thread thread;
    private volatile boolean isClosed;

    /** Something deleted is still in the log of writes. Of the writer's thread. */
    private boolean isLogDirty;

    CommitQueue(SqlWriter writer) {
        this.writer = writer;
        this.thread = new Thread(this::run, "study-writer");
        thread.setDaemon(true);
        thread.start();
    }

    /** A work and the promise of its result. */
    private static final class Waiting<T> {
        private final StudyStore.Work<T> work;
        private final CompletableFuture<T> promise = new CompletableFuture<>();
        private Runnable end = () -> {};

        private Waiting(StudyStore.Work<T> work) {
            this.work = work;
        }

        /** Does the work; its result is given to the caller later, by {@link #end}. */
        private void run(SqlWriter writer) throws IOException {
            Savepoint before = writer.sql().savepoint();
            try {
                T result = work.in(writer);
                end = () -> promise.complete(result);
            } catch (StudyRefusal | IOException | RuntimeException e) {
                writer.sql().rollBackTo(before);
                end = () -> promise.completeExceptionally(e);
            }
            writer.sql().release(before);
        }
    }

    <T> T write(StudyStore.Work<T> work) throws StudyRefusal, IOException {
        Waiting<T> waiting = new Waiting<>(work);
        boolean isTaken = !isClosed && queue.offer(waiting);
        if (!isTaken || (isClosed && queue.remove(waiting))) {
            throw new IOException("the study's store " + (isClosed ? "is closed" : "has too much to do"));
        }
        try {
            return waiting.promise.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while the study's store wrote", e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof StudyRefusal refusal) {
                throw refusal;
            }
            if (cause instanceof RuntimeException fault) {
                throw fault;
            }
            throw cause instanceof IOException failure ? failure : new IOException(cause);
        }
    }

    private void run() {
        List<Waiting<?>> batch = new ArrayList<>();
        try {
            while (!isClosed || !queue.isEmpty()) {
                Waiting<?> first = isLogDirty ? queue.poll(PATIENCE_MILLIS, TimeUnit.MILLISECONDS) : queue.take();
                if (first == null) {
                    emptyLog();
                    continue;
                }
                batch.add(first);
                queue.drainTo(batch, MOST_AT_ONCE - 1);
                commit(batch);
                batch.clear();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            isClosed = true;
            queue.drainTo(batch);
            batch.forEach(
                    waiting -> waiting.promise.completeExceptionally(new IOException("the study's store is closed")));
        }
    }

    private void commit(List<Waiting<?>> batch) {
        try {
            for (Waiting<?> waiting : batch) {
                waiting.run(writer);
            }
            writer.sql().commit();
        } catch (IOException | RuntimeException e) {
            undo();
            batch.forEach(waiting -> waiting.promise.completeExceptionally(e));
            return;
        }
        isLogDirty |= writer.takeDeleted();
        if (isLogDirty) {
            emptyLog();
        }
        batch.forEach(waiting -> waiting.end.run());
    }

    /** Overwrites deleted data in the log of writes. Where a reader still needs the log, it is tried again later. */
    private void emptyLog() {
        try {
            isLogDirty = !writer.sql().emptyLog();
        } catch (IOException e) {
            isLogDirty = true;
        }
    }

    private void undo() {
        try {
            writer.sql().rollBack();
        } catch (IOException e) {
            // Nothing was committed, and the callers learn of the first failure.
        }
    }

    /** Ends the thread once all that waits is written. */
    @Override
    public void close() throws IOException {
        if (isClosed) {
            return;
        }
        try {
            write(writing -> {
                isClosed = true;
                return true;
            });
            thread.join();
        } catch (StudyRefusal e) {
            throw new IOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
