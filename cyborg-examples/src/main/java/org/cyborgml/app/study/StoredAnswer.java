package org.cyborgml.app.study;

import org.jspecify.annotations.Nullable;

/**
 * An answer that is on the disk.
 *
 * @param repeated it was there before
 * @param rightChoice of a practice trial; null for others
 * @param correct whether it was chosen; false for other than practice trials
 * @param state where the participant is
 */
public record StoredAnswer(boolean repeated, @Nullable String rightChoice, boolean correct, SessionState state) {}
