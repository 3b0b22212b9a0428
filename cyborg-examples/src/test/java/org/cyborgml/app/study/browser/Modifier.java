package org.cyborgml.app.study.browser;

/** A key held down with another. */
public enum Modifier {
    /** Ctrl. */
    CONTROL(2),
    /** Shift. */
    SHIFT(8);

    private final int bit;

    Modifier(int bit) {
        this.bit = bit;
    }

    /** As the DevTools protocol counts it. */
    int bit() {
        return bit;
    }
}
