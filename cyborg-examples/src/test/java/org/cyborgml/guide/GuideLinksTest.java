package org.cyborgml.guide;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links and pictures of the guide and of the pages beside it lead somewhere, and no picture is left over or large. */
class GuideLinksTest {

    private static final long LARGEST_FIGURE = 150_000;

    static Stream<Chapter> pages() throws IOException {
        List<Path> others = List.of(
                Path.of("../README.md"),
                Path.of("RESULTS.md"),
                Path.of("BENCHMARKS.md"),
                Path.of("SETTINGS.md"),
                Path.of("../.github/CONTRIBUTING.md"),
                Path.of("../.github/SECURITY.md"),
                Path.of("../.github/CHANGELOG.md"));
        Stream.Builder<Chapter> pages = Stream.builder();
        for (Path other : others) {
            pages.add(Chapter.read(other));
        }
        return Stream.concat(pages.build(), Guide.chapters().stream());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadToFilesAndAnchors(Chapter page) throws IOException {
        for (String link : page.links()) {
            if (link.startsWith("https://")) {
                continue;
            }
            int hash = link.indexOf('#');
            String path = hash < 0 ? link : link.substring(0, hash);
            Path target = path.isEmpty() ? page.file() : page.file().resolveSibling(path);
            assertThat(target).as(link).exists();
            if (hash >= 0) {
                assertThat(Chapter.read(target).anchors()).as(link).contains(link.substring(hash + 1));
            }
        }
    }

    @Test
    void theIndexListsEveryChapter() throws IOException {
        List<Chapter> chapters = Guide.chapters();
        assertThat(chapters).hasSize(13);
        assertThat(chapters.get(0).links())
                .containsAll(chapters.stream()
                        .skip(1)
                        .map(chapter -> String.valueOf(chapter.file().getFileName()))
                        .toList());
    }

    @Test
    void everyFigureIsUsedAndSmall() throws IOException {
        TreeSet<String> used = new TreeSet<>();
        for (Chapter chapter : Guide.chapters()) {
            chapter.links().stream().filter(link -> link.startsWith("figures/")).forEach(used::add);
        }
        Map<String, Long> there;
        try (Stream<Path> files = Files.list(Guide.FOLDER.resolve("figures"))) {
            there = files.collect(Collectors.toMap(file -> "figures/" + file.getFileName(), file -> file.toFile()
                    .length()));
        }
        assertThat(used).hasSizeGreaterThan(5).isEqualTo(new TreeSet<>(there.keySet()));
        assertThat(there.values()).allSatisfy(size -> assertThat(size).isLessThan(LARGEST_FIGURE));
    }
}
