package org.cyborgml.app.sharing;

import com.google.common.base.Ticker;
import java.time.Duration;

/** The clock of one machine: it begins anywhere, and may go faster or slower than the world. */
final class SteppedTicker extends Ticker {

    private final double rate;
    private long nanos;

    SteppedTicker(long begin, double rate) {
        this.nanos = begin;
        this.rate = rate;
    }

    SteppedTicker() {
        this(0, 1);
    }

    /** So much time passes in the world. */
    void pass(Duration time) {
        nanos += (long) (time.toNanos() * rate);
    }

    @Override
    public long read() {
        return nanos;
    }
}
