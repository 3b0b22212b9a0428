package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.cyborgml.app.cli.Main;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kills the server twenty times while participants answer: every acknowledged answer is stored exactly once. */
class ServerKillTest {

    private static final int KILLS = 20;
    private static final int CLIENTS = 8;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void everyAcknowledgedAnswerIsThereOnce() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder, new TestStudies.Items(30, 0, 0), plan -> plan.replace("annotators: 10", "annotators: 100000"));
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        String url = "http://127.0.0.1:" + port + "/s/" + study.tokens().study();
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        Process server = start(port);
        try {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> {
                    participate(url, number);
                    return null;
                }));
            }
            Random random = new Random(5);
            for (int kill = 0; kill < KILLS; kill++) {
                int before = acknowledged.size();
                awaitAnswers(before + 1 + random.nextInt(60), server);
                server.destroyForcibly().waitFor();
                server = start(port);
            }
            awaitAnswers(acknowledged.size() + 50, server);
            isOver = true;
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            isOver = true;
            threads.shutdownNow();
            server.destroyForcibly().waitFor();
        }
        requireOnce(study.path());
        requireNobodyInTheLog();
    }

    /** The log tells the two links, and nothing of participants. */
    private void requireNobodyInTheLog() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("server.log")))
                .hasSizeGreaterThanOrEqualTo(2 * KILLS)
                .filteredOn(line -> !line.startsWith("Participants: ") && !line.startsWith("Owner: "))
                .noneMatch(line -> line.contains("P-") || line.contains("/127.0.0.1") || line.contains("client-"));
    }

    private Process start(int port) throws IOException {
        return new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-Xmx256m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "study",
                        "serve",
                        folder.resolve("study").toString(),
                        "--port",
                        Integer.toString(port),
                        "--joins-per-minute",
                        "100000")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("server.log").toFile()))
                .start();
    }

    private void awaitAnswers(int wanted, Process server) throws Exception {
        while (acknowledged.size() < wanted) {
            assertThat(server.isAlive())
                    .as(Files.readString(folder.resolve("server.log")))
                    .isTrue();
            Thread.sleep(3);
        }
    }

    /** Takes part again and again; whatever gets no answer is sent again as it was. */
    private void participate(String url, int number) throws InterruptedException {
        int sent = 0;
        while (!isOver) {
            try {
                StudyClient client = StudyClient.joined(url);
                while (!isOver) {
                    StudyClient.Answer next = patiently(() -> client.post("/api/trials/next", "{}"));
                    if (next.status() != 200 || next.json().path("trial").isNull()) {
                        break;
                    }
                    String key = "client-" + number + "-answer-" + sent++;
                    JsonNode body = StudyClient.answer(next.json().path("trial"), key, sent % 2);
                    StudyClient.Answer stored = patiently(() -> client.post("/api/answers", body.toString()));
                    if (stored.status() == 200) {
                        acknowledged.add(key);
                    } else if (!isOver) {
                        throw new IllegalStateException(stored.status() + " " + stored.text());
                    }
                }
            } catch (IOException | UncheckedIOException e) {
                Thread.sleep(50); // the server is not there: another participant comes
            }
        }
    }

    /** A request. */
    @FunctionalInterface
    private interface Sending {
        StudyClient.Answer send() throws IOException, InterruptedException;
    }

    private StudyClient.Answer patiently(Sending sending) throws InterruptedException, IOException {
        while (true) {
            try {
                StudyClient.Answer answer = sending.send();
                if (answer.status() != 503 && answer.status() != 429) {
                    return answer;
                }
            } catch (IOException e) {
                if (isOver) {
                    throw e;
                }
            }
            Thread.sleep(20);
        }
    }

    private void requireOnce(Path study) throws Exception {
        Map<String, Integer> stored = new HashMap<>();
        int answeredTrials;
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + study.resolve("study.sqlite"));
                Statement statement = connection.createStatement()) {
            try (ResultSet keys = statement.executeQuery("SELECT key FROM answer")) {
                while (keys.next()) {
                    stored.merge(keys.getString(1), 1, Integer::sum);
                }
            }
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM trial WHERE state = 'ANSWERED'")) {
                answeredTrials = count.getInt(1);
            }
            try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(check.getString(1)).isEqualTo("ok");
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS * 20);
        assertThat(stored.keySet()).containsAll(acknowledged);
        assertThat(stored.values()).allMatch(count -> count == 1);
        assertThat(answeredTrials).isEqualTo(stored.size());
    }
}
