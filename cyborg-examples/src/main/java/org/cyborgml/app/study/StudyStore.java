package org.cyborgml.app.study;

import java.io.IOException;
import java.util.List;

/** Keeps what participants did. Safe for use by several threads. */
public interface StudyStore extends AutoCloseable {

    /** Work in a transaction. */
    @FunctionalInterface
    interface Work<T> {
        /** Does the work; an exception undoes all of it. */
        T in(StudyWriter writer) throws StudyRefusal, IOException;
    }

    /** A question to the store. */
    @FunctionalInterface
    interface Query<T> {
        /** Answers the question. */
        T in(StudyReader reader) throws StudyRefusal, IOException;
    }

    /**
     * Does work in a transaction of its own.
     *
     * @return the work's result, once everything is on the disk
     * @throws StudyRefusal if the work throws it
     * @throws IOException if the work throws it, or the store fails
     */
    <T> T write(Work<T> work) throws StudyRefusal, IOException;

    /**
     * Asks a question.
     *
     * @return the answer, of what was on the disk
     * @throws StudyRefusal if the question throws it
     * @throws IOException if the question throws it, or the store fails
     */
    <T> T read(Query<T> query) throws StudyRefusal, IOException;

    /**
     * The items of the study.
     *
     * @return in the order of their numbers, from 1
     */
    List<StudyItem> items();

    @Override
    void close() throws IOException;
}
