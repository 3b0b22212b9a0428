package org.cyborgml.saliency.map;

/** An image of which fewer annotators are admitted than a map needs. */
public final class TooFewAnnotatorsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooFewAnnotatorsException(String message) {
        super(message);
    }
}
