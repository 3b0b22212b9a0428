package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * The tables of a study's database and their versions. {@code schema-N.sql} turns version N - 1 into version N; the database
 * keeps its version as {@code user_version}.
 */
final class StudySchema {

    /** The version that this program reads and writes. */
    static final int NEWEST = 2;

    private StudySchema() {}

    /**
     * Brings a database to the newest version. One that holds an older version is copied beside itself first.
     *
     * @param sql the database, in no transaction
     * @param file of the database
     * @throws IOException if it is of a newer version, or the disk fails
     */
    static void migrate(Sql sql, Path file) throws IOException {
        int version = version(sql, file);
        sql.commit();
        if (version > 0 && version < NEWEST) {
            Path copy = file.resolveSibling("study-schema-" + version + ".sqlite");
            Files.deleteIfExists(copy);
            sql.alone("VACUUM INTO '" + copy.toString().replace("'", "''") + "'");
        }
        for (int next = version + 1; next <= NEWEST; next++) {
            sql.script(text(next));
            sql.script("PRAGMA user_version = " + next);
            sql.commit();
        }
    }

    /**
     * Checks that a database can be read as it is.
     *
     * @throws IOException if it is of another version
     */
    static void requireNewest(Sql sql, Path file) throws IOException {
        int version = version(sql, file);
        if (version < NEWEST) {
            throw new IOException(file + ": is of version " + version + ", from an older program: serve the study once,"
                    + " which brings it to version " + NEWEST);
        }
    }

    private static int version(Sql sql, Path file) throws IOException {
        int version = sql.number("PRAGMA user_version");
        if (version > NEWEST) {
            throw new IOException(file + ": is of version " + version
                    + ", from a newer program; this one knows versions 1 to " + NEWEST);
        }
        return version;
    }

    /** The statements that make a version of the one before. */
    static String text(int version) throws IOException {
        String name = "schema-" + version + ".sql";
        try (InputStream in = StudySchema.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
