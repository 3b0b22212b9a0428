package org.cyborgml.app.study.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request, read as a whole.
 *
 * @param method in capitals
 * @param path decoded parts between slashes
 * @param query first value of each parameter
 * @param token of the header Authorization
 * @param ifNoneMatch of the header of that name; empty text if there is none
 * @param address of the sender
 * @param body empty if there is none
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record WebRequest(
        String method,
        List<String> path,
        Map<String, String> query,
        Optional<String> token,
        String ifNoneMatch,
        String address,
        byte[] body) {

    /** Tells whether this is a request with a method for a path; {@code *} stands for any part. */
    boolean is(String wantedMethod, String... parts) {
        return method.equals(wantedMethod) && isFor(parts);
    }

    /** Tells whether this is a request for a path, with any method. */
    boolean isFor(String... parts) {
        if (path.size() != parts.length) {
            return false;
        }
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].equals("*") && !parts[i].equals(path.get(i))) {
                return false;
            }
        }
        return true;
    }
}
