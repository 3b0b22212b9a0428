package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.HighlightStroke;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.StrokePoint;
import org.cyborgml.app.study.StrokeTool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole sessions of participants in Chromium, by mouse, finger and keyboard. */
class ParticipantPageTest {

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    private static final String MARKED = Walk.MARKED;

    @TempDir
    Path folder;

    private final Tab tab = BROWSER.newTab();
    private final Walk walk = new Walk(tab);

    @AfterEach
    void close() throws IOException {
        tab.close();
    }

    @Test
    void aWholeSessionByMouse() throws IOException {
        tab.resize(1280, 800, 1);
        try (ServedStudy study = ServedStudy.pairs(folder, 3)) {
            tab.open(study.participantsUrl());
            tab.awaitElement("[data-action=agree]");
            assertThat(tab.text("main")).contains("You are invited", "under a random name");
            tab.click("[data-action=agree]");
            answerQuestions();
            tab.click("[data-action=begin]");

            tab.awaitElement("canvas");
            assertThat(tab.text("#top")).contains("Practice 1 of 1");
            walk.decideAndMark(1);
            tab.click("[data-action=send]");
            tab.awaitElement(".verdict");
            assertThat(tab.text(".verdict"))
                    .containsAnyOf("Correct", "Not correct")
                    .contains("The answer is image");
            tab.click("[data-action=next]");

            undoRedoAndReload();
            tab.click("[data-action=send]");
            awaitTrial(2);
            sendWithoutServer(study);
            awaitTrial(3);
            sendWithoutNetwork();
            tab.awaitElement(".completion");
            assertThat(tab.text(".completion")).contains("DONE-42");
            assertThat(tab.evaluate(
                                    "new Promise(resolve => { const opening = indexedDB.open('cyborg-study');"
                                            + " opening.onsuccess = () => { const all = opening.result.transaction('answers')"
                                            + ".objectStore('answers').count(); all.onsuccess = () => resolve(all.result); }; })")
                            .asInt())
                    .isZero();

            assertThat(study.answers(ItemKind.PRACTICE)).hasSize(1);
            List<AnsweredTrial> answers = study.answers(ItemKind.TRIAL);
            assertThat(answers).hasSize(3);
            assertThat(answers).extracting(AnsweredTrial::choice).containsExactly("right", "left", "left");
            assertThat(chosenStrokes(answers.get(0)))
                    .extracting(HighlightStroke::tool)
                    .containsExactly(StrokeTool.BRUSH, StrokeTool.ELLIPSE, StrokeTool.ERASER);
            for (AnsweredTrial answer : answers) {
                assertThat(answer.times().decisionMillis()).isBetween(1.0, 60_000.0);
                assertThat(answer.times().responseMillis())
                        .isBetween(answer.times().decisionMillis(), 60_000.0);
            }
        }
        // The browser reports the two outages that the test makes; no script failed, and no policy was broken.
        assertThat(tab.complaints()).allMatch(text -> text.contains("net::ERR_"));
    }

    private void answerQuestions() throws IOException {
        tab.click("[data-action=continue]");
        tab.await("document.querySelector('.problem').textContent.includes('Please answer')");
        tab.click("input[value=old]");
        tab.click("[data-action=continue]");
    }

    private static List<HighlightStroke> chosenStrokes(AnsweredTrial answer) {
        int chosen = answer.choice().equals(AnsweredTrial.LEFT) ? 0 : 1;
        assertThat(answer.strokes().get(1 - chosen)).isEmpty();
        return answer.strokes().get(chosen);
    }

    /** Changes the decision, draws three strokes, undoes two of them and redoes one, erases, and loads the page again. */
    private void undoRedoAndReload() throws IOException {
        tab.awaitElement("canvas");
        walk.decideAndMark(1);
        walk.decideAndMark(2);
        tab.click(".tool:has([value=ellipse])");
        tab.drag(Walk.line(tab.box(MARKED), 0.2, 0.2, 0.4, 0.4));
        tab.click(".tool:has([value=rectangle])");
        tab.drag(Walk.line(tab.box(MARKED), 0.6, 0.6, 0.8, 0.8));
        tab.press("z", Modifier.CONTROL);
        tab.press("z", Modifier.CONTROL);
        tab.click("[data-action=redo]");
        tab.click(".tool:has([value=eraser])");
        tab.drag(Walk.line(tab.box(MARKED), 0.3, 0.25, 0.3, 0.35));
        tab.reload();
        tab.awaitElement(MARKED);
        assertThat(tab.evaluate("document.querySelector('input[name=choice]:checked').value")
                        .asText())
                .isEqualTo("right");
        assertThat(tab.evaluate("document.querySelector('[data-action=undo]').disabled")
                        .asBoolean())
                .isFalse();
    }

