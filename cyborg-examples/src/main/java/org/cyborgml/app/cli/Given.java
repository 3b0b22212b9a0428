package org.cyborgml.app.cli;

import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Applies an option to settings where it is given; else they stay as they are. */
final class Given {

    private Given() {}

    static <S, T> S apply(S settings, @Nullable T value, BiFunction<S, T, S> change) {
        return value == null ? settings : change.apply(settings, value);
    }
}
