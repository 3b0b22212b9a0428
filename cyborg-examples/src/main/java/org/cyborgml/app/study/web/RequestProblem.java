package org.cyborgml.app.study.web;

import java.util.Locale;
import org.cyborgml.app.study.StudyRefusal;

/** A request that is refused, with the status and the code of the refusal. */
final class RequestProblem extends Exception {

    private static final long serialVersionUID = 1;

    private static final int SHORT_WAIT_SECONDS = 2;
    private static final int LONG_WAIT_SECONDS = 30;

    private final int status;
    private final String code;
    private final int retrySeconds;

    private RequestProblem(int status, String code, String message, int retrySeconds) {
        super(message);
        this.status = status;
        this.code = code;
        this.retrySeconds = retrySeconds;
    }

    RequestProblem(int status, String code, String message) {
        this(status, code, message, 0);
    }

    static RequestProblem badRequest(String message) {
        return new RequestProblem(400, "bad-request", message);
    }

    static RequestProblem notFound() {
        return new RequestProblem(404, "not-found", "there is nothing here");
    }

    static RequestProblem tooMany(int retrySeconds) {
        return new RequestProblem(429, "too-many-requests", "too many requests", Math.max(1, retrySeconds));
    }

    static RequestProblem busy() {
        return new RequestProblem(503, "busy", "the study cannot store anything at the moment", SHORT_WAIT_SECONDS);
    }

    static RequestProblem of(StudyRefusal refusal) {
        int status =
                switch (refusal.reason()) {
                    case BAD_REQUEST -> 400;
                    case NO_SESSION -> 401;
                    case NOT_FOUND, NO_ANNOTATIONS -> 404;
                    case ALREADY_JOINED, ALREADY_ANSWERED, WRONG_STEP -> 409;
                    case PAUSED -> 503;
                };
        return new RequestProblem(
                status,
                refusal.reason().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                String.valueOf(refusal.getMessage()),
                status == 503 ? LONG_WAIT_SECONDS : 0);
    }

    int status() {
        return status;
    }

    String code() {
        return code;
    }

    /** Seconds after which the request may be sent again; 0 if it need not be. */
    int retrySeconds() {
        return retrySeconds;
    }
}
