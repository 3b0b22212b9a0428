package org.cyborgml.app.experiment;

import java.time.Duration;
import org.cyborgml.app.sharing.Shard;

/**
 * How an experiment is shared among processes that all see its folder. Immutable.
 *
 * @param shard the trials that this process may do
 * @param silence for how long it may show no sign of life before others take its trial over
 * @param failed what is done about trials that had failed before it began
 */
public record Sharing(Shard shard, Duration silence, Failed failed) {

    /** Uses of trials that failed. */
    public enum Failed {
        /** They stay as they are. */
        LEFT,
        /** They are tried once more. */
        TRIED_AGAIN
    }

    /** Any trial may be done, those that failed are left, and a process is taken for dead after a minute. */
    public static Sharing withDefaults() {
        return new Sharing(Shard.WHOLE, Duration.ofMinutes(1), Failed.LEFT);
    }

    /** The same with another share of the trials; a student is in the share of its teacher. */
    public Sharing withShard(Shard value) {
        return new Sharing(value, silence, failed);
    }

    /** The same with another time after which this process is taken for dead: at least a second. */
    public Sharing withSilence(Duration value) {
        return new Sharing(shard, value, failed);
    }

    /** The same with another use of trials that failed. */
    public Sharing withFailed(Failed value) {
        return new Sharing(shard, silence, value);
    }
}
