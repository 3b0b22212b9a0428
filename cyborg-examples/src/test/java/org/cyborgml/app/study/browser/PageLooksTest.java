package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.cyborgml.app.study.AnsweredTrial;
import org.cyborgml.app.study.ItemKind;
import org.cyborgml.app.study.SimulatedCrowd;
import org.cyborgml.app.study.StudyRefusal;
import org.cyborgml.app.study.storage.SqliteStudyStore;
import org.cyborgml.app.study.storage.StudyFolder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Every page, at three widths, in light and in dark: nothing is cut, covered, too small or too faint. */
class PageLooksTest {

    private static final String QUESTIONS =
            """
              - {id: lenses, type: choices, choices: [glasses, contacts, none]}
              - {id: remark, type: text}
            """;

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    @TempDir
    Path folder;

    private final Tab tab = BROWSER.newTab();
    private final Walk walk = new Walk(tab);
    private final PageLook look = new PageLook(tab);

    @AfterEach
    void close() throws IOException {
        tab.close();
    }

    @Test
    void pagesOfAParticipant() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 1, plan -> plan.replace("annotators: 50", "annotators: 1")
                .replace("{code: DONE-42}", "{code: DONE-42, url: \"https://platform.example/?cc={code}\"}")
                .replace("  - {id: years", QUESTIONS + "  - {id: years")
                .concat("confidence: 5\n"))) {
            tab.open(study.participantsUrl().replace("/s/", "/s/no-such-study-"));
            tab.await("document.body.innerText.includes('There is no study at this address')");
            look.at("0-no-study");
            tab.open(study.participantsUrl());
            tab.awaitElement("[data-action=agree]");
            look.at("1-consent");
            tab.click("[data-action=withdraw]");
            tab.awaitElement("dialog");
            look.at("2-leave");
            tab.press("Escape");
            tab.click("[data-action=privacy]");
            tab.awaitElement("dialog");
            assertThat(tab.text("dialog")).contains("under a random name");
            look.at("2-what-is-stored");
            tab.press("Escape");
            tab.click("[data-action=agree]");
            tab.awaitElement(".questions");
            look.at("3-questions");
            tab.click("[data-action=continue]");
            tab.await("document.querySelector('.problem').textContent !== ''");
            look.at("4-questions-unanswered");
            tab.click("input[value=young]");
            tab.click("[data-action=continue]");
            tab.awaitElement("[data-action=begin]");
            tab.click("summary");
            look.at("5-instructions");
            tab.click("[data-action=begin]");
            tab.awaitElement("canvas");
            look.at("6-practice");
            tab.resize(1280, 800, 1);
            walk.decideAndMark(1);
            look.at("7-practice-marked");
            tab.click("[data-action=send]");
            look.at("8-practice-no-confidence");
            tab.click("input[name=confidence][value='4']");
            tab.click("[data-action=send]");
            tab.awaitElement(".verdict");
            look.at("9-feedback");
            tab.click("[data-action=next]");
            tab.await("document.querySelector('canvas') && !document.querySelector('input[name=choice]:checked')");
            tab.resize(1280, 800, 1);
            walk.decideAndMark(2);
            tab.click(".tool:has([value=polygon])");
            for (double[] corner : new double[][] {{0.2, 0.2}, {0.4, 0.2}, {0.3, 0.4}}) {
                tab.drag(Walk.line(tab.box(Walk.MARKED), corner[0], corner[1], corner[0], corner[1]));
            }
            look.at("10-trial-polygon");
            tab.click("[data-action=closeShape]");
            tab.click("input[name=confidence][value='2']");
            tab.offline(true);
            tab.click("[data-action=send]");
            tab.await("!document.getElementById('status').hidden");
            look.at("11-offline");
            tab.offline(false);
            tab.awaitElement(".completion");
            look.at("12-done");
            assertThat(look.faults()).isEmpty();
        }
    }

    @Test
    void pagesOfThoseWhoDoNotTakePart() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(folder, 1, plan -> plan.replace("annotators: 50", "annotators: 1")
                .concat("link_parameters: [PID]\nparticipant_parameter: PID\n"))) {
            Tab other = BROWSER.newTab();
            new Walk(other).finish(study);
            other.open(study.participantsUrl() + "?PID=someone");
            other.awaitElement("[data-action=agree]");
            other.close();
            tab.open(study.participantsUrl() + "?PID=someone");
            tab.await("document.body.innerText.includes('already taken part')");
            look.at("13-joined-before");
            tab.open(study.participantsUrl() + "?PID=other");
            tab.click("[data-action=disagree]");
            tab.await("document.querySelector('h1')?.innerText === 'You do not take part'");
            look.at("14-declined");
            tab.resize(1280, 800, 1);
            walk.passPractice(study);
            tab.await("document.querySelector('h1')?.innerText === 'No more images'");
            look.at("15-no-image-left");
        }
        assertThat(look.faults()).isEmpty();
    }

    @Test
    void pageOfASingleImageOfManyClasses() throws IOException {
        try (ServedStudy study = ServedStudy.single(
                folder,
                DrawnFace.synthetic(5, ServedStudy.SIDE),
                List.of("Synthetic", "Real", "Printed", "Replayed", "Masked"))) {
            tab.open(study.participantsUrl());
            tab.click("[data-action=agree]");
            tab.click("[data-action=begin]");
            tab.awaitElement("canvas");
            tab.resize(1280, 800, 1);
            tab.click("label:has(input[value=Masked])");
            tab.awaitElement(Walk.MARKED);
            tab.drag(Walk.line(tab.box(Walk.MARKED), 0.3, 0.5, 0.7, 0.5));
            look.at("16-single");
            tab.click("[data-action=send]");
            tab.await("document.body.innerText.includes('You have seen all faces')");
            assertThat(study.answers(ItemKind.TRIAL))
                    .extracting(AnsweredTrial::choice)
                    .containsExactly("Masked");
        }
        assertThat(look.faults()).isEmpty();
    }

    @Test
    void pagesOfTheOwnerAndTheReport() throws IOException {
        try (ServedStudy study =
                ServedStudy.pairs(folder, 12, plan -> plan.concat("conditions: [annotated, unannotated]\n"))) {
            tab.open(study.ownerUrl().replaceAll("#.*", ""));
            tab.awaitElement(".login");
            look.at("20-login");
            tab.open(study.ownerUrl());
            tab.awaitElement(".large");
            look.at("21-overview-empty");
            study.without(() -> crowd(study.folder()));
            tab.reload();
            tab.await("document.querySelector('.large')?.innerText.startsWith('480 of')");
            tab.await("document.body.innerText.includes('Mean IoU')");
            look.at("22-overview");
            view("images", "td progress");
            look.at("23-images");
            tab.click("tbody tr:nth-child(4) button.link");
            tab.await("document.querySelectorAll('dialog img').length === 2");
            look.at("24-image");
            tab.press("Escape");
            view("participants", ".switch");
            tab.click("tbody tr:nth-child(2) .switch");
            tab.awaitElement("tr.excluded");
            look.at("25-participants");
            tab.click("tbody tr:nth-child(2) button.link");
            tab.awaitElement("dialog");
            look.at("26-delete");
            tab.press("Escape");
            view("data", "#annotators");
            look.at("27-data");
            tab.click("[data-action=pause]");
            tab.awaitElement(".badge.warn");
            view("overview", ".large");
            look.at("28-paused");
        }
        ReportCommand.run(folder, folder.resolve("report"));
        tab.open(folder.resolve("report/index.html").toUri().toString());
        look.at("30-report");
        assertThat(look.faults()).isEmpty();
    }

    private void view(String name, String awaited) throws IOException {
        tab.click("[data-key=view-" + name + "]");
        tab.awaitElement(awaited);
    }

    private static void crowd(Path study) throws IOException {
        try (SqliteStudyStore store = StudyFolder.read(study).open()) {
            new SimulatedCrowd(store).answer(40, 12);
        } catch (StudyRefusal e) {
            throw new IOException(e);
        }
    }
}
