package org.cyborgml.app.study.web;

import java.io.IOException;
import java.util.Map;
import org.cyborgml.app.study.StudyImage;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudySessions;
import org.cyborgml.app.study.StudyTokens;
import org.cyborgml.app.study.StudyTrials;

/** Answers the participants' requests. */
final class ParticipantRoutes {

    private static final String API = "api";
    private static final String SESSION = "session";

    private final String code;
    private final StudySessions sessions;
    private final StudyTrials trials;
    private final SessionJson json;
    private final StudyPictures pictures;
    private final RequestRates rates;

    ParticipantRoutes(
            String code,
            StudySessions sessions,
            StudyTrials trials,
            SessionJson json,
            StudyPictures pictures,
            RequestRates rates) {
        this.code = code;
        this.sessions = sessions;
        this.trials = trials;
        this.json = json;
        this.pictures = pictures;
        this.rates = rates;
    }

    WebResponse answer(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.is("POST", API, "sessions")) {
            return join(request);
        }
        String token = request.token()
                .orElseThrow(() -> new RequestProblem(401, "no-session", "the session's token is missing"));
        rates.takeForSession(token);
        if (request.is("GET", API, "images", "*")) {
            StudyImage image = trials.image(token, request.path().get(2));
            return pictures.response(image).with("Cache-Control", "private, max-age=3600");
        }
        if (request.is("GET", API, SESSION)) {
            return WebResponse.json(200, json.state(sessions.state(token)));
        }
        if (request.is("POST", API, "trials", "next")) {
            StudyJson.read(request, RequestBodies.Nothing.class);
            return WebResponse.json(200, json.next(trials.next(token)));
        }
        if (request.is("POST", API, "answers")) {
            RequestBodies.Answer body = StudyJson.read(request, RequestBodies.Answer.class);
            try {
                return WebResponse.json(200, json.stored(trials.answer(token, body.answer())));
            } catch (IllegalArgumentException e) {
                throw RequestProblem.badRequest(String.valueOf(e.getMessage()));
            }
        }
        if (request.is("POST", API, SESSION, "*")) {
            return step(request, token, request.path().get(2));
        }
        throw RequestProblem.notFound();
    }

    private WebResponse join(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        rates.takeForJoining(request.address());
        RequestBodies.Join body = StudyJson.read(request, RequestBodies.Join.class);
        if (!StudyTokens.isEqual(body.study(), code)) {
            throw RequestProblem.notFound();
        }
        Map<String, String> link = body.link();
        var joined = sessions.join(body.language(), link == null ? Map.of() : link);
        return WebResponse.json(201, new SessionJson.Joined(joined.token(), json.state(joined.state())));
    }

    private WebResponse step(WebRequest request, String token, String step)
            throws RequestProblem, StudyRefusal, IOException {
        return switch (step) {
            case "language" ->
                WebResponse.json(
                        200,
                        json.state(sessions.language(
                                token,
                                StudyJson.read(request, RequestBodies.Language.class)
                                        .language())));
            case "consent" ->
                WebResponse.json(
                        200,
                        json.state(sessions.consent(
                                token,
                                StudyJson.read(request, RequestBodies.Consent.class)
                                        .agreed())));
            case "questions" ->
                WebResponse.json(
                        200,
                        json.state(sessions.questions(
                                token,
                                StudyJson.read(request, RequestBodies.Questions.class)
                                        .answers())));
            case "instructions" -> {
                StudyJson.read(request, RequestBodies.Nothing.class);
                yield WebResponse.json(200, json.state(sessions.instructions(token)));
            }
            case "withdraw" -> {
                StudyJson.read(request, RequestBodies.Nothing.class);
                sessions.withdraw(token);
                yield WebResponse.json(200, Map.of("deleted", true));
            }
            default -> throw RequestProblem.notFound();
        };
    }
}
