package org.cyborgml.spark.experiment;

import org.apache.spark.util.AccumulatorV2;

/** Describes the progress of a trial in words, which executors send to the driver with every sign of life. */
final class TrialWords extends AccumulatorV2<String, String> {

    private static final long serialVersionUID = 1L;

    /** The name that Spark's pages show. */
    static final String NAME = "trial";

    private volatile String words = "";

    @Override
    public boolean isZero() {
        return words.isEmpty();
    }

    @Override
    public TrialWords copy() {
        TrialWords copy = new TrialWords();
        copy.words = words;
        return copy;
    }

    @Override
    public void reset() {
        words = "";
    }

    @Override
    public void add(String now) {
        words = now;
    }

    @Override
    public void merge(AccumulatorV2<String, String> other) {
        if (!other.isZero()) {
            words = other.value();
        }
    }

    @Override
    public String value() {
        return words;
    }
}
