package org.cyborgml.data;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The names of a network's classes, in the order of its outputs. A label in a split file is one of these names.
 *
 * <p>The order is a rule, not chance: {@code Real} is 0 and {@code Synthetic} is 1 where these are the labels
 * ({@link #FACES}); all other labels are sorted as {@link String#compareTo} does, upper case before lower case, which is also
 * the order of DL4J's and PyTorch's readers of one folder per class. {@link #of} fixes any other order.
 *
 * <p>Immutable.
 */
public final class ClassNames {

    /** The largest number of classes. */
    public static final int MOST = 1000;

    /** Photographs of people, class 0, and images that a generator made, class 1: the labels of CYBORG's authors. */
    public static final ClassNames FACES = of(List.of("Real", "Synthetic"));

    private static final int SHOWN = 10;

    private final List<String> names;
    private final ImmutableMap<String, Integer> indices;

    private ClassNames(List<String> names) {
        this.names = List.copyOf(names);
        this.indices = Maps.toMap(Set.copyOf(names), names::indexOf);
    }

    /**
     * Names in a fixed order.
     *
     * @param names of the classes 0, 1, ...: 2 to 1,000, each given once, not blank and without white space at either end
     * @return the names
     * @throws IllegalArgumentException if they are not; the message gives the name and the rule
     */
    public static ClassNames of(List<String> names) {
        if (names.size() < 2 || names.size() > MOST) {
            throw new IllegalArgumentException(
                    "there must be 2 to " + MOST + " classes, found " + names.size() + ": " + shown(names));
        }
        Set<String> seen = new TreeSet<>();
        for (String name : names) {
            if (name.isBlank() || !name.strip().equals(name)) {
                throw new IllegalArgumentException(
                        "the name of a class must have no space at its ends and not be empty, found \"" + name + "\"");
            }
            if (!seen.add(name)) {
                throw new IllegalArgumentException("class \"" + name + "\" is given twice");
            }
        }
        return new ClassNames(names);
    }

    /**
     * The classes that labels are of, in the order above. Labels that differ in upper and lower case only are refused, since
     * one of them is more likely a slip than a class; {@link #of} takes them.
     *
     * @param labels of the images to train on; each may be there many times
     * @return the classes
     * @throws IllegalArgumentException if there are fewer than 2 or more than 1,000, or two differ in case only
     */
    public static ClassNames ofLabels(Collection<String> labels) {
        Set<String> found = new TreeSet<>(labels);
        if (!found.isEmpty() && FACES.names.containsAll(found)) {
            return FACES;
        }
        Map<String, String> byLowerCase = new HashMap<>();
        for (String label : found) {
            String other = byLowerCase.put(label.toLowerCase(Locale.ROOT), label);
            if (other != null) {
                throw new IllegalArgumentException("labels \"" + other + "\" and \"" + label
                        + "\" differ in case only: name the classes if both are meant");
            }
        }
        return of(List.copyOf(found));
    }

    /**
     * Reads names in a fixed order from one line.
     *
     * @param line names between commas, as {@link #line} writes them; a name with a comma stands in quotes, as in a csv file
     * @return the names
     * @throws IllegalArgumentException if the line is no such list, or {@link #of} refuses the names
     */
    public static ClassNames parse(String line) {
        try (CSVParser parser = CSVParser.parse(line, CsvText.FORMAT)) {
            List<CSVRecord> records = parser.getRecords();
            if (records.size() != 1) {
                throw new IllegalArgumentException(
                        "classes must be one line of names between commas, found \"" + line + "\"");
            }
            return of(records.get(0).stream().map(String::strip).toList());
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("classes must be names between commas, found \"" + line + "\"", e);
        }
    }

    /**
     * The names in one line.
     *
     * @return names between commas; a name with a comma stands in quotes
     */
    public String line() {
        return CsvText.FORMAT.format(names.toArray());
    }

    /**
     * Names for a network of which none are known: {@link #FACES} for two classes, else {@code class 0}, {@code class 1}, ...
     *
     * @param classes their number
     * @return the names
     * @throws IllegalArgumentException if there are fewer than 2 or more than 1,000
     */
    public static ClassNames unnamed(int classes) {
        return classes == FACES.size()
                ? FACES
                : of(IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
    }

    /**
     * Number of classes.
     *
     * @return from 2 to 1,000
     */
    public int size() {
        return names.size();
    }

    /**
     * All names.
     *
     * @return in the order of the network's outputs
     */
    public List<String> names() {
        return names;
    }

    /**
     * The name of a class.
     *
     * @param index from 0
     * @return its name
     * @throws IndexOutOfBoundsException if there is no such class
     */
    public String name(int index) {
        return names.get(index);
    }

    /**
     * The class of a name.
     *
     * @param name as {@link #names} has it
     * @return from 0
     * @throws IllegalArgumentException if there is no such class; the message lists the classes
     */
    public int index(String name) {
        Integer index = indices.get(name);
        if (index == null) {
            throw new IllegalArgumentException("\"" + name + "\" is no class: must be one of " + this);
        }
        return index;
    }

    /**
     * Looks for a name.
     *
     * @param name any text
     * @return true if a class has this name
     */
    public boolean contains(String name) {
        return indices.containsKey(name);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClassNames classes && names.equals(classes.names);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }

    /** The names behind commas; of many, the first ten and their number. */
    @Override
    public String toString() {
        return shown(names);
    }

    private static String shown(List<String> names) {
        String first = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        return names.size() > SHOWN ? first + " and " + (names.size() - SHOWN) + " more" : first;
    }
}
