package org.cyborgml.app.study.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.cyborgml.app.study.StudyRefusal;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes requests from Jetty: checks their form, reads their bodies, and writes the responses with the headers of all. */
final class StudyHandler extends Handler.Abstract.NonBlocking {

    private static final Logger LOG = LoggerFactory.getLogger(StudyHandler.class);

    private static final int LONGEST_BODY = 1 << 20;
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "DELETE");
    private static final String BEARER = "Bearer ";

    /** Of every response. */
    static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self';"
                    + " font-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "same-origin",
            "Cross-Origin-Opener-Policy",
            "same-origin",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private final StudyRoutes routes;
    private final Optional<String> publicOrigin;

    /**
     * A handler.
     *
     * @param routes answer the requests
     * @param publicOrigin that participants' browsers see, when it is a proxy's
     */
    StudyHandler(StudyRoutes routes, Optional<String> publicOrigin) {
        this.routes = routes;
        this.publicOrigin = publicOrigin;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        Optional<RequestProblem> wrong = wrongForm(request);
        if (!isBodyRead(request, wrong.isPresent())) {
            if (wrong.isPresent()) {
                write(request, response, callback, WebResponse.of(wrong.get()));
            } else {
                request.getContext().execute(() -> answer(request, response, callback, new byte[0]));
            }
            return true;
        }
        BodyReader.read(request, wrong.isPresent() ? 0 : LONGEST_BODY, body -> {
            if (wrong.isPresent() || body.isEmpty()) {
                write(request, response, callback, WebResponse.of(wrong.orElseGet(StudyHandler::tooLarge)));
            } else {
                request.getContext().execute(() -> answer(request, response, callback, body.get()));
            }
        });
        return true;
    }

    /** A wrong request's body is read too, unless it is giant or would only be sent on demand: see {@link BodyReader}. */
    private static boolean isBodyRead(Request request, boolean isWrong) {
        boolean isSentOnDemand = request.getHeaders().contains(HttpHeader.EXPECT);
        return request.getMethod().equals("POST")
                && !(isWrong && (isSentOnDemand || request.getLength() > BodyReader.MOST_DISCARDED));
    }

    private static RequestProblem tooLarge() {
        return new RequestProblem(413, "too-large", "a body is at most 1 MiB");
    }

    private Optional<RequestProblem> wrongForm(Request request) {
        try {
            requireForm(request);
            return Optional.empty();
        } catch (RequestProblem e) {
            return Optional.of(e);
        }
    }

    private void requireForm(Request request) throws RequestProblem {
        String method = request.getMethod();
        if (!METHODS.contains(method)) {
            throw new RequestProblem(405, "method-not-allowed", "only GET, HEAD, POST and DELETE");
        }
        String origin = request.getHeaders().get(HttpHeader.ORIGIN);
        if (origin != null && !origin.equals(origin(request))) {
            throw new RequestProblem(403, "other-origin", "the request comes from a page of another server");
        }
        if (!method.equals("POST")) {
            return;
        }
        String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
        if (type == null
                || !type.toLowerCase(Locale.ROOT).split(";", 2)[0].strip().equals("application/json")) {
            throw new RequestProblem(415, "not-json", "the body must be application/json");
        }
        if (request.getLength() > LONGEST_BODY) {
            throw tooLarge();
        }
    }

    private String origin(Request request) {
        return publicOrigin.orElseGet(() ->
                request.getHttpURI().getScheme() + "://" + request.getHeaders().get(HttpHeader.HOST));
    }

    private void answer(Request request, Response response, Callback callback, byte[] body) {
        WebResponse answer;
        try {
            answer = routes.answer(read(request, body));
        } catch (RequestProblem e) {
            answer = WebResponse.of(e);
        } catch (StudyRefusal e) {
            answer = WebResponse.of(RequestProblem.of(e));
        } catch (IOException e) {
            LOG.warn("a request failed: {}", e.getMessage());
            answer = WebResponse.of(RequestProblem.busy());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("a fault of this program", e);
            answer = WebResponse.of(new RequestProblem(500, "fault", "a fault of the server"));
        }
        write(request, response, callback, answer);
    }

    private static WebRequest read(Request request, byte[] body) throws RequestProblem {
        String path = request.getHttpURI().getDecodedPath();
        List<String> parts = Arrays.stream((path == null ? "" : path).split("/"))
                .filter(part -> !part.isEmpty())
                .toList();
        Map<String, String> query = new LinkedHashMap<>();
        try {
            for (Fields.Field field : Request.extractQueryParameters(request)) {
                query.put(field.getName(), field.getValue());
            }
        } catch (RuntimeException e) {
            throw RequestProblem.badRequest("the query cannot be read");
        }
        String authorization = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        String ifNoneMatch = request.getHeaders().get(HttpHeader.IF_NONE_MATCH);
        String method = request.getMethod();
        return new WebRequest(
                method.equals("HEAD") ? "GET" : method,
                parts,
                query,
                Optional.ofNullable(authorization)
                        .filter(value -> value.startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length()).strip()),
                ifNoneMatch == null ? "" : ifNoneMatch,
                Request.getRemoteAddr(request),
                body);
    }

    private static void write(Request request, Response response, Callback callback, WebResponse answer) {
        response.setStatus(answer.status());
        answer.headers().forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        if (answer.status() != 304) {
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, answer.body().length);
        }
        boolean isHead = request.getMethod().equals("HEAD");
        response.write(true, isHead ? ByteBuffer.allocate(0) : ByteBuffer.wrap(answer.body()), callback);
    }
}
