package org.cyborgml.app.study;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A consistent view of a study's store. */
public interface StudyReader {

    /** A participant by the hash of their token. */
    Optional<StudyParticipant> participantOfToken(String tokenHash) throws IOException;

    /** A participant by pseudonym. */
    Optional<StudyParticipant> participant(String pseudonym) throws IOException;

    /** All participants in the order in which they joined. */
    List<StudyParticipant> participants() throws IOException;

    /** Tells whether a person joined, by the hash of the parameter that names them. */
    boolean hasPerson(String personHash) throws IOException;

    /**
     * Participants by the order of their conditions.
     *
     * @param since those who did not finish count only if they were seen since then; who declined never counts
     */
    Map<List<ViewingCondition>, Integer> participantsByConditions(Instant since) throws IOException;

    /** A trial by id. */
    Optional<AssignedTrial> trial(String id) throws IOException;

    /** The trial that a participant has open. */
    Optional<AssignedTrial> openTrial(String pseudonym) throws IOException;

    /** The trial that shows an image, by the image's opaque id. */
    Optional<AssignedTrial> trialOfImage(String imageId) throws IOException;

    /** The key of a trial's answer. */
    Optional<String> answerKey(String trial) throws IOException;

    /** The trial that a participant answered under a key. */
    Optional<String> trialOfKey(String pseudonym, String key) throws IOException;

    /** A participant's answers of some kinds in some conditions. */
    int answered(String pseudonym, List<ItemKind> kinds, List<ViewingCondition> conditions) throws IOException;

    /**
     * The items of a kind of which a participant has seen no image.
     *
     * @return with their loads in a condition, by number
     */
    List<ItemLoad> unseen(String pseudonym, ItemKind kind, ViewingCondition condition) throws IOException;

    /** The loads of all items of a kind in a condition, by number. */
    List<ItemLoad> loads(ItemKind kind, ViewingCondition condition) throws IOException;

    /** The number of trials in a state, of one kind. */
    int trials(ItemKind kind, TrialState state) throws IOException;

    /** All answers of some kinds in the order in which they came. */
    List<AnsweredTrial> answers(List<ItemKind> kinds) throws IOException;

    /** All answers of some kinds in any order and without their strokes, which take longest to read. */
    List<AnsweredTrial> decisions(List<ItemKind> kinds) throws IOException;

    /** All answers to an item in the order in which they came. */
    List<AnsweredTrial> answersTo(int item) throws IOException;

    /** Answers to questions, by id. */
    Map<String, String> questionAnswers(String pseudonym) throws IOException;

    /** The parameters of a participant's link. */
    Map<String, String> link(String pseudonym) throws IOException;

    /** Tells whether the owner has paused the study. */
    boolean isPaused() throws IOException;

    /** Annotators wanted for each item in each condition. */
    int annotators() throws IOException;
}
