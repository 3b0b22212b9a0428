package org.cyborgml.app.study.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.cyborgml.app.study.web.ServerSettings;
import org.cyborgml.app.study.web.StudyServer;

/** A study of drawn faces, served to a browser. */
final class ServedStudy implements AutoCloseable {

    /** Side of every image in pixels. */
    static final int SIDE = 256;

    private static final Map<String, String> TEXTS = new TreeMap<>(Map.ofEntries(
            Map.entry("title", "Which face is real?"),
            Map.entry(
                    "consent",
                    "You are invited to a study of how people tell photographs of faces from faces that a computer has made."
                            + "\\n\\nYou will see pairs of faces, decide which is real, and highlight what made you decide."),
            Map.entry("privacy", "We store your decisions, your highlights and their times under a random name."),
            Map.entry("instructions", "Look at both faces. Take the time that you need."),
            Map.entry("thanks", "You have seen all faces."),
            Map.entry("declined", "You do not take part."),
            Map.entry("full", "All faces have been seen often enough."),
            Map.entry("class.Real", "Real"),
            Map.entry("class.Synthetic", "Synthetic"),
            Map.entry("question.age", "How old are you?"),
            Map.entry("question.age.young", "Up to 40"),
            Map.entry("question.age.old", "Above 40"),
            Map.entry("question.years", "For how many years have you edited photographs?")));

    private final Path folder;
    private StudyServer server;

    private ServedStudy(Path folder, StudyServer server) {
        this.folder = folder;
        this.server = server;
    }

    /** A study of pairs, with questions and a practice pair, and as many pairs as trials for each participant. */
    static ServedStudy pairs(Path folder, int trials) throws IOException {
        return pairs(folder, trials, "Real");
    }

    /** The same, with the class that is asked for. */
    static ServedStudy pairs(Path folder, int trials, String prompt) throws IOException {
        StringBuilder items = new StringBuilder("Real,Synthetic,kind,source\n");
        for (int i = 0; i <= trials; i++) {
            draw(folder, "real" + i, DrawnFace.real(100 + i, SIDE));
            draw(folder, "synthetic" + i, DrawnFace.synthetic(200 + i, SIDE));
            items.append("real" + i + ".png,synthetic" + i + ".png," + (i == 0 ? "practice" : "trial") + ",drawn\n");
        }
        String plan = "design: pairs\nclasses: [Real, Synthetic]\nprompt: " + prompt + "\ntrials: " + trials
                + "\ncompletion: {code: DONE-42}\nquestions:\n"
                + "  - {id: age, type: choice, required: true, choices: [young, old]}\n"
                + "  - {id: years, type: number, minimum: 0, maximum: 80}\n";
        return serve(
                folder,
                plan,
                items.toString(),
                Map.of("prompt.Real", "Which face is real?", "prompt.Synthetic", "Which face is synthetic?"));
    }

    /** A study of one image, whose pixels are all of different colours. */
    static ServedStudy single(Path folder, BufferedImage image) throws IOException {
        draw(folder, "image", image);
        String plan = "design: single\nclasses: [Real, Synthetic]\ntrials: 1\n";
        return serve(
                folder, plan, "image,class\nimage.png,Real\n", Map.of("prompt", "Is this face real or synthetic?"));
    }

    private static void draw(Path folder, String name, BufferedImage image) throws IOException {
        Files.createDirectories(folder.resolve("images"));
        ImageIO.write(
                image, "png", folder.resolve("images").resolve(name + ".png").toFile());
    }

    private static ServedStudy serve(Path folder, String plan, String items, Map<String, String> more)
            throws IOException {
        Map<String, String> texts = new TreeMap<>(TEXTS);
        texts.putAll(more);
        String english = texts.entrySet().stream()
                .map(text -> "    " + text.getKey() + ": \"" + text.getValue() + "\"\n")
                .collect(Collectors.joining());
        Files.writeString(
                folder.resolve("study.yaml"),
                plan + "images: images\nannotators: 50\ntexts:\n  en:\n" + english + "  de:\n" + english);
        Files.writeString(folder.resolve("items.csv"), items);
        return new ServedStudy(folder, start(folder, 0));
    }

    private static StudyServer start(Path folder, int port) throws IOException {
        return StudyServer.start(
                StudyFolder.read(folder), ServerSettings.standard().withPort(port));
    }

    String participantsUrl() {
        return server.participantsUrl();
    }

    Path folder() {
        return folder;
    }

    String ownerUrl() {
        return server.ownerUrl();
    }

    /** Stops the server for the time of some work, and starts it again on the same port. */
    void without(Outage work) throws IOException {
        int port = server.port();
        server.close();
        try {
            work.run();
        } finally {
            server = start(folder, port);
        }
    }

    /** Work to do while the server is stopped. */
    interface Outage {
        void run() throws IOException;
    }

    /** The answers that are stored, in the order in which they came. */
    List<AnsweredTrial> answers(ItemKind kind) throws IOException {
        try (SqliteStudyStore store = StudyFolder.read(folder).openForReading()) {
            return store.read(reader -> reader.answers(List.of(kind)));
        } catch (StudyRefusal e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
