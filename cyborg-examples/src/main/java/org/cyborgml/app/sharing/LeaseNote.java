package org.cyborgml.app.sharing;

import com.fasterxml.jackson.core.JacksonException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import org.cyborgml.app.files.JsonFiles;

/**
 * Content of a lease file. It holds no time of day, so that the clocks of machines do not matter.
 *
 * @param token no other lease has it
 * @param process that took the lease, such as {@code 4711@node7}
 * @param silenceMillis for how long the process may show no sign of life before others may take its work over
 * @param state of the lease
 * @param doing how far the process is, in words
 * @param beat grows as long as the process lives
 */
record LeaseNote(String token, String process, long silenceMillis, State state, String doing, long beat) {

    /** Files are of one size, so that a note can be written over the one before in place. */
    static final int BYTES = 1024;

    private static final int LONGEST_TEXT = 160;

    /** States of a lease as its holder notes them. */
    enum State {
        /** The holder is at work. */
        HELD,
        /** The holder gave it back, and the work is still to be done. */
        RELEASED,
        /** The work is over, well or not. */
        ENDED
    }

    LeaseNote {
        Objects.requireNonNull(token);
        Objects.requireNonNull(state);
        process = cut(process);
        doing = cut(doing);
    }

    private static String cut(String text) {
        String plain = text.replaceAll("[^ -~]", "?");
        return plain.length() > LONGEST_TEXT ? plain.substring(0, LONGEST_TEXT) : plain;
    }

    LeaseNote next(State newState, String newDoing) {
        return new LeaseNote(token, process, silenceMillis, newState, newDoing, beat + 1);
    }

    /** JSON, filled up with spaces. */
    byte[] toBytes() {
        try {
            byte[] json = JsonFiles.MAPPER.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
            byte[] all = new byte[BYTES];
            Arrays.fill(all, (byte) ' ');
            System.arraycopy(json, 0, all, 0, json.length);
            all[BYTES - 1] = '\n';
            return all;
        } catch (JacksonException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A note; empty if it is being written, or its writer was stopped before it was whole. */
    static Optional<LeaseNote> parse(String content) {
        if (content.length() < BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(JsonFiles.MAPPER.readValue(content, LeaseNote.class));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
