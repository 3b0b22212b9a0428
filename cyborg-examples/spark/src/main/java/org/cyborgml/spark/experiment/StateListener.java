package org.cyborgml.spark.experiment;

import java.util.function.Consumer;
import org.apache.spark.scheduler.AccumulableInfo;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorMetricsUpdate;
import scala.jdk.javaapi.CollectionConverters;

/** Hands on the states of trials that executors tell with their signs of life. */
final class StateListener extends SparkListener {

    private final Consumer<String> states;

    StateListener(Consumer<String> states) {
        this.states = states;
    }

    @Override
    public void onExecutorMetricsUpdate(SparkListenerExecutorMetricsUpdate update) {
        CollectionConverters.asJava(update.accumUpdates())
                .forEach(task -> CollectionConverters.asJava(task._4()).forEach(this::take));
    }

    private void take(AccumulableInfo info) {
        if (info.name().contains(TrialWords.NAME) && info.update().isDefined()) {
            String state = String.valueOf(info.update().get());
            if (!state.isEmpty()) {
                states.accept(state);
            }
        }
    }
}
