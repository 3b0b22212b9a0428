package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Consumer;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyTokens;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Forged, misshapen and giant requests: each gets a refusal and nothing more, and the study goes on. */
class HostileRequestsTest {

    private static final String SCRIPT = "<script>alert(1)</script>";

    @TempDir
    private Path folder;

    private StudyFolder study;
    private StudyServer server;
    private StudyClient nobody;

    @BeforeEach
    void start() throws IOException {
        study = TestStudies.pairs(
                folder,
                new TestStudies.Items(20, 0, 0),
                plan -> plan.replace("title: Which image is which?", "title: \"" + SCRIPT + "\""));
        server = StudyServer.start(study, ServerSettings.standard().withPort(0).withJoinsPerMinute(100_000));
        nobody = new StudyClient("http://127.0.0.1:" + server.port(), null);
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    /** Checks that a new participant can still join and answer. */
    private void requireAlive() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        JsonNode trial = client.post("/api/trials/next", "{}").json().path("trial");
        assertThat(client.post(
                                "/api/answers",
                                StudyClient.answer(trial, "still-alive", 0).toString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void forgedTokensOpenNothingAndAreSlowedDown() throws Exception {
        Random random = new Random(1);
        int refused = 0;
        int slowed = 0;
        for (int i = 0; i < 2000; i++) {
            String forged = random.nextBoolean() ? StudyTokens.token() : Integer.toString(random.nextInt());
            String path = List.of("/api/session", "/api/owner/overview", "/api/owner/backup", "/api/images/x")
                    .get(i % 4);
            int status = nobody.with(forged).get(path).status();
            refused += status == 401 ? 1 : 0;
            slowed += status == 429 ? 1 : 0;
        }
        assertThat(refused + slowed).isEqualTo(2000);
        assertThat(refused).as("guesses that were looked at").isBetween(30, 100);
    }

    @Test
    void ownersTokenMustBeWhole() throws Exception {
        String token = study.tokens().owner();
        assertThat(token).as("22 letters of 6 bits hold 128 bits").matches("[A-Za-z0-9_-]{22,}");
        for (String wrong : List.of(
                token.substring(1),
                token.substring(0, token.length() - 1),
                token + "A",
                token.toLowerCase(Locale.ROOT),
                study.tokens().study(),
                study.tokens().person())) {
            assertThat(nobody.with(wrong).get("/api/owner/overview").status())
                    .as("%s for %s", wrong, token)
                    .isEqualTo(401);
        }
        assertThat(nobody.get("/api/owner/overview?token=" + token).status()).isEqualTo(401);
        assertThat(nobody.with(token).get("/api/owner/overview").status()).isEqualTo(200);
    }

    @Test
    void participantsReachNothingOfOthers() throws Exception {
        StudyClient one = StudyClient.joined(server.participantsUrl());
        StudyClient other = StudyClient.joined(server.participantsUrl());
        JsonNode trial = one.post("/api/trials/next", "{}").json().path("trial");
        JsonNode mine = other.post("/api/trials/next", "{}").json().path("trial");
        for (JsonNode image : trial.path("images")) {
            assertThat(other.get("/api/images/" + image.path("id").asText()).status())
                    .isEqualTo(404);
        }
        assertThat(other.post(
                                "/api/answers",
                                StudyClient.answer(trial, "not-mine-1", 0).toString())
                        .code())
                .isEqualTo("not-found");
        ObjectNode crossed = StudyClient.answer(mine, "not-mine-2", 0);
        ((ObjectNode) crossed.path("strokes").path(0))
                .put("image", trial.path("images").path(0).path("id").asText());
        assertThat(other.post("/api/answers", crossed.toString()).code()).isEqualTo("bad-request");
        assertThat(other.get("/api/owner/overview").code()).isEqualTo("not-owner");
        // The same key is nobody else's affair.
        assertThat(one.post(
                                "/api/answers",
                                StudyClient.answer(trial, "same-key-1", 0).toString())
                        .status())
                .isEqualTo(200);
        assertThat(other.post(
                                "/api/answers",
                                StudyClient.answer(mine, "same-key-1", 0).toString())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void pathsLeadNowhereElse() throws Exception {
        List<String> roots = List.of("/assets/", "/", "/s/", "/api/images/", "/api/owner/export/", "/owner/");
        List<String> ups = List.of(
                "../study.yaml",
                "..%2fstudy.yaml",
                "%2e%2e/tokens.json",
                "..\\tokens.json",
                "..%5ctokens.json",
                "%2e%2e%2f%2e%2e%2ftokens.json",
                "....//tokens.json",
                "..;/tokens.json",
                "/etc/passwd",
                "%00",
                "a%00.js",
                "page.html",
                ".lock",
                "%c0%ae%c0%ae/tokens.json",
                "..%252ftokens.json",
                "~root",
                "study.sqlite",
                "tokens.json",
                "items.csv",
                "con",
                "\\\\host\\share");
        String secret = study.tokens().owner();
        for (String root : roots) {
            for (String up : ups) {
                String answer = raw("GET " + root + up + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + secret
                        + "\r\nConnection: close\r\n\r\n");
                assertThat(answer).as(root + up).matches("(?s)HTTP/1.1 (400|401|404|405) .*");
                assertThat(answer).doesNotContain(secret, "root:", "design:");
            }
        }
        requireAlive();
    }

    /** Lines of a request, and the empty one at their end. */
    private static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }

    /** Sends bytes as they are and returns what comes back. */
    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(request.getBytes(StandardCharsets.ISO_8859_1));
            out.flush();
            InputStream in = socket.getInputStream();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            in.transferTo(all);
            return all.toString(StandardCharsets.ISO_8859_1);
        }
    }

    /** A server that does not read what it refuses resets the connection, and the client may never see the response. */
    @Test
    void refusalsOfBodiesReachTheClient() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        String blank = " ".repeat(2 << 20);
        for (int i = 0; i < 30; i++) {
            assertThat(client.post("/api/answers", blank).code()).isEqualTo("too-large");
            assertThat(client.post("/api/answers", blank, "Content-Type", "text/plain")
                            .code())
                    .isEqualTo("not-json");
        }
        assertThat(raw(head(
                        "POST /api/answers HTTP/1.1",
                        "Host: x",
                        "Content-Type: application/json",
                        "Content-Length: 9000000000")))
                .as("a giant body is not waited for")
                .startsWith("HTTP/1.1 413 ");
        assertThat(raw(head(
                        "POST /api/answers HTTP/1.1",
                        "Host: x",
                        "Content-Type: application/json",
                        "Content-Length: 2000000",
                        "Expect: 100-continue")))
                .as("a body that would be refused is not asked for")
                .startsWith("HTTP/1.1 413 ");
        requireAlive();
    }

    @Test
    void giantAndMisshapenBodiesAreRefused() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        assertThat(client.post("/api/answers", "[".repeat(100_000)).code()).isEqualTo("bad-request");
        assertThat(client.post("/api/answers", "{\"key\":\"" + "k".repeat(500_000) + "\"}")
                        .code())
                .isEqualTo("bad-request");
        assertThat(client.post("/api/answers", "{\"a\":" + "9".repeat(100_000) + "}")
                        .code())
                .isEqualTo("bad-request");
        assertThat(client.post("/api/answers", "{}", "Content-Type", "text/plain")
                        .code())
                .isEqualTo("not-json");
        String chunked = head(
                "POST /api/answers HTTP/1.1",
                "Host: x",
                "Content-Type: application/json",
                "Transfer-Encoding: chunked",
                "Connection: close");
        StringBuilder many = new StringBuilder(chunked);
        for (int i = 0; i < 40; i++) {
            many.append("8000\r\n").append("x".repeat(0x8000)).append("\r\n");
        }
        assertThat(raw(many + "0\r\n\r\n")).startsWith("HTTP/1.1 413 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(100_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431 ");
        String twoLengths = head(
                "POST /api/answers HTTP/1.1",
                "Host: x",
                "Content-Length: 5",
                "Transfer-Encoding: chunked",
                "Content-Type: application/json");
        assertThat(raw(twoLengths + head("0") + head("GET /health HTTP/1.1", "Host: x")))
                .as("two lengths: no second request is seen")
                .startsWith("HTTP/1.1 400 ")
                .doesNotContain("\"status\":\"ok\"");
        requireAlive();
    }

