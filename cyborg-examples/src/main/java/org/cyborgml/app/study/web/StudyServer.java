package org.cyborgml.app.study.web;

import java.io.IOException;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import org.cyborgml.app.study.StudyExport;
import org.cyborgml.app.study.StudyOwner;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.app.study.StudySessions;
import org.cyborgml.app.study.StudyTrials;
import org.cyborgml.app.study.storage.OwnerTokens;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.eclipse.jetty.server.ForwardedRequestCustomizer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/**
 * Serves a study: participants' pages and owner's pages. A program may embed it:
 *
 * <pre>{@code
 * try (StudyServer server = StudyServer.start(StudyFolder.read(Path.of("study")), ServerSettings.standard())) {
 *     System.out.println(server.participantsUrl());
 *     server.join();
 * }
 * }</pre>
 */
public final class StudyServer implements AutoCloseable {

    private static final InstantSource CLOCK = InstantSource.system();

    private static final int THREADS = 100;
    private static final int CONNECTIONS = 5000;
    private static final int IDLE_MILLIS = 60_000;
    private static final int STOP_MILLIS = 5000;
    private static final int HEADER_BYTES = 16 << 10;

    private final Server server;
    private final ServerConnector connector;
    private final SqliteStudyStore store;
    private final StudyOwner owner;
    private final ServerSettings settings;
    private final OwnerTokens tokens;

    private StudyServer(
            Server server, SqliteStudyStore store, StudyPlan plan, ServerSettings settings, OwnerTokens tokens) {
        this.server = server;
        this.connector = connector(server, settings);
        this.store = store;
        this.owner = new StudyOwner(plan, store, CLOCK);
        this.settings = settings;
        this.tokens = tokens;
    }

    /**
     * Opens a study and listens.
     *
     * @param folder of the study
     * @param settings of the server
     * @return the server, to be closed
     * @throws IOException if the study cannot be opened, or the port is taken
     */
    public static StudyServer start(StudyFolder folder, ServerSettings settings) throws IOException {
        OwnerTokens tokens = folder.tokens();
        SqliteStudyStore store = folder.open();
        try {
            QueuedThreadPool threads = new QueuedThreadPool(THREADS);
            threads.setName("study-web");
            StudyServer made = new StudyServer(new Server(threads), store, folder.plan(), settings, tokens);
            made.listen(folder);
            return made;
        } catch (IOException | RuntimeException e) {
            store.close();
            throw e;
        }
    }

    private StudyRoutes routes(StudyFolder folder) {
        StudyPlan plan = folder.plan();
        SecureRandom random = new SecureRandom();
        RequestRates rates = new RequestRates(settings.joinsPerMinute(), CLOCK);
        StudyPictures pictures = new StudyPictures(folder.images());
        return new StudyRoutes(
                tokens.study(),
                new StudyAssets(settings.publicPath()),
                new ParticipantRoutes(
                        tokens.study(),
                        new StudySessions(plan, store, CLOCK, random, tokens.person()),
                        new StudyTrials(plan, store, CLOCK, random),
                        new SessionJson(plan),
                        pictures,
                        rates),
                new OwnerRoutes(
                        tokens.owner(),
                        participantsUrl(),
                        owner,
                        pictures,
                        new ExportRoutes(new StudyExport(plan, store), store)),
                rates);
    }

    private static ServerConnector connector(Server server, ServerSettings settings) {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
        http.setRequestHeaderSize(HEADER_BYTES);
        // Jetty would take a header that differs from one before in case only for the same, and so a token for another.
        http.setHeaderCacheSize(0);
        if (settings.proxy() == ServerSettings.Proxy.TRUSTED) {
            http.addCustomizer(new ForwardedRequestCustomizer());
        }
        ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
        connector.setHost(settings.host());
        connector.setPort(settings.port());
        connector.setIdleTimeout(IDLE_MILLIS);
        return connector;
    }

    private static String origin(URI url) {
        return url.getScheme() + "://" + url.getRawAuthority();
    }

    private void listen(StudyFolder folder) throws IOException {
        server.addConnector(connector);
        server.addBean(new NetworkConnectionLimit(CONNECTIONS, server));
        server.setErrorHandler(new ErrorBodies());
        server.setStopTimeout(STOP_MILLIS);
        try {
            connector.open();
            server.setHandler(new GracefulHandler(
                    new StudyHandler(routes(folder), settings.publicUrl().map(StudyServer::origin))));
            server.start();
        } catch (IOException e) {
            stop();
            throw new IOException(
                    settings.host() + ":" + settings.port() + ": cannot be listened on: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }

    /**
     * The port that the server listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return connector.getLocalPort();
    }

    /**
     * The address that participants are given.
     *
     * @return without parameters
     */
    public String participantsUrl() {
        return base() + "/s/" + tokens.study();
    }

    /**
     * The address of the owner's pages, with the owner's token.
     *
     * @return a secret
     */
    public String ownerUrl() {
        return base() + "/owner/#" + tokens.owner();
    }

    private String base() {
        Optional<URI> url = settings.publicUrl();
        if (url.isPresent()) {
            return origin(url.get()) + settings.publicPath();
        }
        String host = settings.host().contains(":") ? "[" + settings.host() + "]" : settings.host();
        return "http://" + host + ":" + port();
    }

    /**
     * Waits until the server is stopped.
     *
     * @throws InterruptedException if the thread is interrupted
     */
    public void join() throws InterruptedException {
        server.join();
    }

    /** Answers what is under way, then stops and closes the study. */
    @Override
    public void close() throws IOException {
        stop();
        owner.close();
        store.close();
    }

    private void stop() throws IOException {
        try {
            server.stop();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException(e);
        }
    }
}
