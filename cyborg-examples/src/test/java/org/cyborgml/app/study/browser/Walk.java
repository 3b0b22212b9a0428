package org.cyborgml.app.study.browser;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A participant's way through a study of pairs, by mouse. */
final class Walk {

    /** The image that can be marked. */
    static final String MARKED = "canvas[data-marking]";

    private final Tab tab;

    Walk(Tab tab) {
        this.tab = tab;
    }

    /** A line between two places, in shares of a box. */
    static List<double[]> line(Tab.Box box, double x1, double y1, double x2, double y2) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i <= 10; i++) {
            double share = i / 10.0;
            places.add(new double[] {
                box.x() + box.width() * (x1 + (x2 - x1) * share), box.y() + box.height() * (y1 + (y2 - y1) * share)
            });
        }
        return places;
    }

    /** Decides for an image, counted from 1, once the images are on the screen, and paints a line over it. */
    void decideAndMark(int image) throws IOException {
        tab.awaitElement("form[data-shown]");
        tab.click("figure:nth-of-type(" + image + ") .choice");
        tab.awaitElement(MARKED);
        tab.drag(line(tab.box(MARKED), 0.3, 0.5, 0.7, 0.5));
        tab.await("!document.querySelector('[data-action=undo]').disabled");
    }

    /** Consent, questions, instructions and the practice pair. */
    void passPractice(ServedStudy study) throws IOException {
        tab.open(study.participantsUrl());
        tab.click("[data-action=agree]");
        tab.click("input[value=young]");
        tab.click("[data-action=continue]");
        tab.click("[data-action=begin]");
        tab.awaitElement("canvas");
        decideAndMark(1);
        tab.click("[data-action=send]");
        tab.click("[data-action=next]");
    }

    /** Everything before the first trial. */
    void passToTrials(ServedStudy study) throws IOException {
        passPractice(study);
        tab.await("document.querySelector('canvas') && !document.querySelector('input[name=choice]:checked')");
    }

    /** A whole session with one trial. */
    void finish(ServedStudy study) throws IOException {
        passToTrials(study);
        decideAndMark(1);
        tab.click("[data-action=send]");
        tab.awaitElement(".completion");
    }
}
