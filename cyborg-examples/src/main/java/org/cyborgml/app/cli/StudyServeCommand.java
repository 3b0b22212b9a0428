package org.cyborgml.app.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.cyborgml.app.console.Examples;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.app.study.web.ServerSettings;
import org.cyborgml.app.study.web.StudyServer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code study serve}: serves a study until it is stopped. */
@Command(
        name = "serve",
        description = {
            "Serves a study until it is stopped by Ctrl-C, and prints the participants' link and the owner's link.",
            "Without options only this machine reaches it. For others, put a web server with TLS before it, as a proxy, and"
                    + " give --public-url and --behind-proxy."
        },
        mixinStandardHelpOptions = true)
@Examples({
    "cyborg study serve study",
    "cyborg study serve study --port 8081 --public-url https://lab.example/faces --behind-proxy"
})
final class StudyServeCommand implements Callable<Integer> {

    @Parameters(index = "0", paramLabel = "STUDY", description = "The study's folder.")
    private Path study = Path.of("");

    @Option(
            names = "--host",
            defaultValue = "127.0.0.1",
            paramLabel = "ADDRESS",
            description = "Address to listen on; 0.0.0.0 for all. Default: ${DEFAULT-VALUE}.")
    private String host = "";

    @Option(
            names = "--port",
            defaultValue = "8080",
            paramLabel = "N",
            description = "Port to listen on; 0 for a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "Address that participants use when it is a proxy's, such as https://lab.example/faces.")
    private @Nullable URI publicUrl;

    @Option(
            names = "--behind-proxy",
            description =
                    "Believe the headers Forwarded and X-Forwarded-For. Only if nobody reaches this port but the proxy,"
                            + " which must set them.")
    private boolean behindProxy;

    @Option(
            names = "--joins-per-minute",
            defaultValue = "60",
            paramLabel = "N",
            description = "Participants that may join from one address in a minute. Default: ${DEFAULT-VALUE}.")
    private int joinsPerMinute;

    @Override
    public Integer call() throws IOException, InterruptedException {
        ServerSettings settings = ServerSettings.standard()
                .withHost(host)
                .withPort(port)
                .withJoinsPerMinute(joinsPerMinute)
                .withProxy(behindProxy ? ServerSettings.Proxy.TRUSTED : ServerSettings.Proxy.NONE);
        StudyServer server = StudyServer.start(
                StudyFolder.read(study), publicUrl == null ? settings : settings.withPublicUrl(publicUrl));
        Thread stop = new Thread(() -> close(server), "study-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        System.out.println("Participants: " + server.participantsUrl());
        System.out.println("Owner:        " + server.ownerUrl());
        server.join();
        return 0;
    }

    private static void close(StudyServer server) {
        try {
            server.close();
        } catch (IOException e) {
            System.err.println("cyborg study serve: " + e.getMessage());
        }
    }
}
