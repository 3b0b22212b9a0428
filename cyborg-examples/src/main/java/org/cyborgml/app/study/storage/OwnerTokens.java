package org.cyborgml.app.study.storage;

import org.cyborgml.app.study.StudyTokens;

/**
 * The secrets of a study.
 *
 * @param study code in the participants' link
 * @param owner token of the owner, 128 bits
 * @param person makes the hashes of people's ids this study's own, 128 bits
 */
public record OwnerTokens(String study, String owner, String person) {

    private static final int CODE_LETTERS = 12;

    /** New random secrets. */
    static OwnerTokens random() {
        return new OwnerTokens(StudyTokens.letters(CODE_LETTERS), StudyTokens.token(), StudyTokens.token());
    }
}
