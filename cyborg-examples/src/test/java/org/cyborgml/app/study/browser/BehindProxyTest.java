package org.cyborgml.app.study.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.cyborgml.app.study.ItemKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The pages in Chromium, through a proxy that serves the study under a path. */
class BehindProxyTest {

    @RegisterExtension
    static final ChromiumExtension BROWSER = new ChromiumExtension();

    @TempDir
    Path folder;

    @Test
    void participantsAndOwnerWorkUnderThePathOfAProxy() throws IOException {
        Tab tab = BROWSER.newTab();
        try (ServedStudy study = ServedStudy.pairs(folder, 1);
                PathProxy proxy = new PathProxy(study.port())) {
            study.serveBehind(proxy.address());
            assertThat(study.participantsUrl()).startsWith(proxy.address() + "/s/");
            new Walk(tab).finish(study);
            assertThat(study.answers(ItemKind.TRIAL)).hasSize(1);
            tab.open(study.ownerUrl());
            tab.awaitElement(".large");
            assertThat(tab.text("main")).contains("1 of 50 answers", study.participantsUrl());
        }
        assertThat(tab.complaints()).isEmpty();
        tab.close();
    }
}
