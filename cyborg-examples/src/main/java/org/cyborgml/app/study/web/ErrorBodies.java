package org.cyborgml.app.study.web;

import java.nio.ByteBuffer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Answers requests that Jetty itself refuses, such as malformed ones, in the form of all errors and without details. */
final class ErrorBodies implements Request.Handler {

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        int status = response.getStatus();
        WebResponse answer = WebResponse.of(
                status < 500
                        ? new RequestProblem(
                                status, status == 404 ? "not-found" : "bad-request", "the request is refused")
                        : new RequestProblem(status, "fault", "a fault of the server"));
        StudyHandler.HEADERS.forEach((name, value) -> response.getHeaders().put(name, value));
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, answer.type());
        response.write(true, ByteBuffer.wrap(answer.body()), callback);
        return true;
    }
}