    private void awaitTrial(int number) throws IOException {
        tab.await("document.querySelector('#top')?.textContent.includes('" + number + " of 3')"
                + " && document.querySelector('canvas') && !document.querySelector('input[name=choice]:checked')");
    }

    private void sendWithoutServer(ServedStudy study) throws IOException {
        walk.decideAndMark(1);
        study.without(() -> {
            tab.click("[data-action=send]");
            tab.await("!document.getElementById('status').hidden");
            assertThat(tab.text("#status")).contains("Your answers are safe");
        });
    }

    private void sendWithoutNetwork() throws IOException {
        walk.decideAndMark(1);
        tab.offline(true);
        tab.click("[data-action=send]");
        tab.await("!document.getElementById('status').hidden");
        tab.offline(false);
    }

    /** The browser keeps an answer that no server has acknowledged until the page is opened again. */
    @Test
    void anAnswerThatWasNotSentIsSentWhenThePageIsOpenedAgain() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 2)) {
            walk.passToTrials(study);
            walk.decideAndMark(2);
            study.without(() -> {
                tab.click("[data-action=send]");
                tab.await("!document.getElementById('status').hidden");
                tab.open("data:text/html,elsewhere");
            });
            assertThat(study.answers(ItemKind.TRIAL)).isEmpty();
            tab.open(study.participantsUrl());
            tab.await("document.querySelector('#top')?.textContent.includes('2 of 2')");
            assertThat(study.answers(ItemKind.TRIAL))
                    .extracting(AnsweredTrial::choice)
                    .containsExactly("right");
        }
    }

    @Test
    void aStrokeByPen() throws IOException {
        tab.resize(1280, 800, 1);
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            walk.passToTrials(study);
            tab.click("figure:nth-of-type(1) .choice");
            tab.awaitElement(MARKED);
            tab.evaluate("window.pointers = [];"
                    + " addEventListener('pointerdown', event => window.pointers.push(event.pointerType), true)");
            tab.dragPen(Walk.line(tab.box(MARKED), 0.25, 0.5, 0.75, 0.5));
            assertThat(tab.evaluate("window.pointers.join()").asText()).isEqualTo("pen");
            tab.click("[data-action=send]");
            tab.awaitElement(".completion");
            List<StrokePoint> points =
                    chosenStrokes(study.answers(ItemKind.TRIAL).get(0)).get(0).points();
            assertThat(points.get(0).x()).isCloseTo(0.25 * ServedStudy.SIDE, within(1.0));
            assertThat(points.get(points.size() - 1).x()).isCloseTo(0.75 * ServedStudy.SIDE, within(1.0));
        }
        assertThat(tab.complaints()).isEmpty();
    }

    @Test
    void textsOfThePlanAreNeverTakenForMarkup() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            Path yaml = study.folder().resolve("study.yaml");
            study.without(() -> Files.writeString(
                    yaml,
                    Files.readString(yaml)
                            .replace(
                                    "You are invited",
                                    "<img src=x onerror='window.ran = true'><b>You</b> are invited")));
            tab.open(study.participantsUrl());
            tab.awaitElement("[data-action=agree]");
            assertThat(tab.text("main")).contains("<b>You</b> are invited");
            assertThat(tab.evaluate("window.ran === undefined && document.querySelector('main img, main b') === null")
                            .asBoolean())
                    .isTrue();
        }
    }

    @Test
    void aSmallScreenByFinger() throws IOException {
        tab.resize(360, 740, 2);
        tab.useTouch();
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            walk.passToTrials(study);
            tab.click("figure:nth-of-type(2) .choice");
            tab.awaitElement(MARKED);
            tab.swipe(Walk.line(tab.box(MARKED), 0.25, 0.5, 0.75, 0.5));
            pinch(tab.box(MARKED));
            assertThat(tab.evaluate("document.scrollingElement.scrollWidth").asInt())
                    .isLessThanOrEqualTo(360);
            tab.click("[data-action=send]");
            tab.awaitElement(".completion");
            List<HighlightStroke> strokes =
                    chosenStrokes(study.answers(ItemKind.TRIAL).get(0));
            // Two fingers zoom; they leave no stroke.
            assertThat(strokes).hasSize(1);
            assertThat(strokes.get(0).points().get(0).x()).isCloseTo(0.25 * ServedStudy.SIDE, within(1.0));
            assertThat(strokes.get(0)
                            .points()
                            .get(strokes.get(0).points().size() - 1)
                            .x())
                    .isCloseTo(0.75 * ServedStudy.SIDE, within(1.0));
        }
        assertThat(tab.complaints()).isEmpty();
    }

    private void pinch(Tab.Box box) throws IOException {
        double x = box.x() + box.width() / 2;
        double y = box.y() + box.height() / 2;
        tab.touch("touchStart", List.of(new double[] {x - 10, y}));
        tab.touch("touchStart", List.of(new double[] {x - 10, y}, new double[] {x + 10, y}));
        for (int by = 20; by <= 60; by += 10) {
            tab.touch("touchMove", List.of(new double[] {x - by, y}, new double[] {x + by, y}));
        }
        tab.touch("touchEnd", List.of());
    }

    @Test
    void aTrialByKeyboardAlone() throws IOException {
        tab.resize(1280, 800, 1);
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            walk.passToTrials(study);
            tabTo("input[name=choice]");
            tab.press(" ");
            tab.awaitElement(MARKED);
            tab.evaluate("document.querySelector('[data-action=withdraw]').focus()");
            tabTo(MARKED);
            // From the middle, (128,128): 20 to the left, then a line of 24 to the right and 1 down.
            tab.press("ArrowLeft", Modifier.SHIFT);
            tab.press(" ");
            awaitAnnouncement("Stroke begun.");
            for (int i = 0; i < 6; i++) {
                tab.press("ArrowRight");
            }
            awaitAnnouncement("132, 128");
            tab.press("ArrowDown", Modifier.CONTROL);
            tab.press(" ");
            awaitAnnouncement("Stroke ended.");
            tabTo("[data-action=send]");
            tab.press("Enter");
            tab.awaitElement(".completion");
            HighlightStroke stroke =
                    chosenStrokes(study.answers(ItemKind.TRIAL).get(0)).get(0);
            assertThat(stroke.tool()).isEqualTo(StrokeTool.BRUSH);
            assertThat(stroke.points())
                    .extracting(point -> point.x())
                    .startsWith(108.0)
                    .endsWith(132.0);
            assertThat(stroke.points())
                    .extracting(point -> point.y())
                    .startsWith(128.0)
                    .endsWith(129.0);
        }
        assertThat(tab.complaints()).isEmpty();
    }

    /** Waits until the live region holds a text, which a screen reader then reads out. */
    private void awaitAnnouncement(String text) throws IOException {
        tab.await("document.querySelector('[aria-live=polite]').textContent === " + Tab.quoted(text));
    }

    /** Presses Tab until an element has the focus, and checks that the focus can be seen. */
    private void tabTo(String selector) throws IOException {
        for (int i = 0; i < 40; i++) {
            tab.press("Tab");
            if (tab.evaluate("document.activeElement.matches(" + Tab.quoted(selector) + ")")
                    .asBoolean()) {
                assertThat(tab.evaluate("document.activeElement.matches(':focus-visible')")
                                .asBoolean())
                        .isTrue();
                return;
            }
        }
        throw new AssertionError("Tab does not lead to " + selector);
    }

    @Test
    void whoLeavesIsDeleted() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            walk.passToTrials(study);
            assertThat(study.answers(ItemKind.PRACTICE)).hasSize(1);
            tab.click("[data-action=withdraw]");
            tab.click("[data-action=withdraw-now]");
            tab.await("document.body.innerText.includes('Your data are deleted')");
            assertThat(study.answers(ItemKind.PRACTICE)).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"fr-FR, en", "en-GB, en", "de-AT, de"})
    void aStudySpeaksTheBrowsersLanguageIfItCan(String browser, String expected) throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 1)) {
            tab.speak(browser);
            tab.open(study.participantsUrl());
            tab.awaitElement("[data-action=agree]");
            assertThat(tab.evaluate("document.documentElement.lang").asText()).isEqualTo(expected);
            assertThat(tab.text("main"))
                    .contains(expected.equals("de") ? "woran Menschen echte Gesichter erkennen" : "You are invited");
            assertThat(tab.text("[data-action=agree]"))
                    .isEqualTo(
                            expected.equals("de") ? "Ich bin einverstanden und nehme teil" : "I agree and take part");
            tab.evaluate("(() => { const choice = document.querySelector('#top select'); choice.value = 'de';"
                    + " choice.dispatchEvent(new Event('change')); })()");
            tab.await("document.documentElement.lang === 'de'"
                    + " && document.querySelector('[data-action=agree]').innerText.startsWith('Ich bin')"
                    + " && document.querySelector('h1').innerText === 'Welches Gesicht ist echt?'");
        }
    }
}
