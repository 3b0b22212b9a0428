package org.cyborgml.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.NonReadableChannelException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.cyborgml.app.files.Output;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.saliency.file.WholeFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StorageTest {

    @TempDir
    private Path temporary;

    private Path local;
    private Configuration settings;
    private Path storage;

    @BeforeEach
    void mount() throws IOException {
        local = Files.createDirectories(temporary.resolve("mounted"));
        settings = MountedFolder.configuration(local);
        storage = Storage.folder("viewfs://lab/data", settings);
    }

    private Path fixed(long bytes) throws IOException {
        return Storage.fixedFolder(
                "viewfs://lab/data", settings, new FileCache(temporary.resolve("cache"), bytes, Listing.ONE_FILE));
    }

    private long cachedBytes() throws IOException {
        try (Stream<Path> all = Files.list(temporary.resolve("cache"))) {
            return all.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void localFoldersAreThemselves() throws IOException {
        assertThat(Storage.folder(local.toString(), settings)).isEqualTo(local);
        assertThat(Storage.folder(local.toUri().toString(), settings)).isEqualTo(local);
    }

    @Test
    void filesAreWrittenListedMovedAndDeleted() throws IOException {
        Path folder = Files.createDirectories(storage.resolve("a/b"));
        Path file = folder.resolve("text.txt");
        Files.writeString(file, "content");
        assertThat(local.resolve("a/b/text.txt")).hasContent("content");
        assertThat(Files.readString(file)).isEqualTo("content");
        assertThat(Files.size(file)).isEqualTo(7);
        assertThat(FileHash.sha256(file)).isEqualTo(FileHash.sha256(local.resolve("a/b/text.txt")));
        try (Stream<Path> all = Files.walk(storage)) {
            assertThat(all.filter(Files::isRegularFile)).containsExactly(file);
        }
        assertThatThrownBy(() -> Files.delete(folder)).isInstanceOf(DirectoryNotEmptyException.class);
        assertThatThrownBy(() -> Files.writeString(file, "other", StandardOpenOption.CREATE_NEW))
                .isInstanceOf(FileAlreadyExistsException.class);
        Path other = folder.resolve("other.txt");
        Files.writeString(other, "newer");
        assertThatThrownBy(() -> Files.move(other, file)).isInstanceOf(FileAlreadyExistsException.class);
        Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
        assertThat(file).hasContent("newer");
        assertThat(Files.exists(other)).isFalse();
        MoreFiles.deleteRecursively(storage.resolve("a"), RecursiveDeleteOption.ALLOW_INSECURE);
        assertThat(local).isEmptyDirectory();
        assertThatThrownBy(() -> Files.readString(file)).isInstanceOf(NoSuchFileException.class);
        assertThat(Files.getFileStore(storage).getUsableSpace()).isPositive();
    }

    /** By channels, as the program writes them on one machine. */
    @Test
    void wholeFilesAreWritten() throws IOException {
        Path file = storage.resolve("whole.txt");
        WholeFile.write(file, "content".getBytes(StandardCharsets.UTF_8));
        assertThat(local.resolve("whole.txt")).hasContent("content");
        WholeFile.sync(file);
        assertThat(file).as("opened, and nothing written").hasContent("content");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            assertThat(channel.size()).isEqualTo(7);
            WholeFile.writeFully(channel, ByteBuffer.wrap("new".getBytes(StandardCharsets.UTF_8)));
            assertThat(channel.position()).isEqualTo(3);
            assertThatThrownBy(() -> channel.position(0))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("from its beginning to its end");
            assertThatThrownBy(() -> channel.read(ByteBuffer.allocate(1)))
                    .isInstanceOf(NonReadableChannelException.class);
        }
        assertThat(file).hasContent("new");
        Path missing = storage.resolve("missing.txt");
        assertThatThrownBy(() -> FileChannel.open(missing, StandardOpenOption.WRITE))
                .isInstanceOf(NoSuchFileException.class);
        assertThatThrownBy(() -> FileChannel.open(file, StandardOpenOption.APPEND))
                .isInstanceOf(UnsupportedOperationException.class);
        Output.requireFolder(storage.resolve("results"));
        try (Stream<Path> all = Files.list(storage)) {
            assertThat(all).containsExactly(file);
        }
    }

    @Test
    void whatDoesNotChangeIsFetchedOnce() throws IOException {
        Files.writeString(local.resolve("image.png"), "first");
        Path image = fixed(100).resolve("image.png");
        assertThat(Files.readString(image)).isEqualTo("first");
        // Of the same size, as a file that does change is not noticed by its time.
        Files.writeString(local.resolve("image.png"), "other");
        assertThat(Files.readString(image)).isEqualTo("first");
        assertThatThrownBy(() -> Files.writeString(image, "x")).isInstanceOf(ReadOnlyFileSystemException.class);
    }

    @ParameterizedTest
    @EnumSource(Listing.class)
    void storageIsAskedOnceForEachFileThatDoesNotChange(Listing listing) throws IOException {
        int files = 5;
        for (int i = 0; i < files; i++) {
            Files.writeString(local.resolve("image" + i + ".png"), "content");
        }
        Configuration counted = new Configuration();
        CountedFileSystem.settings().forEach(counted::set);
        Path folder = Storage.fixedFolder(
                CountedFileSystem.uri(local), counted, new FileCache(temporary.resolve("cache"), 100, listing));
        CountedFileSystem.take();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < files; i++) {
                Path image = folder.resolve("image" + i + ".png");
                assertThat(Files.exists(image)).isTrue();
                assertThat(Files.size(image)).isEqualTo(7);
                assertThat(Files.readString(image)).isEqualTo("content");
            }
        }
        Map<String, Long> asked = CountedFileSystem.take();
        assertThat(asked).containsEntry("open", (long) files);
        if (listing == Listing.WHOLE_FOLDER) {
            assertThat(asked).containsEntry("list", 1L);
        } else {
            // Local folders ask themselves once more when they open a file.
            assertThat(asked).containsEntry("status", 2L * files).doesNotContainEntry("list", 1L);
        }
        Path missing = folder.resolve("none/image.png");
        assertThat(Files.exists(missing)).isFalse();
        assertThatThrownBy(() -> Files.readString(missing))
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("none/image.png");
    }

    @Test
    void fileIsReadWhereItIsIfItsBeginningIsEnough() throws IOException {
        Files.writeString(local.resolve("image.png"), "content");
        FileCache cache = new FileCache(temporary.resolve("cache"), 100, Listing.ONE_FILE);
        Path image =
                Storage.streamedFolder("viewfs://lab/data", settings, cache).resolve("image.png");
        assertThat(Files.size(image)).isEqualTo(7);
        try (InputStream in = Files.newInputStream(image)) {
            assertThat(in.readNBytes(3)).asString(StandardCharsets.UTF_8).isEqualTo("con");
        }
        assertThat(cachedBytes()).isZero();
        assertThatThrownBy(() -> Files.writeString(image, "x")).isInstanceOf(ReadOnlyFileSystemException.class);
    }

    @Test
    void cacheStaysWithinItsBoundAndDropsWhatIsNotUsedForLongest() throws IOException {
        for (int i = 0; i < 5; i++) {
            Files.write(local.resolve("file" + i), new byte[40]);
        }
        Path folder = fixed(100);
        Files.readAllBytes(folder.resolve("file0"));
        Files.readAllBytes(folder.resolve("file1"));
        Files.readAllBytes(folder.resolve("file0"));
        Files.readAllBytes(folder.resolve("file2")); // takes the room of file1
        assertThat(cachedBytes()).isEqualTo(80);
        byte[] changed = "x".repeat(40).getBytes(StandardCharsets.UTF_8);
        Files.write(local.resolve("file0"), changed);
        Files.write(local.resolve("file1"), changed);
        assertThat(Files.readAllBytes(folder.resolve("file0"))).isEqualTo(new byte[40]);
        assertThat(Files.readAllBytes(folder.resolve("file1"))).isEqualTo(changed);
        Files.write(local.resolve("large"), new byte[101]);
        assertThat(Files.readAllBytes(folder.resolve("large"))).hasSize(101);
        assertThat(cachedBytes()).isLessThanOrEqualTo(100);
    }
}
