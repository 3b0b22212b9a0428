package org.cyborgml.app.console;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A bar that fills on a terminal, with the time left. */
final class BarProgress implements Progress {

    private static final int WIDTH = 100;

    private final String name;
    private volatile @Nullable ProgressBar bar;

    BarProgress(String name) {
        this.name = name;
    }

    @Override
    public void begin(int runs, long images) {
        bar = new ProgressBarBuilder()
                .setTaskName(name)
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
    public void ended(String run) {
        if (bar != null) {
            bar.setExtraMessage("done: " + run);
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
