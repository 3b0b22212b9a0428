package org.cyborgml.app.study;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/** Draws tokens, ids and pseudonyms that cannot be guessed, and hashes tokens, which are stored in no other way. */
public final class StudyTokens {

    private static final int TOKEN_BYTES = 16;

    /** Letters and digits that are not taken for one another. */
    private static final String LETTERS = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final SecureRandom RANDOM = new SecureRandom();

    private StudyTokens() {}

    /**
     * A token, or an opaque id.
     *
     * @return 128 bits in 22 letters, digits, - and _
     */
    public static String token() {
        byte[] bytes = new byte[TOKEN_BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /**
     * Random letters and digits that can be read aloud.
     *
     * @param length their number
     * @return capital letters and digits
     */
    public static String letters(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return text.toString();
    }

    /**
     * SHA-256 of a text.
     *
     * @param text any
     * @return 64 hexadecimal digits
     */
    public static String hash(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Compares two tokens in a time that does not tell where they differ.
     *
     * @param given by someone
     * @param expected the right one
     * @return true if they are equal
     */
    public static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(
                hash(given).getBytes(StandardCharsets.US_ASCII), hash(expected).getBytes(StandardCharsets.US_ASCII));
    }
}
