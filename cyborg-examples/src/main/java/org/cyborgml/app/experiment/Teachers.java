package org.cyborgml.app.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The scenarios whose networks give the maps that others are trained with.
 *
 * @param scenarios of the plan
 * @param data of the plan, whose maps name the teachers
 */
record Teachers(List<Scenario> scenarios, TrainingData data) {

    /** The teacher of a scenario; empty if its maps are in a folder, or it has none. */
    Optional<Scenario> of(Scenario student) {
        return id(student).flatMap(this::find);
    }

    private Optional<String> id(Scenario student) {
        return Optional.ofNullable(student.maps())
                .flatMap(maps -> Optional.ofNullable(
                        Objects.requireNonNull(data.maps().get(maps)).from()));
    }

    private Optional<Scenario> find(String id) {
        return scenarios.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    /**
     * Requires the chain of every scenario's teachers to be of scenarios that are trained, and to end.
     *
     * @throws IllegalArgumentException if one does not: the message names student and teacher
     */
    void requireSound() {
        scenarios.forEach(this::requireSound);
    }

    private void requireSound(Scenario student) {
        String scenario = "scenario " + student.id() + ": ";
        Set<String> chain = new LinkedHashSet<>(List.of(student.id()));
        Optional<String> next = id(student);
        while (next.isPresent()) {
            String id = next.get();
            Scenario teacher = find(id).orElseThrow(() -> new IllegalArgumentException(scenario + "maps "
                    + student.maps() + " are from scenario \"" + id + "\", which the plan has not; it has "
                    + scenarios.stream().map(Scenario::id).toList()));
            if (!teacher.isTrained()) {
                throw new IllegalArgumentException(scenario + "maps " + student.maps() + " are from scenario " + id
                        + ", a detector, whose network is not trained here");
            }
            if (!chain.add(id)) {
                throw new IllegalArgumentException(
                        scenario + "its teacher would be its own student: " + String.join(", ", chain) + ", " + id);
            }
            next = id(teacher);
        }
    }
}
