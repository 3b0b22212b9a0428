package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups are taken while participants answer: each is whole and holds every answer that was acknowledged before it. */
class BackupWhileAnsweringTest {

    private static final int CLIENTS = 4;
    private static final int BACKUPS = 6;

    @TempDir
    private Path folder;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean isOver;

    @Test
    void everyBackupIsWhole() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder, new TestStudies.Items(100, 0, 0), plan -> plan.replace("annotators: 10", "annotators: 100000")
                        .replaceFirst("trials: \\d+", "trials: 100"));
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try (StudyServer server =
                StudyServer.start(study, ServerSettings.standard().withPort(0).withJoinsPerMinute(100_000))) {
            List<Future<?>> clients = new ArrayList<>();
            for (int client = 0; client < CLIENTS; client++) {
                int number = client;
                clients.add(threads.submit(() -> {
                    answer(server.participantsUrl(), number);
                    return null;
                }));
            }
            StudyClient owner = new StudyClient(
                    "http://127.0.0.1:" + server.port(), study.tokens().owner());
            int before = 0;
            for (int backup = 0; backup < BACKUPS; backup++) {
                while (acknowledged.size() < before + 10) {
                    Thread.sleep(5);
                }
                Set<String> answers = new HashSet<>(acknowledged);
                before = answers.size();
                requireWhole(owner.get("/api/owner/backup").bytes(), answers);
            }
            isOver = true;
            for (Future<?> client : clients) {
                client.get();
            }
        } finally {
            isOver = true;
            threads.shutdownNow();
        }
    }

    private void answer(String url, int number) throws Exception {
        int sent = 0;
        while (!isOver) {
            StudyClient client = StudyClient.joined(url);
            JsonNode trial = client.post("/api/trials/next", "{}").json().path("trial");
            while (!isOver && trial.isObject()) {
                String key = "client-" + number + "-answer-" + sent++;
                StudyClient.Answer stored = client.post(
                        "/api/answers", StudyClient.answer(trial, key, sent % 2).toString());
                if (stored.status() == 200) {
                    acknowledged.add(key);
                }
                Thread.sleep(100); // a session may ask 20 times a second
                trial = client.post("/api/trials/next", "{}").json().path("trial");
            }
        }
    }

    private void requireWhole(byte[] bytes, Set<String> answers) throws Exception {
        Path file = folder.resolve("backup.sqlite");
        Files.write(file, bytes);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            try (ResultSet check = statement.executeQuery("PRAGMA integrity_check")) {
                assertThat(check.getString(1)).isEqualTo("ok");
            }
            Set<String> stored = new HashSet<>();
            try (ResultSet keys = statement.executeQuery("SELECT key FROM answer")) {
                while (keys.next()) {
                    stored.add(keys.getString(1));
                }
            }
            assertThat(stored).containsAll(answers);
        }
    }
}
