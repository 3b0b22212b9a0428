package org.cyborgml.data;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.cyborgml.saliency.image.ImageFileException;

/**
 * Reads files in other threads while the caller uses the ones before: in order, any number of them in the memory of three
 * batches.
 */
public final class ReadAhead {

    private static final int READERS = 2;

    private ReadAhead() {}

    /**
     * Reads one file.
     *
     * @param <S> identifies a file
     * @param <T> content of a file
     */
    @FunctionalInterface
    public interface Reader<S, T> {

        /**
         * Reads one file; called by several threads.
         *
         * @param source identifies the file
         * @return its content
         * @throws ImageFileException if it cannot be used; the message names it
         */
        T read(S source) throws ImageFileException;
    }

    /**
     * Uses the contents of files.
     *
     * @param <T> content of a file
     */
    @FunctionalInterface
    public interface User<T> {

        /**
         * Uses a batch; called by the caller's thread.
         *
         * @param batch contents in order; less than a full batch at the end only, and none where the last files could not be
         *     used
         * @param done files looked at so far, those that failed too
         * @throws IOException ends the reading
         */
        void use(List<T> batch, int done) throws IOException;
    }

    /**
     * Reads files and hands them on in batches. A file that cannot be used, for whatever reason, is left out; the others are
     * read all the same. A file for which the memory does not suffice is tried again while no other is read.
     *
     * @param <S> identifies a file
     * @param <T> content of a file
     * @param sources identify the files
     * @param batch number of files that are used at once, at least 1
     * @param name tells the name of a file, for a failure whose message does not name it
     * @param reader reads a file
     * @param user uses the contents
     * @return a message for each file that could not be used, which names it and the reason
     * @throws IOException if the user throws it, or the thread is interrupted
     */
    public static <S, T> List<String> inBatches(
            List<S> sources, int batch, Function<S, String> name, Reader<S, T> reader, User<T> user)
            throws IOException {
        List<String> failures = new ArrayList<>();
        inBatches(sources, batch, name, reader, user, (source, message) -> failures.add(message));
        return failures;
    }

    /**
     * Reads files and hands them on in batches as {@link #inBatches(List, int, Function, Reader, User)} does.
     *
     * @param <S> identifies a file
     * @param <T> content of a file
     * @param sources identify the files
     * @param batch number of files that are used at once, at least 1
     * @param name tells the name of a file, for a failure whose message does not name it
     * @param reader reads a file
     * @param user uses the contents
     * @param failed receives each file that could not be used, with a message that names it and the reason
     * @throws IOException if the user throws it, or the thread is interrupted
     */
    public static <S, T> void inBatches(
            List<S> sources,
            int batch,
            Function<S, String> name,
            Reader<S, T> reader,
            User<T> user,
            BiConsumer<S, String> failed)
            throws IOException {
        if (batch < 1) {
            throw new IllegalArgumentException("batch must be at least 1, found " + batch);
        }
        ExecutorService workers = Executors.newFixedThreadPool(READERS);
        try {
            List<T> ready = new ArrayList<>();
            Queue<Reading<S, T>> underWay = new ArrayDeque<>();
            int begun = 0;
            for (int done = 1; done <= sources.size(); done++) {
                while (begun < sources.size() && underWay.size() < 2 * batch) {
                    S source = sources.get(begun++);
                    Callable<T> reading = () -> reader.read(source);
                    underWay.add(new Reading<>(source, workers.submit(reading)));
                }
                Reading<S, T> next = underWay.remove();
                try {
                    ready.add(result(next, underWay, reader));
                } catch (ExecutionException e) {
                    failed.accept(
                            next.source,
                            String.valueOf(
                                    ImageFileException.of(name.apply(next.source), Objects.requireNonNull(e.getCause()))
                                            .getMessage()));
                }
                if (ready.size() == batch || done == sources.size()) {
                    user.use(List.copyOf(ready), done);
                    ready.clear();
                }
            }
        } finally {
            workers.shutdownNow();
        }
    }

    private record Reading<S, T>(S source, Future<T> content) {}

    /** The content of a file, or an exception whose cause is what went wrong. */
    private static <S, T> T result(Reading<S, T> reading, Queue<Reading<S, T>> others, Reader<S, T> reader)
            throws ExecutionException, InterruptedIOException {
        try {
            return reading.content.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof OutOfMemoryError)) {
                throw e;
            }
            for (Reading<S, T> other : others) {
                await(other.content);
            }
            return alone(reading.source, reader);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static <S, T> T alone(S source, Reader<S, T> reader) throws ExecutionException {
        try {
            return reader.read(source);
        } catch (ImageFileException | RuntimeException | OutOfMemoryError e) {
            throw new ExecutionException(e);
        }
    }

    private static void await(Future<?> reading) throws InterruptedIOException {
        try {
            reading.get();
        } catch (ExecutionException e) {
            // Told when it is this file's turn.
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }
}
