package org.cyborgml.app.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.cyborgml.models.SmallCnn;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

class TrainingPagesTest {

    private static final int STEPS = 6;

    private static ComputationGraph network() {
        return SmallCnn.builder()
                .inputSide(16)
                .seed(3)
                .updater(new Sgd(0.05))
                .build()
                .init();
    }

    private static MultiDataSet batch() {
        Nd4j.getRandom().setSeed(5);
        INDArray labels = Nd4j.zeros(DataType.FLOAT, 4, 2);
        for (int i = 0; i < 4; i++) {
            labels.putScalar(i, i % 2, 1);
        }
        return new MultiDataSet(
                new INDArray[] {Nd4j.rand(DataType.FLOAT, 4, 3, 16, 16)},
                new INDArray[] {labels, Nd4j.rand(DataType.FLOAT, 4, 8, 8)});
    }

    private static void train(ComputationGraph network) {
        MultiDataSet batch = batch();
        for (int i = 0; i < STEPS; i++) {
            network.fit(batch);
        }
    }

    private static HttpResponse<String> answer(TrainingPages pages, String path)
            throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(pages.address()).resolve(path))
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String get(TrainingPages pages, String path) throws IOException, InterruptedException {
        HttpResponse<String> response = answer(pages, path);
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }

    private static JsonNode overview(TrainingPages pages) throws IOException, InterruptedException {
        return new ObjectMapper().readTree(get(pages, "/train/overview/data"));
    }

    @Test
    void trainingIsShownAndGivesTheSameBits() throws Exception {
        ComputationGraph plain = network();
        train(plain);
        ComputationGraph shown = network();
        try (TrainingPages pages = TrainingPages.open(0, 2)) {
            pages.follow(network(), "one that is over");
            pages.follow(shown, "runs/a b");
            train(shown);
            JsonNode data = overview(pages);
            for (int tries = 0; data.path("scores").size() < STEPS / 2 - 1 && tries < 100; tries++) {
                Thread.sleep(100);
                data = overview(pages);
            }
            assertThat(data.path("scores")).isNotEmpty().allMatch(score -> score.asDouble() > 0);
            assertThat(data.path("updateRatios").path("fc_W")).as("%s", data).isNotEmpty();
            assertThat(get(pages, "/train/sessions/current")).isEqualTo("runs-a-b");
            assertThat(get(pages, "/train/overview")).contains("<html");
            assertThat(get(pages, "/train/model/graph")).contains("\"fc\"");
            assertThat(get(pages, "/train/model/data/1")).contains("meanMag");
            assertThat(get(pages, "/train/system/data")).contains("memory");
            assertThat(get(pages, "/assets/webjars/flot/0.8.3/jquery.flot.js")).contains("plot");
            // A page waits for each of its scripts.
            assertThat(answer(pages, "/assets/webjars/excanvas/3/excanvas.js").statusCode())
                    .isEqualTo(404);
        }
        assertThat(shown.params()).isEqualTo(plain.params());
        assertThat(shown.getUpdater().getStateViewArray())
                .isEqualTo(plain.getUpdater().getStateViewArray());
    }

    @Test
    void onlyThisMachineSeesThePages() throws Exception {
        int port;
        try (TrainingPages pages = TrainingPages.open(0, 1)) {
            port = URI.create(pages.address()).getPort();
            assertThat(pages.address()).isEqualTo("http://127.0.0.1:" + port + "/train");
            for (NetworkInterface network : NetworkInterface.networkInterfaces().toList()) {
                for (InetAddress address : network.inetAddresses()
                        .filter(a -> !a.isLoopbackAddress() && !a.isLinkLocalAddress())
                        .toList()) {
                    assertThatIOException().as("%s", address).isThrownBy(() -> new Socket(address, port).close());
                }
            }
        }
        assertThatIOException()
                .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void saysWhyItDoesNotOpen() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatIOException()
                    .isThrownBy(
                            () -> TrainingPages.open(taken.getLocalPort(), 1).close())
                    .withMessageContaining("port " + taken.getLocalPort())
                    .withMessageContaining("in use")
                    .withMessageContaining("--ui=PORT");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingPages.open(65536, 1))
                .withMessage("port must be in [0, 65535], found 65536");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TrainingPages.open(0, 0))
                .withMessage("steps of a point must be at least 1, found 0");
    }
}
