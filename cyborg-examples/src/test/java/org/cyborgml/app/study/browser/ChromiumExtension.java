package org.cyborgml.app.study.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Starts a browser for a class of tests; without one on the path they are skipped. */
public final class ChromiumExtension implements BeforeAllCallback, AfterAllCallback {

    private @Nullable Chromium browser;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        Chromium.assumeThere();
        browser = Chromium.start(1);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        if (browser != null) {
            browser.close();
        }
    }

    /** A tab with cookies and storage of its own. */
    public Tab newTab() {
        if (browser == null) {
            throw new IllegalStateException("the browser is not started");
        }
        try {
            return browser.newTab();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
