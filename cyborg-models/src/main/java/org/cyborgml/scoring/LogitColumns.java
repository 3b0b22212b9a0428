package org.cyborgml.scoring;

/** The logits in a score file. */
public enum LogitColumns {

    /** A column for each logit, behind the scores. */
    WRITTEN,

    /** No logits, as in the files of the CYBORG authors. */
    LEFT_OUT
}
