package org.cyborgml.app.study.web;

import com.google.common.cache.CacheBuilder;
import com.google.common.cache.CacheLoader;
import com.google.common.cache.LoadingCache;
import java.time.Duration;
import java.time.InstantSource;

/** Limits how often someone may ask. Addresses and tokens are kept in memory only, and for ten minutes. */
final class RequestRates {

    private static final double SECONDS_OF_MINUTE = 60;
    private static final double SESSION_PER_SECOND = 20;
    private static final double SESSION_AT_ONCE = 60;
    private static final double FAILURES_PER_SECOND = 0.5;
    private static final double FAILURES_AT_ONCE = 30;
    private static final double MILLIS = 1000;
    private static final int MOST_KEPT = 100_000;
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final InstantSource clock;
    private final LoadingCache<String, Bucket> joining;
    private final LoadingCache<String, Bucket> sessions;
    private final LoadingCache<String, Bucket> failures;

    RequestRates(int joinsPerMinute, InstantSource clock) {
        this.clock = clock;
        this.joining = buckets(joinsPerMinute / SECONDS_OF_MINUTE, joinsPerMinute);
        this.sessions = buckets(SESSION_PER_SECOND, SESSION_AT_ONCE);
        this.failures = buckets(FAILURES_PER_SECOND, FAILURES_AT_ONCE);
    }

    private LoadingCache<String, Bucket> buckets(double perSecond, double atOnce) {
        return CacheBuilder.newBuilder()
                .maximumSize(MOST_KEPT)
                .expireAfterAccess(KEPT)
                .build(CacheLoader.from(() -> new Bucket(perSecond, atOnce, clock.millis())));
    }

    /** Holds what may be taken at once, and fills up with time. */
    private static final class Bucket {
        private final double perSecond;
        private final double most;
        private double content;
        private long filled;

        private Bucket(double perSecond, double most, long now) {
            this.perSecond = perSecond;
            this.most = most;
            this.content = most;
            this.filled = now;
        }

        /** Takes one, or tells how many seconds from now there will be one. */
        private synchronized int take(long now, int taken) {
            content = Math.min(most, content + Math.max(0, now - filled) / MILLIS * perSecond);
            filled = now;
            if (content >= 1) {
                content -= taken;
                return 0;
            }
            return (int) Math.ceil((1 - content) / perSecond);
        }
    }

    /** Counts a participant that joins from an address. */
    void takeForJoining(String address) throws RequestProblem {
        take(joining, address, 1);
    }

    /** Counts a request of a session. */
    void takeForSession(String token) throws RequestProblem {
        take(sessions, token, 1);
    }

    /** Counts a wrong token from an address. */
    void countFailure(String address) {
        failures.getUnchecked(address).take(clock.millis(), 1);
    }

    /** Refuses an address that sent too many tokens that were none. */
    void requireFewFailures(String address) throws RequestProblem {
        take(failures, address, 0);
    }

    private void take(LoadingCache<String, Bucket> buckets, String who, int taken) throws RequestProblem {
        int wait = buckets.getUnchecked(who).take(clock.millis(), taken);
        if (wait > 0) {
            throw RequestProblem.tooMany(wait);
        }
    }
}
