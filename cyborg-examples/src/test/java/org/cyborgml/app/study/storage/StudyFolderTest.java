package org.cyborgml.app.study.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.cyborgml.app.study.StudyDesign;
import org.cyborgml.app.study.StudyPlan;
import org.cyborgml.app.study.TestStudies;
import org.cyborgml.app.study.ViewingCondition;
import org.cyborgml.saliency.batch.BatchProgress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudyFolderTest {

    @TempDir
    private Path folder;

    @Test
    void aNewStudyHasAPlanThatIsRead() throws IOException {
        StudyPlan plan = TestStudies.pairs(folder, new TestStudies.Items(3, 1, 1), text -> text)
                .plan();
        assertThat(plan.design()).isEqualTo(StudyDesign.PAIRS);
        assertThat(plan.classes()).containsExactly("Real", "Synthetic");
        assertThat(plan.prompt()).isNull();
        assertThat(plan.trials()).isEqualTo(3);
        assertThat(plan.conditions()).containsExactly(ViewingCondition.ANNOTATED);
        assertThat(plan.texts().languages()).containsExactly("en", "de");
        assertThat(plan.texts().in("de")).containsEntry("prompt.Real", "Welches Bild ist „Real“?");
        assertThat(folder.resolve("study/tokens.json")).exists();
        assertThat(Files.getPosixFilePermissions(folder.resolve("study/tokens.json")))
                .hasSize(2);
        assertThatThrownBy(() -> new NewStudy(
                                StudyDesign.PAIRS, folder.resolve("table.csv"), folder.resolve("images"), List.of("en"))
                        .make(folder.resolve("study"), BatchProgress.silent()))
                .hasMessageContaining("is not empty");
    }

    /** Each mistake is named with its value and its rule. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "annotators: 10 | annotators: 0 | annotators 0: must be from 1",
                "annotators: 10 | annotators: many | line 9: annotators: must be a whole number, found \"many\"",
                "checks: 0 | cheks: 0 | there is no key \"cheks\" here",
                "prompt: alternating | prompt: Fake | prompt \"Fake\": must be alternating or one of the classes",
                "layout: between | layout: across | must be one of [between, within]",
                "conditions: [annotated] | conditions: [] | number of conditions 0",
                "conditions: [annotated] | conditions: [annotated, annotated] | each must be there once",
                "checks: 0 | checks: 2 | has 1 items of the kind check, but the plan wants 2",
                "confidence: 0 | confidence: 1 | confidence 1: must be from 2 to 10",
                "completion: {} | completion: {url: 'http://x'} | must begin with https://",
                "questions: [] | questions: [{id: A, type: text}] | question id \"A\"",
                "questions: [] | questions: [{id: a, type: choice}] | needs at least two different ones",
                "questions: [] | questions: [{id: a, type: text}] | text question.a is missing in en",
                "link_parameters: [] | participant_parameter: PID | must be one of link_parameters []",
                "classes: [\"Real\", \"Synthetic\"] | classes: [\"Real\", \"Fake\"] | text class.Fake is missing",
                "fastest_seconds: 2 | fastest_seconds: -1 | must not be negative",
            })
    void mistakesInThePlanAreNamed(String right, String wrong, String message) {
        assertThatThrownBy(() -> TestStudies.pairs(
                                folder, new TestStudies.Items(3, 0, 1), text -> text.replace(right, wrong))
                        .open())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Real,Synthetic,Third;a.png,b.png,c.png | a table of pairs has two columns",
                "Real,Synthetic | has no row",
                "Real,Synthetic;real/0.png | has 1 fields: 2 are needed",
                "Real,Synthetic;real/0.png,nothing.png | nothing.png is not there",
                "Real,Synthetic;real/0.png,../table.csv | is not below the folder of images",
                "Real,Synthetic;real/0.png,real/0.png | but was of Real",
                "Real,Synthetic,kind;real/0.png,synthetic/0.png,main | must be trial, practice or check",
                "Real,Synthetic;real/0.png,synthetic/0.png;real/0.png,text.png | text.png",
            })
    void mistakesInTheTableAreNamed(String table, String message) throws IOException {
        TestStudies.pairs(folder, new TestStudies.Items(1, 0, 0), text -> text);
        Files.writeString(folder.resolve("images/text.png"), "no image");
        Path csv = folder.resolve("wrong.csv");
        Files.writeString(csv, table.replace(";", "\n") + "\n");
        Path out = folder.resolve("other");
        assertThatThrownBy(() -> new NewStudy(StudyDesign.PAIRS, csv, folder.resolve("images"), List.of("en"))
                        .make(out, BatchProgress.silent()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
        assertThat(out).doesNotExist();
    }

    @Test
    void anImageThatBreaksOffIsFoundBeforeAnyoneSeesIt() throws IOException {
        TestStudies.pairs(folder, new TestStudies.Items(1, 0, 0), text -> text);
        Path image = folder.resolve("images/synthetic/0.png");
        byte[] whole = Files.readAllBytes(image);
        Files.write(image, Arrays.copyOf(whole, whole.length - 60));
        assertThatThrownBy(() -> new NewStudy(
                                StudyDesign.PAIRS, folder.resolve("table.csv"), folder.resolve("images"), List.of("en"))
                        .make(folder.resolve("other"), BatchProgress.silent()))
                .hasMessageContaining("synthetic/0.png");
    }

    @Test
    void aFolderWithoutPlanIsNamed() {
        assertThatThrownBy(() -> StudyFolder.read(folder)).hasMessageContaining("holds no study.yaml");
        assertThatThrownBy(() -> new NewStudy(StudyDesign.PAIRS, folder, folder, List.of("fr")))
                .hasMessageContaining("language fr");
    }
}
