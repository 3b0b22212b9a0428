package org.cyborgml.app.study.web;

import java.io.IOException;
import java.util.Map;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.StudyTokens;

/** Routes requests to participants' routes, owner's routes and pages. */
final class StudyRoutes {

    private final String code;
    private final StudyAssets assets;
    private final ParticipantRoutes participants;
    private final OwnerRoutes owner;
    private final RequestRates rates;

    StudyRoutes(
            String code, StudyAssets assets, ParticipantRoutes participants, OwnerRoutes owner, RequestRates rates) {
        this.code = code;
        this.assets = assets;
        this.participants = participants;
        this.owner = owner;
        this.rates = rates;
    }

    WebResponse answer(WebRequest request) throws RequestProblem, StudyRefusal, IOException {
        if (request.path().isEmpty()) {
            throw RequestProblem.notFound();
        }
        if (request.path().get(0).equals("api")) {
            rates.requireFewFailures(request.address());
            try {
                return request.path().size() > 1 && request.path().get(1).equals("owner")
                        ? owner.answer(request)
                        : participants.answer(request);
            } catch (StudyRefusal e) {
                RequestProblem problem = RequestProblem.of(e);
                if (problem.status() == 401) {
                    rates.countFailure(request.address());
                }
                throw problem;
            } catch (RequestProblem e) {
                if (e.status() == 401) {
                    rates.countFailure(request.address());
                }
                throw e;
            }
        }
        if (!request.method().equals("GET")) {
            throw new RequestProblem(405, "method-not-allowed", "only GET");
        }
        return page(request);
    }

    private WebResponse page(WebRequest request) throws RequestProblem {
        if (request.isFor("s", "*")) {
            WebResponse page = assets.page(request, "participant");
            // With another code the page tells that there is no such study, in the reader's language.
            return StudyTokens.isEqual(request.path().get(1), code) ? page : page.withStatus(404);
        }
        if (request.isFor("owner")) {
            return assets.page(request, "owner");
        }
        if (request.isFor("assets", "*")) {
            return assets.asset(request, request.path().get(1));
        }
        if (request.isFor("health")) {
            return WebResponse.json(200, Map.of("status", "ok"));
        }
        throw RequestProblem.notFound();
    }
}
