package org.cyborgml.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.cyborgml.app.console.Console;
import org.cyborgml.app.files.TextFiles;
import org.cyborgml.data.ImageSource;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.scoring.Ensemble;
import org.cyborgml.scoring.LogitColumns;
import org.cyborgml.scoring.ScoreTable;
import org.cyborgml.scoring.Scorer;
import org.cyborgml.scoring.ScoringResult;
import org.cyborgml.training.TrainedNetwork;
import org.jspecify.annotations.Nullable;

/** The scores of an ensemble, whose members are networks ({@code ARCH=WEIGHTS}) or score files. */
final class EnsembleScoring {

    private final List<String> members;
    private final ImageSelection selection;
    private final Path out;
    private final Console console;

    EnsembleScoring(List<String> members, ImageSelection selection, Path out, Console console) {
        this.members = members;
        this.selection = selection;
        this.out = out;
        this.console = console;
    }

    /**
     * Writes the ensemble's score file, and a file of videos if there is to be one.
     *
     * @param logits whether the mean logit stands behind the score
     * @param videos file of the videos' scores; null for none
     * @return counts, and the images that could not be scored by all members
     * @throws IOException if a file cannot be used
     */
    ScoringResult run(LogitColumns logits, @Nullable Path videos) throws IOException {
        List<ScoreTable> tables = new ArrayList<>();
        Set<String> failures = new LinkedHashSet<>();
        for (int i = 0; i < members.size(); i++) {
            tables.add(table(members.get(i), i + 1, failures));
        }
        Set<String> common = new LinkedHashSet<>(tables.get(0).paths());
        for (ScoreTable table : tables) {
            common.retainAll(table.paths());
        }
        for (ScoreTable table : tables) {
            table.paths().stream()
                    .filter(path -> !common.contains(path) && failures.isEmpty())
                    .findFirst()
                    .ifPresent(path ->
                            failures.add(table.file() + " has a score of " + path + ", and another member has none"));
        }
        Map<String, Double> means = Ensemble.of(tables).logits(common);
        write(out, means, logits);
        if (videos != null) {
            write(videos, Ensemble.ofVideos(means), logits);
        }
        console.say(means.size() + " images scored by " + members.size() + " members; " + out);
        return new ScoringResult(means.size(), 0, List.copyOf(failures));
    }

    private ScoreTable table(String member, int number, Set<String> failures) throws IOException {
        int equals = member.indexOf('=');
        if (equals < 0) {
            return ScoreTable.read(Path.of(member));
        }
        Architecture architecture = Architecture.named(member.substring(0, equals));
        Path weights = Path.of(member.substring(equals + 1));
        console.say("member " + number + ": reading " + weights);
        TrainedNetwork trained = TrainedNetwork.loader(NetworkWeights.read(weights))
                .architecture(architecture)
                .load();
        ImageSource images = selection.source();
        Path file = out.resolveSibling(out.getFileName() + ".member" + number + ".csv");
        ScoringResult result = Scorer.builder(trained.network(), trained.input(), trained.classes())
                .batch(selection.batch())
                .logits(LogitColumns.WRITTEN)
                .build()
                .score(
                        images,
                        selection.paths(images),
                        file,
                        architecture + ", weights " + EmaOption.hash(weights) + ", images "
                                + selection.images().toAbsolutePath()
                                + selection
                                        .cropsHash()
                                        .map(crops -> ", crops " + crops)
                                        .orElse(""),
                        console.scoring());
        failures.addAll(result.failures());
        return ScoreTable.read(file);
    }

    private static void write(Path file, Map<String, Double> means, LogitColumns logits) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        TextFiles.writeCsv(
                file,
                means.entrySet().stream()
                        .map(one -> {
                            String score = String.format(Locale.ROOT, "%.8f", Ensemble.sigmoid(one.getValue()));
                            return logits == LogitColumns.WRITTEN
                                    ? List.of(one.getKey(), score, String.format(Locale.ROOT, "%.6f", one.getValue()))
                                    : List.of(one.getKey(), score);
                        })
                        .toList());
    }
}
