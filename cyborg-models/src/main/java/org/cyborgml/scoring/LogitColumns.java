package org.cyborgml.scoring;

/** Whether a score file has the raw logits behind the score. */
public enum LogitColumns {

    /** It has. */
    WRITTEN,

    /** It has the score only, as the authors' files. */
    LEFT_OUT
}
