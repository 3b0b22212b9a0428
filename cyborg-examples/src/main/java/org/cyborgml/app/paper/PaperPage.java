package org.cyborgml.app.paper;

import java.util.List;

/**
 * What the report's page shows, ready to be laid out. For the template {@code paper/report.jte} only.
 *
 * @param styleSheet CSS
 * @param title of the experiment
 * @param byline what the experiment is made of
 * @param finished how many cells are finished, in words
 * @param unfinished the cells without a result and what else is missing, a line each
 * @param introduction what the findings are of
 * @param findings what came out, a sentence for each comparison
 * @param remarks what is to be said of all of them
 * @param sections the tables and figures
 * @param facts what made the results
 * @param data SHA-256 of the files that went in
 * @param plan the plan as text
 */
public record PaperPage(
        String styleSheet,
        String title,
        String byline,
        String finished,
        List<String> unfinished,
        String introduction,
        List<String> findings,
        List<String> remarks,
        List<Section> sections,
        List<Fact> facts,
        List<Fact> data,
        String plan) {

    /**
     * A name with a value.
     *
     * @param name the name
     * @param value the value
     */
    public record Fact(String name, String value) {}
}
