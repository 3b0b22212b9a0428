package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyStore;

/** Connections that read. */
final class ReaderPool implements AutoCloseable {

    private final List<SqlReader> all;
    private final BlockingQueue<SqlReader> free;

    ReaderPool(List<SqlReader> readers) {
        this.all = List.copyOf(readers);
        this.free = new ArrayBlockingQueue<>(readers.size(), true, all);
    }

    <T> T read(StudyStore.Query<T> query) throws StudyRefusal, IOException {
        SqlReader reader;
        try {
            reader = free.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while waiting for the study's store", e);
        }
        try {
            return query.in(reader);
        } finally {
            try {
                reader.sql().rollBack(); // nothing was written: this ends the view
            } finally {
                free.add(reader);
            }
        }
    }

    @Override
    public void close() throws IOException {
        for (SqlReader reader : all) {
            reader.sql().close();
        }
    }
}
