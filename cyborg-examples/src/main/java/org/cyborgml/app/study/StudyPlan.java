package org.cyborgml.app.study;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a study, as the researcher writes it in {@code study.yaml}. Immutable.
 *
 * @param design pairs or single images
 * @param classes names of the classes; two for pairs
 * @param prompt the class that pairs ask for in every trial; null for classes in turn
 * @param images folder of the images, relative to the study's folder
 * @param annotators wanted for each item in each condition, at least 1
 * @param trials for each participant in all conditions together, checks not counted, at least 1
 * @param checks attention checks for each participant
 * @param conditions one or both
 * @param layout of two conditions
 * @param highlight the image of a pair on which participants highlight
 * @param leastStrokes that an annotated answer needs, at least 0
 * @param confidence answers of how sure, 1 to this number; 0 for not asked
 * @param abandonMinutes without a word of a participant after which their open trial returns to the pool
 * @param questions to participants
 * @param linkParameters names of the parameters of the link that are kept
 * @param participantParameter the one that names a person, who then joins once only; null for none
 * @param completion what a participant gets at the end
 * @param suspicion when a participant is suspicious
 * @param texts in every language
 */
public record StudyPlan(
        StudyDesign design,
        List<String> classes,
        @Nullable String prompt,
        String images,
        int annotators,
        int trials,
        int checks,
        List<ViewingCondition> conditions,
        ConditionLayout layout,
        HighlightScope highlight,
        int leastStrokes,
        int confidence,
        int abandonMinutes,
        List<StudyQuestion> questions,
        List<String> linkParameters,
        @Nullable String participantParameter,
        CompletionCode completion,
        SuspicionRule suspicion,
        StudyTexts texts) {

    /** The prompt of classes in turn, in the file. */
    private static final String ALTERNATING = "alternating";

    private static final int MOST_CLASSES = 20;
    private static final int MOST_CONFIDENCE = 10;
    private static final int MOST_COUNT = 100_000;
    private static final int DEFAULT_ABANDON_MINUTES = 30;

    /**
     * Copies the lists and checks that everything fits together.
     *
     * @throws IllegalArgumentException if not; the message names the setting, its value and the rule
     */
    public StudyPlan {
        classes = List.copyOf(classes);
        conditions = List.copyOf(conditions);
        questions = List.copyOf(questions);
        linkParameters = List.copyOf(linkParameters);
        requireDistinct("classes", classes);
        requireDistinct("conditions", conditions);
        requireDistinct(
                "ids of questions", questions.stream().map(StudyQuestion::id).toList());
        requireDistinct("link_parameters", linkParameters);
        if (design == StudyDesign.PAIRS && classes.size() != 2) {
            throw new IllegalArgumentException("classes " + classes + ": pairs have two");
        }
        requireRange("number of classes", classes.size(), 2, MOST_CLASSES);
        if (prompt != null && design == StudyDesign.SINGLE) {
            throw new IllegalArgumentException("prompt " + prompt + ": only pairs have one");
        }
        if (prompt != null && !classes.contains(prompt)) {
            throw new IllegalArgumentException(
                    "prompt \"" + prompt + "\": must be alternating or one of the classes " + classes);
        }
        requireRange("annotators", annotators, 1, MOST_COUNT);
        requireRange("trials", trials, 1, MOST_COUNT);
        requireRange("checks", checks, 0, trials);
        requireRange("number of conditions", conditions.size(), 1, 2);
        if (conditions.size() == 2 && layout == ConditionLayout.WITHIN && trials < 2) {
            throw new IllegalArgumentException("trials 1: two conditions within participants need at least 2");
        }
        requireRange("least_strokes", leastStrokes, 0, MOST_CLASSES);
        if (confidence != 0) {
            requireRange("confidence", confidence, 2, MOST_CONFIDENCE);
        }
        requireRange("abandon_minutes", abandonMinutes, 1, MOST_COUNT);
        if (participantParameter != null && !linkParameters.contains(participantParameter)) {
            throw new IllegalArgumentException("participant_parameter \"" + participantParameter
                    + "\": must be one of link_parameters " + linkParameters);
        }
        texts.require(neededTexts(design, classes, prompt, questions));
    }

    @JsonCreator
    static StudyPlan read(
            @JsonProperty(value = "design", required = true) StudyDesign design,
            @JsonProperty(value = "classes", required = true) List<String> classes,
            @JsonProperty("prompt") @Nullable String prompt,
            @JsonProperty(value = "images", required = true) String images,
            @JsonProperty(value = "annotators", required = true) int annotators,
            @JsonProperty(value = "trials", required = true) int trials,
            @JsonProperty("checks") @Nullable Integer checks,
            @JsonProperty("conditions") @Nullable List<ViewingCondition> conditions,
            @JsonProperty("layout") @Nullable ConditionLayout layout,
            @JsonProperty("highlight") @Nullable HighlightScope highlight,
            @JsonProperty("least_strokes") @Nullable Integer leastStrokes,
            @JsonProperty("confidence") @Nullable Integer confidence,
            @JsonProperty("abandon_minutes") @Nullable Integer abandonMinutes,
            @JsonProperty("questions") @Nullable List<StudyQuestion> questions,
            @JsonProperty("link_parameters") @Nullable List<String> linkParameters,
            @JsonProperty("participant_parameter") @Nullable String participantParameter,
            @JsonProperty("completion") @Nullable CompletionCode completion,
            @JsonProperty("suspicion") @Nullable SuspicionRule suspicion,
            @JsonProperty(value = "texts", required = true) StudyTexts texts) {
        return new StudyPlan(
                design,
                classes,
                ALTERNATING.equals(prompt) ? null : prompt,
                images,
                annotators,
                trials,
                checks == null ? 0 : checks,
                conditions == null ? List.of(ViewingCondition.ANNOTATED) : conditions,
                layout == null ? ConditionLayout.BETWEEN : layout,
                highlight == null ? HighlightScope.CHOSEN : highlight,
                leastStrokes == null ? 1 : leastStrokes,
                confidence == null ? 0 : confidence,
                abandonMinutes == null ? DEFAULT_ABANDON_MINUTES : abandonMinutes,
                questions == null ? List.of() : questions,
                linkParameters == null ? List.of() : linkParameters,
                participantParameter,
                completion == null ? new CompletionCode(null, null) : completion,
                suspicion == null ? SuspicionRule.standard() : suspicion,
                texts);
    }

    private static Set<String> neededTexts(
            StudyDesign design, List<String> classes, @Nullable String prompt, List<StudyQuestion> questions) {
        Set<String> needed = new LinkedHashSet<>(
                List.of("title", "consent", "privacy", "instructions", "thanks", "declined", "full"));
        classes.forEach(name -> needed.add("class." + name));
        if (design == StudyDesign.SINGLE) {
            needed.add("prompt");
        } else if (prompt != null) {
            needed.add("prompt." + prompt);
        } else {
            classes.forEach(name -> needed.add("prompt." + name));
        }
        for (StudyQuestion question : questions) {
            needed.add("question." + question.id());
            question.choices().forEach(value -> needed.add("question." + question.id() + "." + value));
        }
        return needed;
    }

    private static void requireDistinct(String what, List<?> all) {
        if (new HashSet<>(all).size() != all.size()) {
            throw new IllegalArgumentException(what + " " + all + ": each must be there once");
        }
    }

    private static void requireRange(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(what + " " + value + ": must be from " + least + " to " + most);
        }
    }

    /**
     * The questions of a time.
     *
     * @param time before or after the trials
     * @return in the plan's order
     */
    public List<StudyQuestion> questions(QuestionTime time) {
        return questions.stream().filter(question -> question.time() == time).toList();
    }
}
