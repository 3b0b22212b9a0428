package org.cyborgml.app.sharing;

import com.google.common.base.Preconditions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of several equal shares of a list, written {@code 3/16}: the third of sixteen.
 *
 * @param number of the share, counted from 1
 * @param count of all shares
 */
public record Shard(int number, int count) {

    /** The whole, as the only share. */
    public static final Shard WHOLE = new Shard(1, 1);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})/(\\d{1,9})");

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if there is no such share
     */
    public Shard {
        Preconditions.checkArgument(
                number >= 1 && number <= count,
                "shard %s/%s: must be a number from 1 to the count of shards, such as 3/16",
                number,
                count);
    }

    /**
     * Reads a share.
     *
     * @param text such as {@code 3/16}
     * @return the share
     * @throws IllegalArgumentException if it has another form
     */
    public static Shard parse(String text) {
        Matcher form = FORM.matcher(text);
        Preconditions.checkArgument(
                form.matches(), "shard \"%s\": must be the number of the shard and their count, such as 3/16", text);
        return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
    }

    /**
     * The families of a list dealt out like cards: of 3/16, the third, the nineteenth, and so on.
     *
     * @param all the list
     * @param family of an element; those of one family stay together
     * @return the share, in the list's order
     */
    public <T> List<T> of(List<T> all, Function<T, ?> family) {
        Map<Object, Integer> numbers = new HashMap<>();
        List<T> share = new ArrayList<>();
        for (T one : all) {
            Integer known = numbers.get(family.apply(one));
            int at = known == null ? numbers.size() : known;
            numbers.putIfAbsent(family.apply(one), at);
            if (at % count == number - 1) {
                share.add(one);
            }
        }
        return List.copyOf(share);
    }

    /**
     * A block of a list. All blocks one behind the other are the list.
     *
     * @param all the list
     * @return the share, in the list's order
     */
    public <T> List<T> block(List<T> all) {
        return all.subList(edge(all.size(), number - 1), edge(all.size(), number));
    }

    private int edge(int size, int shares) {
        return (int) ((long) size * shares / count);
    }

    /** The form that {@link #parse} reads. */
    @Override
    public String toString() {
        return number + "/" + count;
    }
}
