package org.cyborgml.app.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.cyborgml.app.decoy.Metric;
import org.cyborgml.app.decoy.TestSet;
import org.cyborgml.app.demo.DemoResults.Comparison;
import org.cyborgml.app.report.Numbers;
import org.cyborgml.app.report.Xml;
import org.cyborgml.metrics.WilcoxonSignedRankTest;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DemoReportTest {

    private final DemoResults results = SyntheticResults.withGain(0.2);
    private final String html = DemoReport.html(results);
    private final Document page = Xml.parse(html.strip());

    @Test
    void everyNumberComparedIsOnThePage() {
        List<String> cells =
                Xml.elements(page, "td").stream().map(Element::getTextContent).toList();
        for (Comparison c : results.comparisons()) {
            boolean shown =
                    c.metric() == Metric.ACCURACY || c.metric() == Metric.AUC || c.testSet() == TestSet.RANDOM_VALUE;
            if (shown) {
                int decimals = c.metric() == Metric.ACCURACY || c.metric() == Metric.AUC ? decimals(c.metric()) : 3;
                assertThat(cells)
                        .contains(
                                Numbers.meanAndDeviation(c.classical(), decimals),
                                Numbers.meanAndDeviation(c.cyborg(), decimals),
                                Numbers.signed(c.difference().mean(), decimals) + " ["
                                        + Numbers.signed(c.lower(), decimals) + ", "
                                        + Numbers.signed(c.upper(), decimals) + "]",
                                Numbers.pValue(c.tPValue()),
                                Numbers.pValue(c.wilcoxonPValue()));
            }
        }
    }

    private int decimals(Metric metric) {
        return DemoReport.decimals(
                results.comparisons().stream().filter(c -> c.metric() == metric).toList());
    }

    @Test
    void noIntervalEndsInZeroThatIsNotZero() {
        Comparison c = results.comparison(TestSet.RANDOM_VALUE, Metric.AUC).orElseThrow();
        Comparison near = new Comparison(
                c.testSet(),
                c.metric(),
                c.classical(),
                c.cyborg(),
                c.difference(),
                0.0004,
                c.upper(),
                c.t(),
                c.tPValue(),
                c.wilcoxon(),
                c.wilcoxonPValue(),
                c.wilcoxonLeastPValue());

        assertThat(DemoReport.decimals(List.of(c))).isEqualTo(3);
        assertThat(DemoReport.decimals(List.of(c, near))).isEqualTo(4);
    }

    @Test
    void thePageHoldsAllThatItShows() {
        List<Element> images = Xml.elements(page, "img");
        // Figure 2: 8; means: 3; runs: 2 x 3; samples: 10 x 4.
        assertThat(images).hasSize(8 + 3 + 2 * SyntheticResults.RUNS + 40);
        assertThat(images).allSatisfy(image -> {
            assertThat(image.getAttribute("src")).startsWith("data:image/png;base64,");
            assertThat(image.getAttribute("alt")).isNotEmpty();
        });
        assertThat(Xml.elements(page, "script")).isEmpty();
        assertThat(Xml.elements(page, "link")).isEmpty();
        // The one address is the name of SVG's language.
        assertThat(Pattern.compile("https?://[^\"]*").matcher(html).results())
                .allMatch(match -> match.group().equals("http://www.w3.org/2000/svg"));
        assertThat(html).doesNotContain("url(http", "@import");
    }

    @Test
    void chartsAreThereWithNames() {
        List<Element> figures = Xml.elements(page, "svg").stream()
                .filter(svg -> svg.getAttribute("class").equals("fig"))
                .toList();
        assertThat(figures).hasSize(1 + 3 + 5 + 1).allSatisfy(svg -> {
            assertThat(svg.getAttribute("role")).isEqualTo("img");
            assertThat(svg.getElementsByTagName("title").getLength()).isEqualTo(1);
        });
        assertThat(Xml.elements(page, "figcaption")).hasSize(6);
    }

    @Test
    void provenanceIsEscapedAndComplete() {
        String text = page.getDocumentElement().getTextContent();

        assertThat(text)
                .contains(
                        "demo --seed 1",
                        "2026-01-02T03:04:05Z",
                        "123.4 s",
                        "17 <&> more",
                        "0123456789abcdef",
                        "291,234",
                        "600 training, 50 validation and 100 test images",
                        "masks");
    }

    @Test
    void mistakesOfTheNetworksAreMarked() {
        long wrong = Xml.elements(page, "span").stream()
                .filter(span -> span.getAttribute("class").equals("wrong"))
                .count();

        assertThat(wrong).isEqualTo(10);
    }

    @Test
    void theWordsFollowTheNumbers() {
        Comparison better =
                results.comparison(TestSet.RANDOM_VALUE, Metric.ACCURACY).orElseThrow();
        assertThat(new Findings(results).sentences().get(0))
                .contains("CYBORG is higher by "
                        + Numbers.fixed(better.difference().mean(), 3))
                .endsWith("The interval does not hold 0.");
        assertThat(new Findings(SyntheticResults.withGain(-0.2)).sentences().get(0))
                .contains("CYBORG is lower by 0.")
                .endsWith("The interval does not hold 0.");
        assertThat(new Findings(SyntheticResults.withGain(0)).sentences().get(0))
                .endsWith("The interval holds 0, so these runs do not tell the two apart.");
    }

    @Test
    void theLeastWilcoxonPValueIsSaid() {
        assertThat(WilcoxonSignedRankTest.leastPValue(5)).isEqualTo(0.0625);
        assertThat(page.getDocumentElement().getTextContent())
                .contains("With 3 pairs the latter cannot go below 0.2500.");
    }
}
