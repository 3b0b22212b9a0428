package org.cyborgml.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipFile;
import org.cyborgml.data.DataException;
import org.cyborgml.data.SaliencyData;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.models.Architecture;
import org.cyborgml.models.kernel.KernelPrecision;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests of a training in a folder that holds one already. */
class ResumePointTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void write() throws IOException {
        ToyFaces.write(folder, 6);
    }

    private static TrainingSettings settings(int epochs) {
        return TrainingSettings.reference().withEpochs(epochs).withBatch(5).withSeed(7);
    }

    private Trainer trainer(String out, TrainingSettings settings) throws IOException {
        return builder(out, settings, TrainingProgress.NONE).build();
    }

    private Trainer.Builder builder(String out, TrainingSettings settings, TrainingProgress progress)
            throws IOException {
        SaliencyData data = SaliencyData.csv(folder.resolve("split.csv"), folder.resolve("images"))
                .withMaps(folder.resolve("maps"));
        return Trainer.builder(settings, folder.resolve(out))
                .data(data)
                .architecture(Architecture.SMALL_CNN, ToyFaces.SIDE)
                .progress(progress);
    }

    private Path logs(String out) {
        return folder.resolve(out).resolve("Logs");
    }

    /** Content of every file; of a zip, which has times in it, of every entry. */
    private static Map<String, byte[]> content(Path logs) throws IOException {
        Map<String, byte[]> all = new TreeMap<>();
        Files.walkFileTree(logs, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                String name = logs.relativize(file).toString();
                if (name.endsWith(".zip")) {
                    try (ZipFile zip = new ZipFile(file.toFile())) {
                        for (var entry : Collections.list(zip.entries())) {
                            all.put(
                                    name + "/" + entry.getName(),
                                    zip.getInputStream(entry).readAllBytes());
                        }
                    }
                } else {
                    all.put(name, Files.readAllBytes(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return all;
    }

    private static void assertSame(Map<String, byte[]> found, Map<String, byte[]> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((name, bytes) ->
                assertThat(Arrays.equals(found.get(name), bytes)).as(name).isTrue());
    }

    /** Training on for more epochs, bit by bit what all of them at once would have given. */
    @ParameterizedTest
    @EnumSource(names = {"STEP", "CONSTANT", "PLATEAU"})
    void aFinishedTrainingIsExtended(LearningRateSchedule schedule) throws IOException {
        trainer("whole", settings(5).withSchedule(schedule)).train();
        trainer("parts", settings(2).withSchedule(schedule)).train();
        Trainer longer = trainer("parts", settings(5).withSchedule(schedule));
        assertThat(longer.isFinished()).isFalse();
        assertThat(longer.resume().epochs()).isEqualTo(5);
        assertThat(longer.isFinished()).isTrue();
        assertSame(content(logs("parts")), content(logs("whole")));
    }

    /** Files of before there was a choice have the precision among the notes, if the command line wrote them, or not at all. */
    @ParameterizedTest
    @CsvSource({"FLOAT, true", "DOUBLE, false", "'', true"})
    void olderFilesAreOfFloatUnlessTheySayDouble(String noted, boolean isTheSame) throws IOException {
        trainer("run", settings(1)).train();
        Path file = logs("run").resolve("params.json");
        ObjectMapper json = new ObjectMapper();
        ObjectNode older = (ObjectNode) json.readTree(file.toFile());
        ((ObjectNode) older.get("settings")).remove("precision");
        if (!noted.isEmpty()) {
            older.put("precision", noted);
        }
        json.writeValue(file.toFile(), older);
        Trainer again = trainer("run", settings(2));
        if (isTheSame) {
            assertThat(again.resume().epochs()).isEqualTo(2);
        } else {
            assertThatIOException()
                    .isThrownBy(again::resume)
                    .withMessageContaining("precision was \"DOUBLE\", now is \"FP32\"");
        }
    }

    @Test
    void anotherPrecisionIsRefused() throws IOException {
        trainer("run", settings(1)).train();
        assertThatIOException()
                .isThrownBy(trainer("run", settings(2).withPrecision(KernelPrecision.DOUBLE))::resume)
                .withMessageContaining("precision was \"FP32\", now is \"DOUBLE\"");
        trainer("double", settings(1).withPrecision(KernelPrecision.DOUBLE)).train();
        assertThat(TrainedNetwork.load(RunFolder.of(folder.resolve("double")).finalModel())
                        .notes())
                .containsEntry(NetworkNotes.PRECISION, "double");
    }

    /** With the drop of the rate after 12 epochs behind the place where the first part ends. */
    @Test
    void theStepsOfTheRateComeWhereTheyWouldHaveCome() throws IOException {
        trainer("whole", settings(14)).train();
        trainer("parts", settings(11)).train();
        trainer("parts", settings(14)).resume();
        assertSame(content(logs("parts")), content(logs("whole")));
    }

    @Test
    void aTrainingThatWasStoppedIsExtendedToo() throws IOException {
        trainer("whole", settings(4)).train();
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() ->
                        builder("parts", settings(3), new StopAfter(1)).build().train());
        trainer("parts", settings(4)).resume();
        assertSame(content(logs("parts")), content(logs("whole")));
    }

    private static final class Stop extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record StopAfter(int epochs) implements TrainingProgress {
        @Override
        public void onEpoch(Epoch epoch, EpochResult result, boolean isBest) {
            if (epoch.index() + 1 == epochs) {
                throw new Stop();
            }
        }
    }

    @Test
    void ratesThatDependOnTheEpochsRefuseMore() throws IOException {
        trainer("run", settings(2).withSchedule(LearningRateSchedule.COSINE)).train();
        refuses(
                settings(3).withSchedule(LearningRateSchedule.COSINE),
                "begun with other settings: epochs was 2, now is 3 (the rates of schedule COSINE depend on the number of"
                        + " epochs");
    }

    private void refuses(TrainingSettings settings, String message) throws IOException {
        Map<String, byte[]> before = content(logs("run"));
        Trainer trainer = trainer("run", settings);
        assertThatIOException().isThrownBy(trainer::resume).withMessageContaining(message);
        assertThatIOException().isThrownBy(trainer::isFinished).withMessageContaining(message);
        assertThatExceptionOfType(DataException.class)
                .isThrownBy(trainer::train)
                .withMessageContaining("holds a training already");
        assertSame(content(logs("run")), before);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epochs was 3, now is 2 (a training can be extended, not shortened)",
                "learning_rate was 0.005, now is 0.3",
                "seed was 7, now is 8",
                "alpha was 0.5, now is 0.25",
                "batch was 5, now is 4",
                "momentum was 0.9, now is 0.5"
            })
    void otherSettingsAreNamedWithBothValues(String message) throws IOException {
        trainer("run", settings(3)).train();
        String name = message.substring(0, message.indexOf(' '));
        refuses(
                switch (name) {
                    case "epochs" -> settings(2);
                    case "learning_rate" -> settings(3).withLearningRate(0.3);
                    case "seed" -> settings(3).withSeed(8);
                    case "alpha" -> settings(3).withAlpha(0.25);
                    case "batch" -> settings(3).withBatch(4);
                    default -> settings(3).withMomentum(0.5);
                },
                message);
        // Also where the state was deleted, as in finished trials of an experiment.
        Files.delete(logs("run").resolve("current_model.zip"));
        refuses(settings(3).withLearningRate(0.7), "learning_rate was 0.005, now is 0.7");
    }

    @Test
    void aFinishedTrainingStaysAsItIs() throws IOException {
        TrainingLog log = trainer("run", settings(2)).train();
        Map<String, byte[]> before = content(logs("run"));
        Trainer again = trainer("run", settings(2));
        assertThat(again.isFinished()).isTrue();
        assertThat(again.resume()).usingRecursiveComparison().isEqualTo(log);
        assertSame(content(logs("run")), before);
    }

    @Test
    void withoutTheStateAFinishedTrainingIsFinishedAndNotExtended() throws IOException {
        TrainingLog log = trainer("run", settings(2)).train();
        RunFolder.of(folder.resolve("run")).deleteCurrent();
        Map<String, byte[]> before = content(logs("run"));
        Trainer again = trainer("run", settings(2));
        assertThat(again.isFinished()).isTrue();
        assertThat(again.resume()).usingRecursiveComparison().isEqualTo(log);
        assertSame(content(logs("run")), before);
        refuses(
                settings(3),
                "holds params.json, model_log.json, final_model.safetensors of 2 epochs, but not current_model.zip, from"
                        + " which the training would go on (a finished trial of an experiment deletes it): this training"
                        + " cannot be extended to 3 epochs");
    }

    @Test
    void withoutTheStateAnUnfinishedTrainingIsRefused() throws IOException {
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() ->
                        builder("run", settings(3), new StopAfter(1)).build().train());
        Files.delete(logs("run").resolve("current_model.zip"));
        refuses(settings(3), "of 1 epochs, but not current_model.zip");
    }

    @ParameterizedTest
    @ValueSource(strings = {"params.json", "model_log.json", "final_model.safetensors"})
    void aFileThatIsMissingIsNamed(String file) throws IOException {
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() ->
                        builder("run", settings(3), new StopAfter(2)).build().train());
        Files.delete(logs("run").resolve(file));
        Map<String, byte[]> before = content(logs("run"));
        Trainer trainer = trainer("run", settings(3));
        assertThatIOException()
                .isThrownBy(trainer::resume)
                .withMessageContaining(logs("run").toString())
                .withMessageContaining(file.equals("model_log.json") ? "model_log.json" : file);
        assertSame(content(logs("run")), before);
    }

    /** Every moment between two files of an epoch: what the folder holds then ends as a training that was not stopped. */
    @Test
    void aTrainingContinuesFromBetweenAnyTwoFilesOfAnEpoch() throws IOException {
        trainer("whole", settings(2)).train();
        Map<String, byte[]> whole = content(logs("whole"));
        List<List<String>> laterFiles =
                List.of(List.of(), List.of("model_log.json"), List.of("model_log.json", "final_model.safetensors"));
        for (List<String> later : laterFiles) {
            String out = "stopped" + later.size();
            trainer(out, settings(2)).train();
            Files.move(logs(out).resolve("current_model.zip"), logs(out).resolve("current_model.zip.part"));
            for (String file : later) {
                Files.delete(logs(out).resolve(file));
            }
            trainer(out, settings(2)).resume();
            assertSame(content(logs(out)), whole);
        }
    }

    @Test
    void otherImagesAreRefused() throws IOException {
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() ->
                        builder("run", settings(3), new StopAfter(1)).build().train());
        Path csv = folder.resolve("split.csv");
        String rows = Files.readString(csv);
        Files.writeString(
                csv,
                rows
                        + rows.lines()
                                .filter(row -> row.startsWith("train"))
                                .map(row -> row + "\n")
                                .reduce("", String::concat));
        assertThatIOException()
                .isThrownBy(trainer("run", settings(3))::resume)
                .withMessageContaining("steps in 1 epochs, but these images make");
    }

    /** A file that a crash of the disk has cut, at every byte (of the zip, at some): it is named, and what to do. */
    @ParameterizedTest
    @ValueSource(strings = {"params.json", "model_log.json", "current_model.zip"})
    void aCutFileIsNamed(String file) throws IOException {
        assertThatExceptionOfType(Stop.class)
                .isThrownBy(() ->
                        builder("run", settings(3), new StopAfter(1)).build().train());
        Path cut = logs("run").resolve(file);
        byte[] all = Files.readAllBytes(cut);
        int step = file.endsWith(".zip") ? Math.max(1, all.length / 60) : 1;
        Trainer trainer = trainer("run", settings(3));
        for (int length = 0; length < all.length; length += length + step < all.length ? step : 1) {
            Files.write(cut, Arrays.copyOf(all, length));
            Map<String, byte[]> before = Map.of(file, Files.readAllBytes(cut));
            assertThatExceptionOfType(DataException.class)
                    .as("cut at " + length)
                    .isThrownBy(trainer::resume)
                    .withMessageContaining(cut + ": is damaged")
                    .withMessageContaining("delete the folder " + logs("run"));
            assertThat(Files.readAllBytes(cut)).isEqualTo(before.get(file));
        }
        Files.write(cut, all);
        assertThat(trainer.resume().epochs()).isEqualTo(3);
    }
}