    /** Makes every field of an answer wrong in many ways: nothing is stored, and the server has no fault. */
    @Test
    void thousandsOfWrongAnswersAreRefused() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        JsonNode trial = client.post("/api/trials/next", "{}").json().path("trial");
        Random random = new Random(9);
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            if (i % 50 == 0) {
                client = StudyClient.joined(server.participantsUrl()); // since a session may send 20 a second
                trial = client.post("/api/trials/next", "{}").json().path("trial");
            }
            ObjectNode answer = StudyClient.answer(trial, "a-key-" + i, random.nextInt(2));
            WRONGS.get(i % WRONGS.size()).accept(answer);
            StudyClient.Answer refused = client.post("/api/answers", answer.toString());
            assertThat(refused.status()).as("%s", answer).isBetween(400, 429);
            codes.add(refused.code());
        }
        assertThat(codes).containsOnly("bad-request", "not-found");
        requireAlive();
        server.close();
        try (SqliteStudyStore store = study.openForReading()) {
            List<AnsweredTrial> stored = store.read(reader -> reader.answers(List.of(ItemKind.TRIAL)));
            assertThat(stored).as("the honest answer alone").hasSize(1);
        }
    }

    private static ObjectNode stroke(ObjectNode answer) {
        return (ObjectNode) answer.path("strokes").path(0);
    }

    private static ArrayNode points(ObjectNode answer) {
        return (ArrayNode) stroke(answer).path("points");
    }

    private static final List<Consumer<ObjectNode>> WRONGS = List.of(
            answer -> answer.put("key", "short"),
            answer -> answer.put("key", SCRIPT),
            answer -> answer.put("key", "x".repeat(65)),
            answer -> answer.remove("key"),
            answer -> answer.putNull("key"),
            answer -> answer.put("trial", "' OR 1=1 --"),
            answer -> answer.put("trial", SCRIPT),
            answer -> answer.put("trial", ""),
            answer -> answer.remove("trial"),
            answer -> answer.put("choice", "both"),
            answer -> answer.put("choice", "LEFT"),
            answer -> answer.put("choice", 1),
            answer -> answer.putNull("choice"),
            answer -> answer.put("confidence", 3),
            answer -> answer.put("confidence", "3"),
            answer -> answer.put("truth", "Real"),
            answer -> answer.put("participant", "P-AAAAAAAA"),
            answer -> answer.remove("strokes"),
            answer -> answer.putNull("strokes"),
            answer -> answer.putArray("strokes"),
            answer -> answer.putArray("strokes").addNull(),
            answer -> answer.putArray("strokes").add("x"),
            answer -> answer.putObject("strokes"),
            answer -> stroke(answer).put("tool", "hammer"),
            answer -> stroke(answer).put("tool", "eraser"),
            answer -> stroke(answer).put("tool", "rectangle"),
            answer -> stroke(answer).put("tool", "ellipse"),
            answer -> stroke(answer).put("tool", "polygon"),
            answer -> stroke(answer).put("size", 0),
            answer -> stroke(answer).put("size", -3),
            answer -> stroke(answer).put("size", 1e9),
            answer -> stroke(answer).put("size", "NaN"),
            answer -> stroke(answer).put("size", "3"),
            answer -> stroke(answer).remove("size"),
            answer -> stroke(answer).put("image", "nobody's"),
            answer -> stroke(answer).remove("image"),
            answer -> stroke(answer).putArray("points"),
            answer -> stroke(answer).remove("points"),
            answer -> points(answer).addNull(),
            answer -> points(answer).addArray().add(1).add(2),
            answer -> points(answer).addArray().add(1).add(2).add(30).add(4),
            answer -> points(answer).addArray().add(1e300).add(2).add(30),
            answer -> points(answer).addArray().add(-1000).add(2).add(30),
            answer -> points(answer).addArray().add("1").add(2).add(30),
            answer -> points(answer).addArray().add(1).add(2).add(3),
            answer -> points(answer).addArray().add(1).add(2).add(1e10),
            answer -> points(answer).addArray().addNull().add(2).add(30),
            HostileRequestsTest::manyPoints,
            HostileRequestsTest::manyStrokes,
            answer -> answer.remove("times"),
            answer -> answer.putObject("times"),
            answer -> ((ObjectNode) answer.path("times")).put("sent", 1),
            answer -> ((ObjectNode) answer.path("times")).put("loaded", -1),
            answer -> ((ObjectNode) answer.path("times")).put("hidden", 1e12),
            answer -> ((ObjectNode) answer.path("times")).putNull("decided"),
            answer -> ((ObjectNode) answer.path("times")).put("shown", "2"));

    private static void manyPoints(ObjectNode answer) {
        for (int i = 0; i < 5000; i++) {
            points(answer).addArray().add(1).add(2).add(30 + i);
        }
    }

    private static void manyStrokes(ObjectNode answer) {
        ArrayNode strokes = (ArrayNode) answer.path("strokes");
        JsonNode first = strokes.path(0);
        for (int i = 0; i < 200; i++) {
            strokes.add(first.deepCopy());
        }
    }

    /** Random bytes in place of the body, and random methods. */
    @Test
    void noiseIsRefused() throws Exception {
        Random random = new Random(6);
        StudyClient client = StudyClient.joined(server.participantsUrl());
        List<String> paths = List.of("/api/sessions", "/api/answers", "/api/session/consent", "/api/owner/pause");
        for (int i = 0; i < 1000; i++) {
            if (i % 40 == 0) {
                client = StudyClient.joined(server.participantsUrl());
            }
            byte[] noise = new byte[random.nextInt(300)];
            random.nextBytes(noise);
            int status = (i % 4 == 3 ? client.with(study.tokens().owner()) : client)
                    .post(paths.get(i % 4), new String(noise, StandardCharsets.ISO_8859_1))
                    .status();
            assertThat(status).isEqualTo(400);
        }
        for (String method : List.of("PUT", "PATCH", "OPTIONS", "TRACE", "CONNECT", "PROPFIND", "G E T", "get")) {
            assertThat(raw(method + " /api/session HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
                    .as(method)
                    .matches("(?s)HTTP/1.1 (400|405|501) .*");
        }
        requireAlive();
    }

    @Test
    void aSessionThatAsksTooOftenWaits() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        int waits = 0;
        for (int i = 0; i < 300; i++) {
            StudyClient.Answer answer = client.get("/api/session");
            if (answer.status() == 429) {
                waits++;
                assertThat(Integer.parseInt(answer.header("retry-after"))).isBetween(1, 60);
            }
        }
        assertThat(waits).isPositive();
        requireAlive();
    }

    /** Texts go to the browser as JSON, whose content type no browser shows as a page. */
    @Test
    void scriptInTextsStaysText() throws Exception {
        StudyClient client = StudyClient.joined(server.participantsUrl());
        StudyClient.Answer state = client.get("/api/session");
        assertThat(state.json().path("texts").path("title").asText()).isEqualTo(SCRIPT);
        assertThat(state.header("content-type")).isEqualTo("application/json");
        StudyClient.Answer notFound = nobody.get("/%3Cscript%3Ealert(1)%3C/script%3E");
        assertThat(new String(notFound.bytes(), StandardCharsets.UTF_8)).doesNotContain("<script");
        assertThat(nobody.post("/api/sessions", "{\"study\":\"" + SCRIPT + "\"}")
                        .code())
                .isEqualTo("not-found");
    }
}
