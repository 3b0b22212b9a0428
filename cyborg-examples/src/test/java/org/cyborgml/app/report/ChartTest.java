package org.cyborgml.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.google.common.base.Splitter;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class ChartTest {

    private static final Axis X = new Axis("Time (s)", 0, 10);
    private static final Axis Y = new Axis("Height <m> & \"more\"", 0, 1);

    private static Document parsed(Series... series) {
        return Xml.parse(new LineChart("Heights", X, Y, List.of(series), LineChart.Style.DOTTED_LINES).svg());
    }

    private static double[][] points(Element line) {
        return Splitter.on(' ')
                .splitToStream(line.getAttribute("points"))
                .map(pair -> Splitter.on(',')
                        .splitToStream(pair)
                        .mapToDouble(Double::parseDouble)
                        .toArray())
                .toArray(double[][]::new);
    }

    private static double attribute(Element element, String name) {
        return Double.parseDouble(element.getAttribute(name));
    }

    @Test
    void aLineGoesWhereTheAxesPutIt() {
        Document svg = parsed(Series.line("one", 0, List.of(0.0, 5.0, 10.0), List.of(0.0, 1.0, 0.5)));

        Element frame = Xml.elements(svg, "line").stream()
                .filter(line -> line.getAttribute("class").equals("fig-axis"))
                .findFirst()
                .orElseThrow();
        double left = attribute(frame, "x1");
        double right = attribute(frame, "x2");
        double bottom = attribute(frame, "y1");
        double[][] points = points(Xml.elements(svg, "polyline").get(0));
        double height = bottom - points[1][1];

        assertThat(points[0]).containsExactly(left, bottom);
        assertThat(points[1][0]).isEqualTo((left + right) / 2);
        assertThat(points[2]).containsExactly(right, bottom - height / 2);
        assertThat(Xml.elements(svg, "circle")).hasSize(3);
    }

    @Test
    void aBandGoesForthBelowAndBackAboveTheLine() {
        Series series =
                new Series("one", 1, List.of(0.0, 10.0), List.of(0.5, 0.5), List.of(0.1, 0.2), Series.Direction.Y);
        Document svg = parsed(series);

        double[][] line = points(Xml.elements(svg, "polyline").get(0));
        double[][] band = points(Xml.elements(svg, "polygon").get(0));
        double tenth = band[0][1] - line[0][1];

        assertThat(band).hasNumberOfRows(4);
        assertThat(tenth).isPositive();
        assertThat(band[1][1] - line[1][1]).isEqualTo(2 * tenth);
        assertThat(band[2]).containsExactly(line[1][0], line[1][1] - 2 * tenth);
        assertThat(band[3]).containsExactly(line[0][0], line[0][1] - tenth);
    }

    /** Plans have up to 19 scenarios, and there are fewer colours. */
    @ParameterizedTest
    @EnumSource(names = {"LINES", "POINTS"})
    void noTwoSeriesLookAlike(LineChart.Style style) {
        List<Series> series = IntStream.range(0, 19)
                .mapToObj(i -> Series.line("s" + i, i, List.of(1.0), List.of(0.5)))
                .toList();

        Document svg = Xml.parse(new LineChart("Heights", X, Y, series, style).svg());

        assertThat(Xml.elements(svg, style == LineChart.Style.POINTS ? "path" : "polyline").stream()
                        .map(drawn -> drawn.getAttribute("stroke")
                                + drawn.getAttribute("stroke-dasharray")
                                + drawn.getAttribute("d"))
                        .collect(Collectors.toSet()))
                .hasSize(19);
    }

    @Test
    void edgesAreThoseOfTheBand() {
        List<Double> x = List.of(1.0, 5.0);
        List<Double> y = List.of(0.25, 0.75);
        List<Double> spread = List.of(0.125, 0.5);

        assertThat(new Series("one", 0, x, y, spread, Series.Direction.Y).edges())
                .containsExactly(0.125, 0.375, 0.25, 1.25);
        assertThat(new Series("one", 0, x, y, spread, Series.Direction.X).edges())
                .containsExactly(0.875, 1.125, 4.5, 5.5);
        assertThat(Series.line("one", 0, x, y).edges()).containsOnly(0.25, 0.75);
    }

    @Test
    void aBandAcrossGoesToBothSidesAndIsCutAtTheFrame() {
        Series series =
                new Series("one", 1, List.of(1.0, 5.0), List.of(0.2, 0.9), List.of(2.0, 2.0), Series.Direction.X);
        Document svg = parsed(series);

        double[][] line = points(Xml.elements(svg, "polyline").get(0));
        double[][] band = points(Xml.elements(svg, "polygon").get(0));
        double unit = (line[1][0] - line[0][0]) / 4;
        Offset<Double> rounding = within(0.02);
        assertThat(band[0][0]).isCloseTo(line[0][0] - 2 * unit, rounding);
        assertThat(band[1][0]).isCloseTo(line[1][0] - 2 * unit, rounding);
        assertThat(band[2][0]).isCloseTo(line[1][0] + 2 * unit, rounding);
        assertThat(band[3][0]).isCloseTo(line[0][0] + 2 * unit, rounding);
        assertThat(band[3][1]).isEqualTo(line[0][1]);
        Element plot = (Element) Xml.elements(svg, "polygon").get(0).getParentNode();
        assertThat(plot.getTagName()).isEqualTo("svg");
        assertThat(attribute(plot, "x")).isCloseTo(line[0][0] - unit - 3, rounding);
    }

    @Test
    void labelsAreEscapedAndNamesAreThereForAll() {
        Document svg = parsed(Series.line("a < b", 0, List.of(1.0), List.of(0.5)));

        assertThat(Xml.elements(svg, "text").stream().map(Element::getTextContent))
                .contains("Height <m> & \"more\"", "Time (s)", "a < b", "0.2", "10");
        assertThat(Xml.elements(svg, "title").get(0).getTextContent()).isEqualTo("Heights");
    }

    @Test
    void longLegendsBreakAndMakeRoom() {
        List<Double> one = List.of(1.0);
        String label = "A label of some length, to fill a line";
        double single = height(parsed(Series.line(label, 0, one, one)));
        double twice = height(parsed(Series.line(label, 0, one, one), Series.line(label, 1, one, one)));

        assertThat(twice).isEqualTo(single + 16);
    }

    @Test
    void aLabelTooLongForTheLegendGoesOnBelow() {
        List<Double> one = List.of(1.0);
        String label = "Control: maps of another image of the same class and species";
        double single = height(parsed(Series.line("a", 0, one, one)));
        Document svg = parsed(Series.line(label, 0, one, one), Series.line("b", 1, one, one));

        assertThat(height(svg)).isEqualTo(single + 32);
        assertThat(Xml.elements(svg, "text"))
                .extracting(Element::getTextContent)
                .contains("Control: maps of another image of the same", "class and species", "b");
    }

    private static double height(Document svg) {
        String box = svg.getDocumentElement().getAttribute("viewBox");
        return Double.parseDouble(box.substring(box.lastIndexOf(' ')));
    }

    @Test
    void dotsShowEveryRunMeanAndDeviation() {
        DotChart.Row row = new DotChart.Row(
                "A category whose name takes two lines", List.of(List.of(0.2, 0.4), List.of(0.5, 0.5)));
        Document svg = Xml.parse(new DotChart("Dots", new Axis("Value", 0, 1), List.of("a", "b"), List.of(row)).svg());

        List<Element> circles = Xml.elements(svg, "circle");
        assertThat(circles).hasSize(4);
        List<Element> ofFirst = Xml.elements(svg, "line").stream()
                .filter(line -> line.getAttribute("class").equals("fig-line-1"))
                .toList();
        // The legend's line, the deviation, the mean.
        assertThat(ofFirst).hasSize(3);
        double low = attribute(circles.get(0), "cx");
        double high = attribute(circles.get(1), "cx");
        assertThat(attribute(ofFirst.get(2), "x1")).isCloseTo((low + high) / 2, within(0.02));
        // The deviation of two values is their distance over the square root of two.
        assertThat(attribute(ofFirst.get(1), "x2") - attribute(ofFirst.get(1), "x1"))
                .isCloseTo(2 * (high - low) / Math.sqrt(2), within(0.03));
    }

    @Test
    void aFigureOfItsOwnHasASizeAndIsOnWhite() {
        String figure = new LineChart(
                        "Name", X, Y, List.of(Series.line("one", 0, List.of(1.0), List.of(0.5))), LineChart.Style.LINES)
                .svg();
        Document svg = Xml.parse(SvgFile.of(figure));

        Element root = svg.getDocumentElement();
        assertThat(root.getAttribute("viewBox"))
                .isEqualTo("0 0 " + root.getAttribute("width") + " " + root.getAttribute("height"));
        Element ground = Xml.elements(svg, "rect").get(0);
        assertThat(ground.getAttribute("fill")).isEqualTo("#ffffff");
        assertThat(ground.getAttribute("width")).isEqualTo(root.getAttribute("width"));
        assertThat(ground.getPreviousSibling().getNodeName()).isEqualTo("title");
        assertThatThrownBy(() -> SvgFile.of("<svg></svg>")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void differencesLieAboutZeroWithTheirInterval() {
        DifferenceChart.Row row = new DifferenceChart.Row("row", 1, List.of(-0.02, 0.06), 0.02, -0.04, 0.08);
        DifferenceChart.Row other = new DifferenceChart.Row("other", 2, List.of(0.01), 0.01, 0.01, 0.01);
        Axis axis = DifferenceChart.axis("Difference", List.of(row, other));
        Document svg = Xml.parse(new DifferenceChart("Differences", axis, List.of(row, other)).svg());

        List<Element> circles = Xml.elements(svg, "circle");
        assertThat(circles).hasSize(3);
        double unit = (attribute(circles.get(1), "cx") - attribute(circles.get(0), "cx")) / 0.08;
        double zero = attribute(circles.get(0), "cx") + 0.02 * unit;
        List<Element> lines = Xml.elements(svg, "line");
        assertThat(lines)
                .anySatisfy(line -> {
                    assertThat(line.getAttribute("stroke-width")).isEqualTo("1.5");
                    assertThat(attribute(line, "x1")).isCloseTo(zero, within(0.02));
                })
                .anySatisfy(line -> {
                    assertThat(line.getAttribute("class")).isEqualTo("fig-line-2");
                    assertThat(attribute(line, "x1")).isCloseTo(zero - 0.04 * unit, within(0.02));
                    assertThat(attribute(line, "x2")).isCloseTo(zero + 0.08 * unit, within(0.02));
                });
        // A single pair has no interval to draw: its mean alone.
        assertThat(lines.stream().filter(line -> line.getAttribute("class").equals("fig-line-3")))
                .hasSize(1);
    }

    /** Student's interval of two pairs can be wider than any difference of rates. */
    @Test
    void anIntervalWiderThanTheAxisEndsAtTheFrame() {
        DifferenceChart.Row row = new DifferenceChart.Row("row", 1, List.of(0.0, 0.2), 0.1, -1.2, 1.4);
        Axis axis = DifferenceChart.axis("Difference", List.of(row));
        Document svg = Xml.parse(new DifferenceChart("Differences", axis, List.of(row)).svg());

        double unit = attribute(Xml.elements(svg, "circle").get(1), "cx")
                - attribute(Xml.elements(svg, "circle").get(0), "cx");
        double zero = attribute(Xml.elements(svg, "circle").get(0), "cx");
        assertThat(axis.minimum()).isEqualTo(-1);
        assertThat(axis.maximum()).isEqualTo(1);
        assertThat(Xml.elements(svg, "line")).anySatisfy(line -> {
            assertThat(line.getAttribute("class")).isEqualTo("fig-line-2");
            assertThat(attribute(line, "x1")).isCloseTo(zero - 5 * unit, within(0.1));
            assertThat(attribute(line, "x2")).isCloseTo(zero + 5 * unit, within(0.1));
        });
    }

    @Test
    void differencesNeedZeroOnTheAxis() {
        DifferenceChart.Row row = new DifferenceChart.Row("row", 0, List.of(0.2), 0.2, 0.1, 0.3);

        assertThat(DifferenceChart.axis("Difference", List.of(row)).minimum()).isNotPositive();
        assertThatThrownBy(() -> new DifferenceChart("Differences", new Axis("d", 0.1, 0.3), List.of(row)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must include 0");
    }

    @Test
    void aRunWithoutAValueLeavesItsPlaceEmpty() {
        DotChart.Row row = new DotChart.Row(
                "row",
                List.of(
                        List.of(0.2, Double.NaN, 0.4),
                        List.of(0.5, 0.6, 0.7),
                        List.of(Double.NaN, Double.NaN, Double.NaN)));
        DotChart chart = new DotChart("Dots", new Axis("Value", 0, 1), List.of("a", "b", "c"), List.of(row));
        Document svg = Xml.parse(chart.svg());

        assertThat(chart.svg()).doesNotContain("NaN");
        assertThat(Xml.elements(svg, "circle")).hasSize(2 + 3);
        // The axis, and the two pairs of runs that have both values.
        assertThat(Xml.elements(svg, "line").stream()
                        .filter(line -> line.getAttribute("class").equals("fig-axis")))
                .hasSize(1 + 2);
    }

    @Test
    void pointsHaveNoLineAndAMarkOfTheirOwn() {
        Series one = Series.line("one", 0, List.of(0.0, 5.0), List.of(0.0, 1.0));
        Series two = Series.line("two", 1, List.of(2.0), List.of(0.5));
        Document svg = Xml.parse(new LineChart("Points", X, Y, List.of(one, two), LineChart.Style.POINTS).svg());

        assertThat(Xml.elements(svg, "polyline")).isEmpty();
        // A mark for each point and one for each series in the legend.
        List<Element> marks = Xml.elements(svg, "path");
        assertThat(marks).hasSize(3 + 2);
        assertThat(marks.stream().map(mark -> mark.getAttribute("d")).distinct())
                .hasSize(2);
    }

    @Test
    void rocCurvesAreInASquareOverTheDiagonal() {
        Axis rate = Axis.ofRate("rate");
        Series one = Series.line("one", 0, List.of(0.0, 1.0), List.of(0.0, 1.0));
        Document svg = Xml.parse(new LineChart("ROC", rate, rate, List.of(one), LineChart.Style.ROC).svg());

        double[][] curve = points(Xml.elements(svg, "polyline").get(0));
        assertThat(curve[1][0] - curve[0][0]).isCloseTo(curve[0][1] - curve[1][1], within(0.02));
        assertThat(Xml.elements(svg, "line").stream()
                        .filter(line -> attribute(line, "x1") == curve[0][0] && attribute(line, "y1") == curve[0][1])
                        .filter(line -> attribute(line, "x2") == curve[1][0] && attribute(line, "y2") == curve[1][1]))
                .hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"0.62, 0.97, 0.6, 1.0", "0.5, 0.5, 0.47, 0.53", "0, 1, 0, 1", "0.801, 0.832, 0.795, 0.835"})
    void axesCoverTheValuesAndEndAtRoundNumbers(double low, double high, double from, double to) {
        Axis axis = Axis.covering("Value", 0, 1, DoubleStream.of(low, high));

        assertThat(axis.minimum()).isCloseTo(from, within(0.011));
        assertThat(axis.maximum()).isCloseTo(to, within(0.011));
        assertThat(axis.minimum()).isLessThanOrEqualTo(low);
        assertThat(axis.maximum()).isGreaterThanOrEqualTo(high);
    }

    @Test
    void seriesAndChartsThatCannotBeDrawnAreRefused() {
        assertThatThrownBy(() -> Series.line("one", 0, List.of(1.0), List.of(1.0, 2.0)))
                .hasMessage("series \"one\" has 1 x, 2 y and 0 spreads: they must be as many");
        assertThatThrownBy(() -> Series.line("one", 0, List.of(), List.of())).hasMessageContaining("no point");
        assertThatThrownBy(() -> new LineChart("c", X, Y, List.of(), LineChart.Style.LINES))
                .hasMessage("chart \"c\" has no series: at least 1 is needed");
        DotChart.Row uneven = new DotChart.Row("row", List.of(List.of(1.0, 2.0), List.of(1.0)));
        assertThatThrownBy(() -> new DotChart("c", X, List.of("a", "b"), List.of(uneven)))
                .hasMessage("row \"row\" must have 2 groups of as many values each, at least 1");
    }

    @Test
    void barsOfAHistogramAreAsHighAsTheirCounts() {
        HistogramChart.Group first = new HistogramChart.Group("first", 0, List.of(0.0, 0.05, 0.3, 1.0, 1.0, 7.0), 0.5);
        HistogramChart.Group second = new HistogramChart.Group("second", 1, List.of(0.1 + 0.2, -1.0), 0.3);
        HistogramChart chart =
                new HistogramChart("Shares", Axis.ofRate("share"), 10, "number of pairs", List.of(first, second));
        // A value on a border counts above it, also where rounding has moved it; what lies beyond counts at the end.
        assertThat(chart.counts(first)).containsExactly(2, 0, 0, 1, 0, 0, 0, 0, 0, 3);
        assertThat(chart.counts(second)).containsExactly(1, 0, 0, 1, 0, 0, 0, 0, 0, 0);
        List<Element> bars = Xml.elements(Xml.parse(chart.svg()), "rect");
        assertThat(bars).hasSize(20);
        double unit = attribute(bars.get(0), "height") / 2;
        assertThat(attribute(bars.get(9), "height")).isCloseTo(3 * unit, within(0.05));
        assertThat(attribute(bars.get(1), "height")).isZero();
        assertThat(attribute(bars.get(13), "height")).isCloseTo(unit, within(0.05));
        // Bars of one bin stand beside each other.
        assertThat(attribute(bars.get(10), "x"))
                .isCloseTo(attribute(bars.get(0), "x") + attribute(bars.get(0), "width"), within(0.02));
    }

    @Test
    void aHistogramNeedsValues() {
        assertThatThrownBy(() -> new HistogramChart.Group("none", 0, List.of(), 0))
                .hasMessage("histogram of \"none\" must have at least 1 value and only finite ones");
        assertThatThrownBy(() -> new HistogramChart.Group("none", 0, List.of(Double.NaN), 0))
                .hasMessage("histogram of \"none\" must have at least 1 value and only finite ones");
        assertThatThrownBy(() -> new HistogramChart("Shares", X, 3, "pairs", List.of()))
                .hasMessage("chart \"Shares\" has no histogram: at least 1 is needed");
    }
}
