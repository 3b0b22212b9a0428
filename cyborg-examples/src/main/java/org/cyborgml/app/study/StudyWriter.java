package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A transaction on a study's store: all of it happens, or nothing. */
public interface StudyWriter extends StudyReader {

    /**
     * Adds a participant.
     *
     * @param participant under a new pseudonym
     * @param tokenHash hash of their token
     * @param personHash hash of the parameter that names the person; null for none
     * @param link parameters of the link
     */
    void join(StudyParticipant participant, String tokenHash, @Nullable String personHash, Map<String, String> link)
            throws IOException;

    /** Changes a participant's language, step and times. */
    void update(StudyParticipant participant) throws IOException;

    /** Leaves a participant out, or in again. */
    void exclude(String pseudonym, boolean excluded) throws IOException;

    /** Deletes a participant and everything that they did. */
    void delete(String pseudonym) throws IOException;

    /** Deletes what a participant's link told about them. */
    void forgetLink(String pseudonym) throws IOException;

    /** Adds an open trial, whose images the participant has seen from now on. */
    void give(AssignedTrial trial) throws IOException;

    /** Notes that an open trial is shown again. */
    void giveAgain(String trial, Instant now) throws IOException;

    /** Returns open trials to the pool that were given before a time. */
    void abandon(Instant givenBefore) throws IOException;

    /** Stores the answer of a trial. */
    void answer(AssignedTrial trial, StudyAnswer answer, Instant received) throws IOException;

    /** Stores answers to questions. */
    void answerQuestions(String pseudonym, Map<String, String> answers) throws IOException;

    /** Pauses the study, or lets it go on. */
    void pause(boolean paused) throws IOException;

    /** Sets the number of annotators. */
    void extend(int annotators) throws IOException;
}
