package org.cyborgml.app.study;

/** A request that the rules of a study do not allow. */
public final class StudyRefusal extends Exception {

    private static final long serialVersionUID = 1;

    /** The rule. */
    public enum Reason {
        /** The request cannot mean anything. */
        BAD_REQUEST,
        /** There is no such participant. */
        NO_SESSION,
        /** There is no such thing, or it is not the participant's. */
        NOT_FOUND,
        /** Someone joined with the same value of the link's participant parameter. */
        ALREADY_JOINED,
        /** The trial was answered under another key. */
        ALREADY_ANSWERED,
        /** The participant is in another step. */
        WRONG_STEP,
        /** The owner has paused the study. */
        PAUSED,
        /** Nobody who counts marked the image. */
        NO_ANNOTATIONS
    }

    private final Reason reason;

    /**
     * A refusal.
     *
     * @param reason the rule
     * @param message what broke it, for developers
     */
    public StudyRefusal(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /**
     * The rule that was broken.
     *
     * @return the reason
     */
    public Reason reason() {
        return reason;
    }
}
