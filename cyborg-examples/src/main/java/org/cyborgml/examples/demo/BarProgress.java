package org.cyborgml.examples.demo;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that fills on a terminal, with the time left. */
final class BarProgress implements Progress {

    private static final int WIDTH = 100;

    private @Nullable ProgressBar bar;

    @Override
    public void begin(int runs, long images) {
        bar = new ProgressBarBuilder()
                .setTaskName("demo")
                .setInitialMax(images)
                .setUnit(" images", 1)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BAR)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
                .setMaxRenderedLength(WIDTH)
                .build();
    }

    @Override
    public void advance(long images) {
        if (bar != null) {
            bar.stepBy(images);
        }
    }

    @Override
    public void run(String name) {
        if (bar != null) {
            bar.setExtraMessage(name);
        }
    }

    @Override
    public void say(String line) {
        System.err.println(line);
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
