package org.cyborgml.app.ui;

import java.io.IOException;
import org.cyborgml.loss.LossTerms;
import org.cyborgml.training.Epoch;
import org.cyborgml.training.EpochResult;
import org.cyborgml.training.TrainingProgress;
import org.deeplearning4j.nn.graph.ComputationGraph;

/** Pages in a browser on the training at hand: loss, learning rates, the size of parameters and updates, memory. */
public interface TrainingPages extends AutoCloseable {

    /** Shows nothing. */
    TrainingPages NONE = new TrainingPages() {
        @Override
        public String address() {
            return "";
        }

        @Override
        public void follow(ComputationGraph network, String training) {
            // Nobody looks.
        }

        @Override
        public void close() {
            // Nothing was opened.
        }
    };

    /**
     * Opens the pages.
     *
     * @param port of this machine's own address (127.0.0.1), in [0, 65535]; 0 is any that is free
     * @param every how many steps of a training make one point, at least 1
     * @return the pages
     * @throws IOException if this program was built without them, or the port is taken
     * @throws IllegalArgumentException if a number is out of range; it names the number
     */
    static TrainingPages open(int port, int every) throws IOException {
        if (port < 0 || port > 0xFFFF) {
            throw new IllegalArgumentException("port must be in [0, 65535], found " + port);
        }
        if (every < 1) {
            throw new IllegalArgumentException("steps of a point must be at least 1, found " + every);
        }
        if (TrainingPages.class.getClassLoader().getResource("org/deeplearning4j/ui/VertxUIServer.class") == null) {
            throw new IOException(
                    "this jar was built without DL4J's training pages; build it with -Pui, or leave out --ui");
        }
        return LoopbackPages.open(port, every);
    }

    /**
     * Where they are.
     *
     * @return a URL; empty for {@link #NONE}
     */
    String address();

    /**
     * Shows a training from here on, instead of the one before. The training gives the same bits as without.
     *
     * @param network about to be trained
     * @param training its name
     */
    void follow(ComputationGraph network, String training);

    /**
     * Shows a training as soon as it begins.
     *
     * @param progress told everything too
     * @param training its name
     * @return what is to be told
     */
    default TrainingProgress following(TrainingProgress progress, String training) {
        return new TrainingProgress() {
            @Override
            public void onNetwork(ComputationGraph network) {
                follow(network, training);
                progress.onNetwork(network);
            }

            @Override
            public void onStep(Epoch epoch, int step, int steps, LossTerms terms) {
                progress.onStep(epoch, step, steps, terms);
            }

            @Override
            public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
                progress.onEpoch(epoch, result, isBest);
            }
        };
    }

    /** Takes the pages from the net. */
    @Override
    void close();
}
