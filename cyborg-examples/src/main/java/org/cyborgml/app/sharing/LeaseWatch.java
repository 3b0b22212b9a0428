package org.cyborgml.app.sharing;

import com.google.common.base.Ticker;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Watches whether the content of lease files changes, by this process's own clock that only goes forward. Between two looks no
 * more time counts than there should be between them, so that a process that was stopped itself does not take others for dead.
 */
final class LeaseWatch {

    private final Ticker ticker;
    private final long longestGap;
    private final Map<String, Seen> seen = new HashMap<>();

    /**
     * A sight of a lease.
     *
     * @param isChanged true if the content is another than at the look before
     * @param unchanged for how long it was seen to be the same
     */
    record Sight(boolean isChanged, Duration unchanged) {}

    private record Seen(int number, String content, long at, long unchanged) {}

    /**
     * A watch.
     *
     * @param ticker this process's clock
     * @param longestGap the most time that counts between two looks
     */
    LeaseWatch(Ticker ticker, Duration longestGap) {
        this.ticker = ticker;
        this.longestGap = longestGap.toNanos();
    }

    Sight look(String name, int number, String content) {
        long now = ticker.read();
        Seen before = seen.get(name);
        boolean isChanged = false;
        long unchanged = 0;
        if (before != null) {
            isChanged = before.number != number || !before.content.equals(content);
            unchanged = isChanged ? 0 : before.unchanged + Math.min(now - before.at, longestGap);
        }
        seen.put(name, new Seen(number, content, now, unchanged));
        return new Sight(isChanged, Duration.ofNanos(unchanged));
    }
}
