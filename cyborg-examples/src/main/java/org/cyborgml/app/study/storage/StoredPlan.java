package org.cyborgml.app.study.storage;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.cyborgml.app.study.StudyPlan;

/** The settings of a plan that the answers in a database belong to, and the owner's settings. */
final class StoredPlan {

    private StoredPlan() {}

    /**
     * Keeps the settings of a plan. Once someone was given a trial they may not change: answers of two designs are no study.
     *
     * @throws IOException if one has changed
     */
    static void keep(Sql sql, StudyPlan plan) throws IOException {
        boolean isFixed = sql.number("SELECT count(*) FROM trial") > 0;
        for (Map.Entry<String, String> setting : fixed(plan).entrySet()) {
            Optional<String> stored = read(sql, setting.getKey());
            if (isFixed && stored.isPresent() && !stored.get().equals(setting.getValue())) {
                throw new IOException("study.yaml: " + setting.getKey() + " is " + setting.getValue() + ", but was "
                        + stored.get() + " when the first trial was given: begin a new study for another design");
            }
            write(sql, setting.getKey(), setting.getValue());
        }
        int annotators = sql.number("SELECT value FROM setting WHERE name = ?", SqlReader.ANNOTATORS);
        if (annotators < plan.annotators()) {
            write(sql, SqlReader.ANNOTATORS, Integer.toString(plan.annotators()));
        }
        if (read(sql, SqlReader.PAUSED).isEmpty()) {
            write(sql, SqlReader.PAUSED, "0");
        }
    }

    private static Map<String, String> fixed(StudyPlan plan) {
        Map<String, String> fixed = new LinkedHashMap<>();
        fixed.put("design", plan.design().toString());
        fixed.put("classes", plan.classes().toString());
        fixed.put("conditions", plan.conditions().toString());
        fixed.put("layout", plan.layout().toString());
        fixed.put("highlight", plan.highlight().toString());
        fixed.put("confidence", Integer.toString(plan.confidence()));
        return fixed;
    }

    private static Optional<String> read(Sql sql, String name) throws IOException {
        return sql.one("SELECT value FROM setting WHERE name = ?", row -> row.getString(1), name);
    }

    private static void write(Sql sql, String name, String value) throws IOException {
        sql.change("INSERT OR REPLACE INTO setting (name, value) VALUES (?, ?)", name, value);
    }
}
