package org.cyborgml.app.ui;

import com.google.common.reflect.Reflection;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.impl.VertxInternal;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import org.deeplearning4j.ui.VertxUIServer;
import org.jspecify.annotations.Nullable;

/**
 * DL4J's server of pages, which listens on all addresses of a machine and has no setting for that, on this machine's own. So
 * it is given a Vert.x whose HTTP servers listen there, whatever they are told.
 */
final class LoopbackServer extends VertxUIServer {

    static final String HOST = "127.0.0.1";

    private static final String SCRIPTS = "/assets/webjars/";
    private static final String RESOURCES = "META-INF/resources/webjars/";

    private final int port;

    LoopbackServer(int port) {
        this.port = port;
    }

    @Override
    public void init(Vertx vertx, Context context) {
        VertxInternal given = (VertxInternal) vertx;
        super.init(
                Reflection.newProxy(VertxInternal.class, (proxy, method, arguments) -> {
                    Object result = call(given, method, arguments);
                    return result instanceof HttpServer http ? onLoopback(http) : result;
                }),
                context);
    }

    private HttpServer onLoopback(HttpServer given) {
        return Reflection.newProxy(HttpServer.class, (proxy, method, arguments) -> {
            Object result =
                    switch (method.getName()) {
                        case "listen" ->
                            given.listen(port, HOST, LoopbackServer.<AsyncResult<HttpServer>>last(arguments));
                        case "requestHandler" ->
                            arguments == null
                                    ? given.requestHandler()
                                    : given.requestHandler(
                                            answeringAll(LoopbackServer.<HttpServerRequest>last(arguments)));
                        default -> call(given, method, arguments);
                    };
            return result == given ? proxy : result;
        });
    }

    /**
     * Pages name scripts that nothing on them uses, and that do not come along. DL4J's server leaves a request for what is not
     * there without an answer, and a browser that waits for a script shows nothing.
     */
    private static Handler<HttpServerRequest> answeringAll(Handler<HttpServerRequest> pages) {
        return request -> {
            String path = request.path();
            if (path.startsWith(SCRIPTS)
                    && LoopbackServer.class.getClassLoader().getResource(RESOURCES + path.substring(SCRIPTS.length()))
                            == null) {
                request.response().setStatusCode(404).end();
            } else {
                pages.handle(request);
            }
        };
    }

    @SuppressWarnings("unchecked")
    private static <T> Handler<T> last(Object[] arguments) {
        return (Handler<T>) arguments[arguments.length - 1];
    }

    private static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
