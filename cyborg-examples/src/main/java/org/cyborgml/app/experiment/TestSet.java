package org.cyborgml.app.experiment;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One generator's images and the real faces that they are told from: from a split file, or from lists, of which several
 * test sets may share some. A list is a text file with one image path per line. Paths are below the experiment's data root.
 *
 * @param id names its files, {@code [a-z0-9._-]}
 * @param title for people
 * @param generator what made the synthetic images; test sets of one generator count as one attack species when pooled
 * @param csv split file whose rows of {@code test} are the test set; null where there are lists
 * @param real lists of real images; none where there is a csv
 * @param synthetic lists of synthetic images; none where there is a csv
 * @param maps id of the human maps of these images; null where there are none
 * @param images folder that the paths are below; null for the experiment's
 * @param main whether the findings are about this test set; then nothing is pooled over the test sets, whose images may be the same in
 *     several. Null for no; if no test set is the main one, the findings are about all together
 */
public record TestSet(
        String id,
        String title,
        String generator,
        @Nullable String csv,
        List<String> real,
        List<String> synthetic,
        @Nullable String maps,
        @Nullable String images,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean main) {

    /**
     * Copies the lists and checks that there is one source.
     *
     * @throws IllegalArgumentException if the id breaks the rule, or there is not either a csv or lists of both classes
     */
    public TestSet {
        Slug.unreserved("id of a test set", id);
        real = List.copyOf(real);
        synthetic = List.copyOf(synthetic);
        boolean lists = !real.isEmpty() && !synthetic.isEmpty();
        boolean none = real.isEmpty() && synthetic.isEmpty();
        if (csv == null ? !lists : !none) {
            throw new IllegalArgumentException(
                    "test set " + id + " must have either a csv, or lists of real and of synthetic images");
        }
    }

    @JsonCreator
    static TestSet read(
            @JsonProperty(value = "id", required = true) String id,
            @JsonProperty("title") @Nullable String title,
            @JsonProperty("generator") @Nullable String generator,
            @JsonProperty("csv") @Nullable String csv,
            @JsonProperty("real") @Nullable List<String> real,
            @JsonProperty("synthetic") @Nullable List<String> synthetic,
            @JsonProperty("maps") @Nullable String maps,
            @JsonProperty("images") @Nullable String images,
            @JsonProperty("main") @Nullable Boolean main) {
        String shown = title == null ? id : title;
        return new TestSet(
                id,
                shown,
                generator == null ? shown : generator,
                csv,
                real == null ? List.of() : real,
                synthetic == null ? List.of() : synthetic,
                maps,
                images,
                main);
    }

    /** A test set from a split file. */
    public static TestSet ofCsv(String id, String csv) {
        Values values = new Values(id);
        values.csv = csv;
        return values.testSet();
    }

    /**
     * A test set from lists of images.
     *
     * @param id names its files
     * @param real lists of real images, below the data root
     * @param synthetic lists of synthetic images
     * @return the test set
     */
    public static TestSet ofLists(String id, List<String> real, List<String> synthetic) {
        Values values = new Values(id);
        values.real = real;
        values.synthetic = synthetic;
        return values.testSet();
    }

    /** The same test set with another title, which is the generator's name too. */
    public TestSet titled(String value) {
        return with(values -> {
            values.title = value;
            values.generator = value;
        });
    }

    /** The same test set with human maps. */
    public TestSet withMaps(String value) {
        return with(values -> values.maps = value);
    }

    /** The same test set with its images elsewhere. */
    public TestSet withImages(String value) {
        return with(values -> values.images = value);
    }

    /** The same test set as the one that the findings are about. */
    public TestSet asMain() {
        return with(values -> values.main = true);
    }

    private TestSet with(Consumer<Values> change) {
        Values values = new Values(id);
        values.title = title;
        values.generator = generator;
        values.csv = csv;
        values.real = real;
        values.synthetic = synthetic;
        values.maps = maps;
        values.images = images;
        values.main = main;
        change.accept(values);
        return values.testSet();
    }

    /** The values while one of them is changed. */
    private static final class Values {

        private final String id;
        private String title;
        private String generator;
        private @Nullable String csv;
        private List<String> real = List.of();
        private List<String> synthetic = List.of();
        private @Nullable String maps;
        private @Nullable String images;
        private @Nullable Boolean main;

        Values(String id) {
            this.id = id;
            this.title = id;
            this.generator = id;
        }

        TestSet testSet() {
            return new TestSet(id, title, generator, csv, real, synthetic, maps, images, main);
        }
    }

    /** Tells if the findings are about it. */
    boolean isMain() {
        return main != null && main;
    }
}
