package org.cyborgml.app.study.web;

import java.io.IOException;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyTokens;

/** Answers the owner's requests. */
final class OwnerRoutes {

    private final String token;

    OwnerRoutes(String token) {
        this.token = token;
    }

    WebResponse answer(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.token().filter(given -> StudyTokens.isEqual(given, token)).isEmpty()) {
            throw new RequestProblem(401, "not-owner", "this needs the owner's token");
        }
        throw RequestProblem.notFound();
    }
}
