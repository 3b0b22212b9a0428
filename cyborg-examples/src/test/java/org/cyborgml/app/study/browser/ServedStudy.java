package org.cyborgml.app.study.browser;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
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
            Map.entry("question.lenses", "Do you wear glasses or contact lenses while you look at a screen?"),
            Map.entry("question.lenses.glasses", "Glasses"),
            Map.entry("question.lenses.contacts", "Contact lenses"),
            Map.entry("question.lenses.none", "Neither"),
            Map.entry("question.remark", "Is there anything that we should know?"),
            Map.entry("question.years", "For how many years have you edited photographs?")));

    /** Texts with a German translation; the German block has the others in English. */
    private static final Map<String, String> GERMAN = Map.of(
            "title", "Welches Gesicht ist echt?",
            "consent", "Sie sind zu einer Studie darüber eingeladen, woran Menschen echte Gesichter erkennen.");

    private final Path folder;
    private ServerSettings settings;
    private StudyServer server;

    private ServedStudy(Path folder, ServerSettings settings) throws IOException {
        this.folder = folder;
        this.settings = settings;
        this.server = start(settings);
    }

    /**
     * A study of pairs that asks which face is real, with questions and a practice pair, and as many pairs as trials for each
     * participant.
     */
    static ServedStudy pairs(Path folder, int trials) throws IOException {
        return pairs(folder, trials, plan -> plan);
    }

    /** The same with a changed plan. */
    static ServedStudy pairs(Path folder, int trials, UnaryOperator<String> change) throws IOException {
        StringBuilder items = new StringBuilder("Real,Synthetic,kind,source\n");
        for (int i = 0; i <= trials; i++) {
            draw(folder, "real" + i, DrawnFace.real(100 + i, SIDE));
            draw(folder, "synthetic" + i, DrawnFace.synthetic(200 + i, SIDE));
            items.append("real" + i + ".png,synthetic" + i + ".png," + (i == 0 ? "practice" : "trial") + ",drawn\n");
        }
        String plan = "design: pairs\nclasses: [Real, Synthetic]\nprompt: Real\ntrials: " + trials
                + "\nannotators: 50\ncompletion: {code: DONE-42}\nquestions:\n"
                + "  - {id: age, type: choice, required: true, choices: [young, old]}\n"
                + "  - {id: years, type: number, minimum: 0, maximum: 80}\n";
        return serve(
                folder,
                change.apply(plan),
                items.toString(),
                Map.of("prompt.Real", "Which face is real?", "prompt.Synthetic", "Which face is synthetic?"));
    }

    /** A study of one image, which is of the first of some classes. */
    static ServedStudy single(Path folder, BufferedImage image, List<String> classes) throws IOException {
        draw(folder, "image", image);
        Map<String, String> texts = new TreeMap<>(Map.of("prompt", "Of which class is this face?"));
        classes.forEach(name -> texts.put("class." + name, name));
        return serve(
                folder,
                "design: single\nclasses: " + classes + "\ntrials: 1\nannotators: 50\n",
                "image,class\nimage.png," + classes.get(0) + "\n",
                texts);
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
        String english = yaml(texts);
        texts.putAll(GERMAN);
        Files.writeString(
                folder.resolve("study.yaml"),
                plan + "images: images\ntexts:\n  en:\n" + english + "  de:\n" + yaml(texts));
        Files.writeString(folder.resolve("items.csv"), items);
        return new ServedStudy(folder, ServerSettings.standard().withPort(0));
    }

    private static String yaml(Map<String, String> texts) {
        return texts.entrySet().stream()
                .map(text -> "    " + text.getKey() + ": \"" + text.getValue() + "\"\n")
                .collect(Collectors.joining());
    }

    private StudyServer start(ServerSettings used) throws IOException {
        return StudyServer.start(StudyFolder.read(folder), used);
    }

    /** Serves the study anew, behind a proxy that people reach at an address. */
    void serveBehind(URI address) throws IOException {
        settings = settings.withProxy(ServerSettings.Proxy.TRUSTED).withPublicUrl(address);
        without(() -> {});
    }

    int port() {
        return server.port();
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
            server = start(settings.withPort(port));
        }
    }

    /** Work that is done while the server is stopped. */
    @FunctionalInterface
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
