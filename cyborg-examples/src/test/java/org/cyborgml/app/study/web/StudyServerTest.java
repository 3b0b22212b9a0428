package org.cyborgml.app.study.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.saliency.annotation.AnnotationFiles;
import org.cyborgml.saliency.image.ImageDecoder;
import org.cyborgml.saliency.image.Raster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyServerTest {

    private static final ServerSettings FREE_PORT =
            ServerSettings.standard().withPort(0).withJoinsPerMinute(10_000);

    @TempDir
    private Path folder;

    private static String base(StudyServer server) {
        return "http://127.0.0.1:" + server.port();
    }

    private static StudyClient owner(StudyServer server) {
        String url = server.ownerUrl();
        return new StudyClient(base(server), url.substring(url.indexOf('#') + 1));
    }

    private static final String WITH_QUESTIONS =
            """
            questions:
              - {id: age, type: choice, choices: [young, old], required: true}
              - {id: remark, type: text, time: after}
            """;

    /** Every step in its order, in both conditions within the participant, with practice, checks, questions and a code. */
    @Test
    void aParticipantGoesThroughAllSteps() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(12, 2, 2), plan -> plan.replace(
                        "conditions: [annotated]", "conditions: [unannotated, annotated]")
                .replace("layout: between", "layout: within")
                .replaceFirst("trials: \\d+", "trials: 5")
                .replace("checks: 0", "checks: 2")
                .replace("questions: []\n", WITH_QUESTIONS)
                .replace("completion: {}", "completion: {code: \"C-{random}\", url: \"https://x.example/?cc={code}\"}")
                .replaceAll(
                        "(?m)^    title: (.*)$",
                        "    title: $1\n    question.age: Age?\n    question.age.young: Y\n    question.age.old: O\n"
                                + "    question.remark: R?"));
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient client = consented(server);
            assertThat(client.get("/api/session").json().path("questions").findValuesAsText("id"))
                    .containsExactly("age");
            assertThat(client.post("/api/session/questions", "{\"answers\": {}}")
                            .code())
                    .isEqualTo("bad-request");
            assertThat(client.post("/api/session/questions", "{\"answers\": {\"age\": \"older\"}}")
                            .status())
                    .isEqualTo(400);
            assertThat(client.post("/api/session/questions", "{\"answers\": {\"age\": \"old\"}}")
                            .json()
                            .path("step")
                            .asText())
                    .isEqualTo("instructions");
            client.post("/api/session/instructions", "{}");
            List<String> conditions = new ArrayList<>();
            List<String> kinds = answerAll(client, conditions);
            assertThat(kinds).containsExactly("practice", "practice", "trial", "trial", "trial", "trial");
            assertThat(client.get("/api/session").json().path("step").asText()).isEqualTo("instructions");
            client.post("/api/session/instructions", "{}");
            assertThat(answerAll(client, conditions)).containsExactly("trial", "trial", "trial");
            assertThat(new HashSet<>(conditions.subList(0, 6))).hasSize(1);
            assertThat(new HashSet<>(conditions.subList(6, 9))).hasSize(1).doesNotContain(conditions.get(0));
            JsonNode done = client.post("/api/session/questions", "{\"answers\": {\"remark\": \"=1+1\"}}")
                    .json();
            assertThat(done.path("step").asText()).isEqualTo("done");
            assertThat(done.path("completion").path("code").asText()).matches("C-[2-9A-Z]{8}");
            assertThat(done.path("completion").path("url").asText())
                    .isEqualTo("https://x.example/?cc="
                            + done.path("completion").path("code").asText());
            String people =
                    owner(server).get("/api/owner/export/participants.csv").text();
            assertThat(people).contains(",old,'=1+1\n").as("no formula for a spreadsheet");
        }
    }

    private static StudyClient consented(StudyServer server) throws IOException, InterruptedException {
        StudyClient nobody = new StudyClient(base(server), null);
        String url = server.participantsUrl();
        JsonNode joined = nobody.post(
                        "/api/sessions", "{\"study\": \"" + url.substring(url.lastIndexOf('/') + 1) + "\"}")
                .json();
        assertThat(joined.path("state").path("step").asText()).isEqualTo("consent");
        StudyClient client = nobody.with(joined.path("token").asText());
        assertThat(client.post("/api/trials/next", "{}").code()).isEqualTo("wrong-step");
        assertThat(client.post("/api/session/consent", "{\"agreed\": true}")
                        .json()
                        .path("step")
                        .asText())
                .isEqualTo("questions");
        assertThat(client.post("/api/session/consent", "{\"agreed\": true}").code())
                .isEqualTo("wrong-step");
        return client;
    }

    /** Answers every trial with its first choice, and checks that a trial tells neither file names nor sources. */
    private static List<String> answerAll(StudyClient client, List<String> conditions) throws Exception {
        List<String> kinds = new ArrayList<>();
        while (true) {
            StudyClient.Answer next = client.post("/api/trials/next", "{}");
            JsonNode trial = next.json().path("trial");
            if (next.status() != 200 || trial.isNull()) {
                return kinds;
            }
            assertThat(client.post("/api/trials/next", "{}").json().path("trial"))
                    .isEqualTo(trial);
            assertThat(new String(next.bytes(), StandardCharsets.UTF_8)).doesNotContain(".png", "generator");
            for (JsonNode image : trial.path("images")) {
                assertThat(client.get("/api/images/" + image.path("id").asText())
                                .status())
                        .isEqualTo(200);
            }
            String key = "a-key-" + trial.path("kind").asText()
                    + trial.path("number").asInt();
            StudyClient.Answer stored = client.post(
                    "/api/answers", StudyClient.answer(trial, key, 0).toString());
            assertThat(stored.status()).as(stored.text()).isEqualTo(200);
            assertThat(stored.json().path("feedback").isNull())
                    .isEqualTo(trial.path("kind").asText().equals("trial"));
            kinds.add(trial.path("kind").asText());
            conditions.add(trial.path("condition").asText());
        }
    }

    /** Parameters of the link that the plan lists are kept for payment, and are in no other export. */
    @Test
    void whoSomeoneIsStandsInThePaymentsAlone() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder, new TestStudies.Items(1, 0, 0), plan -> plan.replaceFirst("trials: \\d+", "trials: 1")
                        .replaceFirst(
                                "link_parameters: \\[].*",
                                "link_parameters: [PROLIFIC_PID]\nparticipant_parameter: PROLIFIC_PID")
                        .replace("completion: {}", "completion: {code: \"C-{random}\"}"));
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            String join = "{\"study\": \"" + study.tokens().study()
                    + "\", \"link\": {\"PROLIFIC_PID\": \"5f3c0ffee\", \"utm\": \"mail\"}}";
            StudyClient nobody = new StudyClient(base(server), null);
            StudyClient client = nobody.with(
                    nobody.post("/api/sessions", join).json().path("token").asText());
            assertThat(nobody.post("/api/sessions", join).code()).isEqualTo("already-joined");
            client.post("/api/session/consent", "{\"agreed\": true}");
            client.post("/api/session/instructions", "{}");
            answerAll(client, new ArrayList<>());
            String code = client.get("/api/session")
                    .json()
                    .path("completion")
                    .path("code")
                    .asText();
            StudyClient owner = owner(server);
            assertThat(owner.get("/api/owner/export/payments.csv").text())
                    .startsWith("participant,step,completion_code,PROLIFIC_PID\n")
                    .contains(",done," + code + ",5f3c0ffee\n")
                    .doesNotContain("mail");
            for (String other : List.of("trials.csv", "participants.csv", "annotations.csv", "annotations.json")) {
                assertThat(owner.get("/api/owner/export/" + other).text())
                        .as(other)
                        .isNotEmpty()
                        .doesNotContain("5f3c0ffee", code);
            }
        }
    }

    @Test
    void singleImagesAreAskedForTheirClass() throws Exception {
        StudyFolder study = TestStudies.single(
                folder, new TestStudies.Items(6, 1, 0), plan -> plan.replace("confidence: 0", "confidence: 5"));
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient client = StudyClient.joined(server.participantsUrl());
            JsonNode trial = client.post("/api/trials/next", "{}").json().path("trial");
            assertThat(trial.path("prompt").isNull()).isTrue();
            assertThat(trial.path("choices")).extracting(JsonNode::asText).containsExactly("Real", "Synthetic");
            var answer = StudyClient.answer(trial, "the-first", 1);
            assertThat(client.post("/api/answers", answer.toString()).code()).isEqualTo("bad-request");
            answer.put("confidence", 6);
            assertThat(client.post("/api/answers", answer.toString()).code()).isEqualTo("bad-request");
            answer.put("confidence", 5);
            JsonNode stored = client.post("/api/answers", answer.toString()).json();
            assertThat(stored.path("feedback").path("truth").asText()).isEqualTo("Real");
            assertThat(stored.path("feedback").path("correct").asBoolean()).isFalse();
        }
    }

    @Test
    void theOwnerSeesAndSwitches() throws Exception {
        StudyFolder study = TestStudies.pairs(
                folder, new TestStudies.Items(4, 0, 0), plan -> plan.replace("highlight: chosen", "highlight: either"));
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient owner = owner(server);
            List<StudyClient> people =
                    List.of(StudyClient.joined(server.participantsUrl()), StudyClient.joined(server.participantsUrl()));
            for (StudyClient person : people) {
                answerAll(person, new ArrayList<>());
            }
            JsonNode overview = owner.get("/api/owner/overview").json();
            assertThat(overview.path("trials").path("answered").asInt()).isEqualTo(8);
            assertThat(overview.path("trials").path("wanted").asInt()).isEqualTo(40);
            assertThat(overview.path("byCondition").path(0).path("medianMillis").asDouble())
                    .isEqualTo(3997.75);
            assertThat(overview.path("participantsUrl").asText()).isEqualTo(server.participantsUrl());
            JsonNode images = owner.get("/api/owner/images?limit=3&offset=1").json();
            assertThat(images.path("total").asInt()).isEqualTo(8);
            assertThat(images.path("images")).hasSize(3);
            assertThat(images.path("images").path(0).path("number").asInt()).isEqualTo(2);
            requireMaps(owner, images.path("images"));
            String pseudonym = owner.get("/api/owner/participants")
                    .json()
                    .path("participants")
                    .path(0)
                    .path("participant")
                    .asText();
            assertThat(owner.post("/api/owner/participants/" + pseudonym + "/exclude", "{\"excluded\": true}")
                            .json()
                            .path("excluded")
                            .asBoolean())
                    .isTrue();
            assertThat(owner.get("/api/owner/overview")
                            .json()
                            .path("trials")
                            .path("answered")
                            .asInt())
                    .isEqualTo(4);
            Path export = folder.resolve("export.json");
            Files.write(export, owner.get("/api/owner/export/annotations.json").bytes());
            assertThat(AnnotationFiles.read(export).records()).hasSize(4).noneMatch(entry -> entry.annotator()
                    .equals(pseudonym));
            owner.post("/api/owner/pause", "{\"paused\": true}");
            assertThatThrownBy(() -> StudyClient.joined(server.participantsUrl()))
                    .hasMessageContaining("paused");
            owner.post("/api/owner/pause", "{\"paused\": false}");
            assertThat(owner.send("DELETE", "/api/owner/participants/" + pseudonym, null)
                            .status())
                    .isEqualTo(200);
            assertThat(people.get(0).get("/api/session").code()).isEqualTo("no-session");
            assertThat(owner.get("/api/owner/backup").bytes())
                    .startsWith("SQLite format 3".getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void requireMaps(StudyClient owner, JsonNode images) throws Exception {
        int maps = 0;
        for (JsonNode image : images) {
            StudyClient.Answer map =
                    owner.get("/api/owner/images/" + image.path("number").asInt() + "/map?judgements=all");
            if (map.status() == 404) {
                assertThat(map.code()).isEqualTo("no-annotations");
                assertThat(image.path("annotators").asInt()).isZero();
                continue;
            }
            maps++;
            Raster raster = ImageDecoder.withDefaults().decode(map.bytes(), "map");
            assertThat(raster.width()).isEqualTo(TestStudies.WIDTH);
            assertThat(raster.sample(6, 5, 0)).as("where the stroke is").isGreaterThan(raster.sample(15, 11, 0));
            Raster picture = ImageDecoder.withDefaults()
                    .decode(
                            owner.get("/api/owner/images/"
                                            + image.path("number").asInt() + "/picture")
                                    .bytes(),
                            "picture");
            assertThat(picture)
                    .isEqualTo(ImageDecoder.withDefaults()
                            .read(folder.resolve("images")
                                    .resolve(image.path("file").asText())));
        }
        assertThat(maps).isPositive();
    }

    @Test
    void everyResponseHasTheHeadersThatProtectPages() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(2, 0, 0), plan -> plan);
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient client = new StudyClient(base(server), null);
            for (String path : List.of("/health", "/nothing", "/api/session", "/assets/..%2fx", "/owner/")) {
                StudyClient.Answer answer = client.get(path);
                assertThat(answer.header("content-security-policy"))
                        .as(path)
                        .contains("default-src 'none'; script-src 'self'");
                assertThat(answer.header("x-content-type-options")).isEqualTo("nosniff");
                assertThat(answer.headers()).doesNotContainKeys("server", "set-cookie", "x-powered-by");
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"https://evil.example, 403", "null, 403", "SELF, 401", "'', 401"})
    void requestsOfOtherPagesAreRefused(String origin, int status) throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(2, 0, 0), plan -> plan);
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient client = new StudyClient(base(server), null);
            StudyClient.Answer answer = origin.isEmpty()
                    ? client.post("/api/trials/next", "{}")
                    : client.post("/api/trials/next", "{}", "Origin", origin.equals("SELF") ? base(server) : origin);
            assertThat(answer.status()).isEqualTo(status);
        }
    }

    @Test
    void behindAProxyItsAddressAndItsPathCount() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(2, 0, 0), plan -> plan);
        ServerSettings settings = FREE_PORT
                .withJoinsPerMinute(2)
                .withProxy(ServerSettings.Proxy.TRUSTED)
                .withPublicUrl(URI.create("https://lab.example/faces/"));
        try (StudyServer server = StudyServer.start(study, settings)) {
            assertThat(server.participantsUrl())
                    .isEqualTo("https://lab.example/faces/s/" + study.tokens().study());
            StudyClient client = new StudyClient(base(server), null);
            String join = "{\"study\": \"" + study.tokens().study() + "\"}";
            Set<Integer> statuses = new HashSet<>();
            for (int i = 0; i < 6; i++) {
                statuses.add(client.post("/api/sessions", join, "X-Forwarded-For", "10.0.0." + i / 2)
                        .status());
            }
            assertThat(statuses).as("two from each of three addresses").containsExactly(201);
            assertThat(client.post("/api/sessions", join, "X-Forwarded-For", "10.0.0.0")
                            .code())
                    .isEqualTo("too-many-requests");
            assertThat(client.post("/api/trials/next", "{}", "Origin", "https://lab.example")
                            .status())
                    .isEqualTo(401);
        }
        try (StudyServer server = StudyServer.start(study, settings.withProxy(ServerSettings.Proxy.NONE))) {
            StudyClient client = new StudyClient(base(server), null);
            String join = "{\"study\": \"" + study.tokens().study() + "\"}";
            int refused = 0;
            for (int i = 0; i < 6; i++) {
                refused += client.post("/api/sessions", join, "X-Forwarded-For", "10.0.0." + i)
                                        .status()
                                == 429
                        ? 1
                        : 0;
            }
            assertThat(refused).as("without a proxy the header is anyone's").isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ftp://lab.example",
        "https://lab.example/a?b=c",
        "https:///x",
        "https://lab.example/a%22b",
        "lab.example",
    })
    void publicAddressesArePlain(String url) {
        assertThatThrownBy(() -> ServerSettings.standard().withPublicUrl(URI.create(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(url);
    }

    @Test
    void listensToThisMachineAloneUnlessTold() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(2, 0, 0), plan -> plan);
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            assertThat(server.participantsUrl()).startsWith("http://127.0.0.1:");
            List<InetAddress> others = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(address -> !address.isLoopbackAddress() && address instanceof Inet4Address)
                    .toList();
            for (InetAddress address : others) {
                assertThatThrownBy(() -> new Socket(address, server.port()).close())
                        .as(address.toString())
                        .isInstanceOf(IOException.class);
            }
        }
    }

    /** A wrong address shows the page, which tells so in the reader's language, and lets nobody in. */
    @Test
    void anotherStudysAddressIsNotFound() throws Exception {
        StudyFolder study = TestStudies.pairs(folder, new TestStudies.Items(2, 0, 0), plan -> plan);
        try (StudyServer server = StudyServer.start(study, FREE_PORT)) {
            StudyClient client = new StudyClient(base(server), null);
            StudyClient.Answer page = client.get("/s/another");
            assertThat(page.status()).isEqualTo(404);
            assertThat(page.text()).contains("/assets/participant.js").doesNotContain("Which image");
            assertThat(client.post("/api/sessions", "{\"study\": \"another\"}").code())
                    .isEqualTo("not-found");
        }
    }

    @Test
    void aTakenPortIsNamed() throws Exception {
        StudyFolder first = TestStudies.pairs(folder.resolve("a"), new TestStudies.Items(2, 0, 0), plan -> plan);
        StudyFolder second = TestStudies.pairs(folder.resolve("b"), new TestStudies.Items(2, 0, 0), plan -> plan);
        try (StudyServer server = StudyServer.start(first, FREE_PORT)) {
            assertThatThrownBy(() -> StudyServer.start(second, FREE_PORT.withPort(server.port())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("127.0.0.1:" + server.port());
            second.open().close();
        }
    }
}
