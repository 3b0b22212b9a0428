package org.cyborgml.app.study.storage;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.cyborgml.app.study.StudyItem;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyStore;
import org.cyborgml.saliency.file.FolderLock;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;

/**
 * Keeps a study in {@code study.sqlite}. Writes go through one thread and are on the disk when they return (write-ahead log,
 * full sync), so that neither a killed process nor a power cut loses one. Deleted data is overwritten.
 */
public final class SqliteStudyStore implements StudyStore {

    private static final int READERS = 4;
    private static final int BUSY_MILLIS = 10_000;

    private final List<StudyItem> items;
    private final ReaderPool readers;
    private final @Nullable CommitQueue writer;
    private final List<Closeable> resources;

    private SqliteStudyStore(
            List<StudyItem> items, ReaderPool readers, @Nullable CommitQueue writer, List<Closeable> resources) {
        this.items = List.copyOf(items);
        this.readers = readers;
        this.writer = writer;
        this.resources = List.copyOf(resources);
    }

    /**
     * Opens a study for participants, or makes its database. One process may do so at a time.
     *
     * @param folder of the study
     * @param plan of the study
     * @param items all that its table of items lists
     * @return the store, to be closed
     * @throws IOException if another process serves the study, the database is of a newer version, or the plan or the items
     *     differ from what participants were given
     */
    static SqliteStudyStore open(Path folder, StudyPlan plan, List<StudyItem> items) throws IOException {
        FolderLock lock = FolderLock.take(folder);
        try {
            Path file = folder.resolve(StudyFolder.DATABASE);
            Sql sql = connect(file, SQLiteConfig.TransactionMode.IMMEDIATE);
            try {
                StudySchema.migrate(sql, file);
                StoredPlan.keep(sql, plan);
                StoredItems.keep(sql, items);
                sql.commit();
            } catch (IOException | RuntimeException e) {
                sql.close();
                throw e;
            }
            CommitQueue queue = new CommitQueue(new SqlWriter(sql, items));
            return new SqliteStudyStore(items, readers(file, items), queue, List.of(sql::close, lock::close));
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Opens a study for reading, while it is served or not.
     *
     * @param folder of the study
     * @return the store, to be closed; writing to it is an error
     * @throws IOException if there is no database, or it is of another version
     */
    static SqliteStudyStore openForReading(Path folder) throws IOException {
        Path file = folder.resolve(StudyFolder.DATABASE);
        if (!Files.isRegularFile(file)) {
            throw new IOException(file + ": is not there; nobody has served this study yet");
        }
        List<StudyItem> items;
        try (Sql sql = connect(file, SQLiteConfig.TransactionMode.DEFERRED)) {
            StudySchema.requireNewest(sql, file);
            items = StoredItems.read(sql);
        }
        return new SqliteStudyStore(items, readers(file, items), null, List.of());
    }

    private static ReaderPool readers(Path file, List<StudyItem> items) throws IOException {
        List<SqlReader> readers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            readers.add(new SqlReader(connect(file, SQLiteConfig.TransactionMode.DEFERRED), items));
        }
        return new ReaderPool(readers);
    }

    private static Sql connect(Path file, SQLiteConfig.TransactionMode mode) throws IOException {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.enforceForeignKeys(true);
        config.setBusyTimeout(BUSY_MILLIS);
        config.setPragma(SQLiteConfig.Pragma.SECURE_DELETE, "on");
        config.setTransactionMode(mode);
        try {
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            connection.setAutoCommit(false);
            return new Sql(connection);
        } catch (SQLException e) {
            throw new IOException(file + ": cannot be opened as a database: " + e.getMessage(), e);
        }
    }

    @Override
    public <T> T write(Work<T> work) throws StudyRefusal, IOException {
        if (writer == null) {
            throw new IllegalStateException("the store was opened for reading");
        }
        return writer.write(work);
    }

    @Override
    public <T> T read(Query<T> query) throws StudyRefusal, IOException {
        return readers.read(query);
    }

    @Override
    public List<StudyItem> items() {
        return items;
    }

    /**
     * Writes a copy of the database as it is now, while it is in use.
     *
     * @param copy a file that is not there
     * @throws IOException if it cannot be written
     */
    public void backUp(Path copy) throws IOException {
        try {
            readers.read(reader -> {
                ((SqlReader) reader)
                        .sql()
                        .alone("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
                return true;
            });
        } catch (StudyRefusal e) {
            throw new IOException(e);
        }
    }

    /** Writes what waits and closes the database. */
    @Override
    public void close() throws IOException {
        try {
            if (writer != null) {
                writer.close();
            }
        } finally {
            readers.close();
            for (Closeable resource : resources) {
                resource.close();
            }
        }
    }
}
