package org.cyborgml.examples.demo;

/** Makes the report page of results. */
final class DemoReport {
    private DemoReport() {}

    static String html(DemoResults results) {
        return "";
    }
}
