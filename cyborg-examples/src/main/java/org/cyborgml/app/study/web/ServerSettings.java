package org.cyborgml.app.study.web;

import java.net.URI;
import java.util.Optional;

/**
 * Settings of a study's server. Immutable.
 *
 * @param host address to listen on
 * @param port to listen on; 0 for a free one
 * @param publicUrl address that participants use, when it is a proxy's; empty for the server's own
 * @param proxy who sends the requests
 * @param joinsPerMinute participants that may join from one address in a minute
 */
public record ServerSettings(String host, int port, Optional<URI> publicUrl, Proxy proxy, int joinsPerMinute) {

    private static final int HIGHEST_PORT = 65_535;
    private static final int DEFAULT_PORT = 8080;
    private static final int DEFAULT_JOINS = 60;

    /** Sender of the requests: browsers themselves, or a proxy for them. */
    public enum Proxy {
        /** Browsers: headers that tell of a proxy are not believed. */
        NONE,
        /** A proxy on the way, which sets {@code Forwarded} or {@code X-Forwarded-For}: its headers are believed. */
        TRUSTED
    }

    /**
     * Checks the settings.
     *
     * @throws IllegalArgumentException if a port is none, or the public address is not http or https with a plain path
     */
    public ServerSettings {
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("port " + port + ": must be from 0 to " + HIGHEST_PORT);
        }
        if (joinsPerMinute < 1) {
            throw new IllegalArgumentException("joins per minute " + joinsPerMinute + ": must be at least 1");
        }
        publicUrl.ifPresent(ServerSettings::requirePlain);
    }

    private static void requirePlain(URI url) {
        boolean isWeb = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        String path = url.getRawPath() == null ? "" : url.getRawPath();
        if (!isWeb || url.getHost() == null || url.getRawQuery() != null || !path.matches("(/[A-Za-z0-9._~-]+)*/?")) {
            throw new IllegalArgumentException(
                    "public url " + url + ": must be like https://lab.example or https://lab.example/faces");
        }
    }

    /**
     * Loopback, port 8080, no proxy.
     *
     * @return the settings
     */
    public static ServerSettings standard() {
        return new ServerSettings("127.0.0.1", DEFAULT_PORT, Optional.empty(), Proxy.NONE, DEFAULT_JOINS);
    }

    /** Settings with another address to listen on. */
    public ServerSettings withHost(String newHost) {
        return new ServerSettings(newHost, port, publicUrl, proxy, joinsPerMinute);
    }

    /** Settings with another port. */
    public ServerSettings withPort(int newPort) {
        return new ServerSettings(host, newPort, publicUrl, proxy, joinsPerMinute);
    }

    /** Settings with the address that participants use. */
    public ServerSettings withPublicUrl(URI url) {
        return new ServerSettings(host, port, Optional.of(url), proxy, joinsPerMinute);
    }

    /** Settings with another sender of requests. */
    public ServerSettings withProxy(Proxy newProxy) {
        return new ServerSettings(host, port, publicUrl, newProxy, joinsPerMinute);
    }

    /** Settings with another limit on joining. */
    public ServerSettings withJoinsPerMinute(int joins) {
        return new ServerSettings(host, port, publicUrl, proxy, joins);
    }

    /** The path of the public address, without a slash at its end. */
    String publicPath() {
        return publicUrl
                .map(URI::getRawPath)
                .map(path -> path.endsWith("/") ? path.substring(0, path.length() - 1) : path)
                .orElse("");
    }
}
