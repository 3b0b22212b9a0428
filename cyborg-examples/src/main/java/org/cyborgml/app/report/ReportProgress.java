package org.cyborgml.app.report;

/** Listens to the progress of a report. */
@FunctionalInterface
public interface ReportProgress {

    /** Listens to nothing. */
    ReportProgress NONE = (unit, done, total) -> {};

    /**
     * One more is read or computed.
     *
     * @param unit of what is counted, such as "images"
     * @param done how many so far
     * @param total how many in all
     */
    void counted(String unit, int done, int total);
}
