package org.cyborgml.app.study;

/**
 * A new session.
 *
 * @param token of the participant, kept nowhere else
 * @param state where they are
 */
public record JoinedSession(String token, SessionState state) {}
