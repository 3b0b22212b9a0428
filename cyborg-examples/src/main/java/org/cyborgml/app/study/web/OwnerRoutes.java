package org.cyborgml.app.study.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.cyborgml.app.study.ImageTotals;
import org.cyborgml.app.study.ParticipantTotals;
import org.cyborgml.app.study.StudyOverview;
import org.cyborgml.app.study.StudyOwner;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyTokens;
import org.cyborgml.saliency.map.Judgements;

/** Answers the owner's requests. */
final class OwnerRoutes {

    private static final String API = "api";
    private static final String OWNER = "owner";
    private static final int MOST_IMAGES = 200;
    private static final int DEFAULT_IMAGES = 50;

    private final String token;
    private final String participantsUrl;
    private final StudyOwner owner;
    private final StudyPictures pictures;
    private final ExportRoutes exports;

    OwnerRoutes(String token, String participantsUrl, StudyOwner owner, StudyPictures pictures, ExportRoutes exports) {
        this.token = token;
        this.participantsUrl = participantsUrl;
        this.owner = owner;
        this.pictures = pictures;
        this.exports = exports;
    }

    /** A page of images. */
    record Images(int total, List<ImageTotals> images) {}

    /** All participants. */
    record Participants(List<ParticipantTotals> participants) {}

    /** The study as a whole and its address. */
    record Overview(String participantsUrl, @JsonUnwrapped StudyOverview overview) {}

    WebResponse answer(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.token().filter(given -> StudyTokens.isEqual(given, token)).isEmpty()) {
            throw new RequestProblem(401, "not-owner", "this needs the owner's token");
        }
        return switch (request.method()) {
            case "GET" -> get(request);
            case "POST" -> post(request);
            default -> delete(request);
        };
    }

    private WebResponse get(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.isFor(API, OWNER, "overview")) {
            return overview();
        }
        if (request.isFor(API, OWNER, "images")) {
            int offset = number(request, "offset", 0, Integer.MAX_VALUE);
            int limit = number(request, "limit", DEFAULT_IMAGES, MOST_IMAGES);
            return WebResponse.json(
                    200, new Images(owner.images().count(), owner.images().page(offset, limit)));
        }
        if (request.isFor(API, OWNER, "images", "*")) {
            return WebResponse.json(200, owner.images().one(image(request)));
        }
        if (request.isFor(API, OWNER, "images", "*", "picture")) {
            return pictures.response(owner.images().picture(image(request)))
                    .with("Cache-Control", "private, max-age=3600");
        }
        if (request.isFor(API, OWNER, "images", "*", "map")) {
            int number = image(request);
            return WebResponse.bytes(
                            "image/png",
                            LiveMaps.png(
                                    owner.images().answersOn(number),
                                    owner.images().picture(number),
                                    judgements(request)))
                    .with("Cache-Control", "no-store");
        }
        if (request.isFor(API, OWNER, "participants")) {
            return WebResponse.json(200, new Participants(owner.participants().all()));
        }
        if (request.isFor(API, OWNER, "export", "*")) {
            return exports.export(request.path().get(3));
        }
        if (request.isFor(API, OWNER, "backup")) {
            return exports.backup();
        }
        throw RequestProblem.notFound();
    }

    private WebResponse post(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.isFor(API, OWNER, "pause")) {
            owner.pause(StudyJson.read(request, RequestBodies.Pause.class).paused());
            return overview();
        }
        if (request.isFor(API, OWNER, "extend")) {
            owner.extend(StudyJson.read(request, RequestBodies.Extension.class).annotators());
            return overview();
        }
        if (request.isFor(API, OWNER, "participants", "*", "exclude")) {
            boolean excluded =
                    StudyJson.read(request, RequestBodies.Exclusion.class).excluded();
            return WebResponse.json(
                    200, owner.participants().exclude(request.path().get(3), excluded));
        }
        throw RequestProblem.notFound();
    }

    private WebResponse delete(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.isFor(API, OWNER, "participants", "*")) {
            owner.participants().delete(request.path().get(3));
            return WebResponse.json(200, Map.of("deleted", true));
        }
        throw RequestProblem.notFound();
    }

    private WebResponse overview() throws StudyRefusal, IOException {
        return WebResponse.json(200, new Overview(participantsUrl, owner.overview()));
    }

    private static int image(WebRequest request) throws RequestProblem {
        return whole(request.path().get(3), Integer.MAX_VALUE);
    }

    private static int number(WebRequest request, String name, int unlessGiven, int most) throws RequestProblem {
        String text = request.query().get(name);
        return text == null ? unlessGiven : whole(text, most);
    }

    private static int whole(String text, int most) throws RequestProblem {
        try {
            int number = Integer.parseInt(text);
            if (number >= 0 && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The same refusal as for a number out of range.
        }
        throw RequestProblem.badRequest("a number must be from 0 to " + most);
    }

    private static Judgements judgements(WebRequest request) throws RequestProblem {
        return switch (request.query().getOrDefault("judgements", "correct")) {
            case "correct" -> Judgements.CORRECT_ONLY;
            case "all" -> Judgements.ALL;
            default -> throw RequestProblem.badRequest("judgements: must be correct or all");
        };
    }
}
