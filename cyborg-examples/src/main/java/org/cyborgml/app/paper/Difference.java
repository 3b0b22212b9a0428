package org.cyborgml.app.paper;

import java.util.List;
import java.util.stream.DoubleStream;
import org.cyborgml.app.experiment.PairedRuns;
import org.cyborgml.app.report.Numbers;

/** A setting's AUC compared with the baseline's over paired runs. */
interface Difference {

    Setting setting();

    TestColumn column();

    PairedRuns runs();

    /** The mean difference with its interval. */
    default String text(int decimals) {
        return Numbers.difference(runs().mean(), runs().interval(), decimals);
    }

    /** Decimals that no end of an interval is lost by. */
    static int decimals(List<? extends Difference> all) {
        return Numbers.decimals(all.stream()
                .map(one -> one.runs().interval())
                .flatMapToDouble(interval -> DoubleStream.of(interval.lower(), interval.upper())));
    }
}
