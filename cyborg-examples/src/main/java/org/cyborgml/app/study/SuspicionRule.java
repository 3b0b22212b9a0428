package org.cyborgml.app.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * When a participant is shown to the owner as suspicious.
 *
 * @param fastestSeconds a median response time below it is too fast
 */
public record SuspicionRule(double fastestSeconds) {

    private static final double DEFAULT_SECONDS = 2;

    /**
     * Checks the limit.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public SuspicionRule {
        if (!(fastestSeconds >= 0)) {
            throw new IllegalArgumentException("fastest_seconds " + fastestSeconds + ": must not be negative");
        }
    }

    @JsonCreator
    static SuspicionRule read(@JsonProperty("fastest_seconds") @Nullable Double fastestSeconds) {
        return new SuspicionRule(fastestSeconds == null ? DEFAULT_SECONDS : fastestSeconds);
    }

    static SuspicionRule standard() {
        return new SuspicionRule(DEFAULT_SECONDS);
    }
}
