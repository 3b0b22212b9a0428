package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** A connection to a database that keeps its statements. For use by one thread at a time. */
final class Sql implements AutoCloseable {

    private final Connection connection;
    private final Map<String, PreparedStatement> statements = new HashMap<>();

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Makes something of a row. */
    @FunctionalInterface
    interface Row<T> {
        /** Reads the row that the cursor is on. */
        T read(ResultSet row) throws SQLException, IOException;
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... arguments) throws IOException {
        try (ResultSet found = prepared(sql, arguments).executeQuery()) {
            List<T> all = new ArrayList<>();
            while (found.next()) {
                all.add(row.read(found));
            }
            return all;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    <T> Optional<T> one(String sql, Row<T> row, @Nullable Object... arguments) throws IOException {
        return list(sql, row, arguments).stream().findFirst();
    }

    int number(String sql, @Nullable Object... arguments) throws IOException {
        return one(sql, row -> row.getInt(1), arguments).orElse(0);
    }

    /** Changes rows and returns how many. */
    int change(String sql, @Nullable Object... arguments) throws IOException {
        try {
            return prepared(sql, arguments).executeUpdate();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs statements without parameters. */
    void script(String sql) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** Runs a statement outside of a transaction. */
    void alone(String sql) throws IOException {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql);
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /**
     * Moves the log of writes into the database and empties it, unless a reader still needs it.
     *
     * @return true if the log is empty
     */
    boolean emptyLog() throws IOException {
        try {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement();
                    ResultSet found = statement.executeQuery("PRAGMA busy_timeout")) {
                int patience = found.getInt(1);
                statement.execute("PRAGMA busy_timeout = 0"); // answers wait for the same thread
                try (ResultSet emptied = statement.executeQuery("PRAGMA wal_checkpoint(TRUNCATE)")) {
                    return emptied.getInt(1) == 0;
                } finally {
                    statement.execute("PRAGMA busy_timeout = " + patience);
                }
            } finally {
                connection.setAutoCommit(false);
            }
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object[] arguments) throws SQLException {
        PreparedStatement statement = statements.get(sql);
        if (statement == null) {
            statement = connection.prepareStatement(sql);
            statements.put(sql, statement);
        }
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    Savepoint savepoint() throws IOException {
        try {
            return connection.setSavepoint();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void release(Savepoint savepoint) throws IOException {
        try {
            connection.releaseSavepoint(savepoint);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void rollBackTo(Savepoint savepoint) throws IOException {
        try {
            connection.rollback(savepoint);
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void commit() throws IOException {
        try {
            connection.commit();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    void rollBack() throws IOException {
        try {
            connection.rollback();
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    private static IOException failure(SQLException e) {
        if (e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_FULL) {
            return new IOException("study.sqlite: the disk is full", e);
        }
        return new IOException("study.sqlite: " + e.getMessage(), e);
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(e);
        }
    }
}
