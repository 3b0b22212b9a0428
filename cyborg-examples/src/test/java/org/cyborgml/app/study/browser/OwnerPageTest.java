package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The owner's pages in Chromium. */
class OwnerPageTest {

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    @TempDir
    Path folder;

    private final Tab owner = BROWSER.newTab();

    @AfterEach
    void close() throws IOException {
        owner.close();
    }

    @Test
    void theOwnerSeesLeavesOutPausesAndTakesTheData() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(Files.createDirectory(folder.resolve("study")), 1)) {
            Tab participant = BROWSER.newTab();
            new Walk(participant).finish(study);
            participant.close();

            owner.open(study.ownerUrl());
            owner.awaitElement(".large");
            assertThat(owner.text("main")).contains("1 of 50 answers", "Finished\n1", study.participantsUrl());
            assertThat(owner.evaluate("location.href").asText()).endsWith("/owner/#overview");

            seeTheMap();
            leaveOut();
            takeTheData();
            pause(study);
            report(study);
            // An image without highlights by right decisions has no map; no script failed, and no policy was broken.
            assertThat(owner.complaints()).allMatch(text -> text.contains("404") && text.contains("/map?"));
        }
    }

    private void seeTheMap() throws IOException {
        owner.click("[data-key=view-images]");
        owner.awaitElement("td progress");
        // The pairs are shown in random order, so any image may be the highlighted one: looks until one has a map.
        int images =
                owner.evaluate("document.querySelectorAll('tbody tr').length").asInt();
        boolean isMapped = false;
        for (int i = 1; i <= images && !isMapped; i++) {
            owner.click("tbody tr:nth-child(" + i + ") button.link");
            owner.awaitElement("dialog .facts");
            isMapped = owner.evaluate("document.querySelectorAll('dialog img').length === 2")
                            .asBoolean()
                    || showAll();
            owner.press("Escape");
            owner.await("!document.querySelector('dialog')");
        }
        assertThat(isMapped).isTrue();
    }

    /** Shows the highlights of all decisions: where the one decision was wrong, only they make a map. */
    private boolean showAll() throws IOException {
        owner.click("dialog input[value=all]");
        Tab.pause(300);
        return owner.evaluate("document.querySelectorAll('dialog img').length === 2")
                .asBoolean();
    }

    private void leaveOut() throws IOException {
        owner.click("[data-key=view-participants]");
        owner.click(".switch");
        owner.awaitElement("tr.excluded");
        owner.click("[data-key=view-overview]");
        owner.await("document.querySelector('.large')?.textContent.startsWith('0 of 50')");
        owner.click("[data-key=view-participants]");
        owner.click(".switch");
        owner.await("document.querySelector('.switch') && !document.querySelector('tr.excluded')");
    }

    private void takeTheData() throws IOException {
        Path downloads = Files.createDirectory(folder.resolve("downloads"));
        owner.downloadTo(downloads);
        owner.click("[data-key=view-data]");
        owner.click("[data-key='annotations.json']");
        Path annotations = downloads.resolve("annotations.json");
        awaitFile(annotations);
        assertThat(Files.readString(annotations)).contains("cyborg-annotations", "\"type\" : \"stroke\"");
        owner.click("[data-key^='study-']");
        awaitBackup(downloads);
        owner.evaluate(
                "(() => { const input = document.getElementById('annotators'); input.focus(); input.value = 60; })()");
        owner.click("[data-action=extend]");
        owner.click("[data-key=view-overview]");
        owner.await("document.querySelector('.large')?.textContent.startsWith('1 of 60')");
    }

    private static void awaitBackup(Path downloads) throws IOException {
        for (int i = 0; i < 100; i++) {
            try (var files = Files.list(downloads)) {
                if (files.anyMatch(file -> file.toString().endsWith(".sqlite"))) {
                    return;
                }
            }
            Tab.pause(50);
        }
        throw new AssertionError("no backup in " + downloads);
    }

    private static void awaitFile(Path file) throws IOException {
        for (int i = 0; i < 100 && !Files.exists(file); i++) {
            Tab.pause(50);
        }
        assertThat(file).isNotEmptyFile();
    }

    private void pause(ServedStudy study) throws IOException {
        owner.click("[data-action=pause]");
        owner.awaitElement(".badge.warn");
        Tab late = BROWSER.newTab();
        late.open(study.participantsUrl());
        late.await("document.getElementById('status').textContent.includes('The study is paused')");
        owner.click("[data-action=pause]");
        owner.await("!document.querySelector('.badge.warn')");
        late.reload();
        late.awaitElement("[data-action=agree]");
        late.close();
    }

    /** The command, in a process of its own, while the study is served. */
    private void report(ServedStudy study) throws IOException {
        Path out = folder.resolve("report");
        String said = ReportCommand.run(study.folder(), out);
        assertThat(said).contains("of the decisions with highlighting were right", "index.html");
        assertThat(Files.readString(out.resolve("index.html"))).contains("1 decision of 1 participant");
    }

    @Test
    void withoutTheTokenNobodyGetsIn() throws IOException {
        try (ServedStudy study = ServedStudy.pairs(Files.createDirectory(folder.resolve("study")), 1)) {
            owner.open(study.ownerUrl().replaceAll("#.*", "#aaaaaaaaaaaaaaaaaaaaaa"));
            owner.awaitElement(".login .problem");
            assertThat(owner.text("main")).contains("The token does not fit").doesNotContain("Progress");
            String token = study.ownerUrl().replaceAll(".*#", "");
            owner.evaluate("document.getElementById('token').value = " + Tab.quoted(token));
            owner.click(".login .primary");
            owner.awaitElement(".large");
        }
    }
}
