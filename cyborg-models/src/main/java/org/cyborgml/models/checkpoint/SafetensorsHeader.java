package org.cyborgml.models.checkpoint;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The header of a safetensors file: read with every rule of the format checked, and written. */
final class SafetensorsHeader {

    private static final String METADATA = "__metadata__";
    private static final int LENGTH_BYTES = 8;
    private static final int LONGEST = 100_000_000;
    private static final int MOST_TENSORS = 1 << 18;
    private static final int DEEPEST = 4;
    private static final int LONGEST_NAME = 1 << 16;
    private static final int LONGEST_TEXT = 1 << 24;

    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            // Names come from files; a table of them that lives for ever would grow with every one.
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxDocumentLength(LONGEST)
                    .maxNameLength(LONGEST_NAME)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNumberLength(20)
                    .build())
            .build();

    private final FileBytes file;
    private final long dataStart;
    private final List<Entry> entries = new ArrayList<>();

    private SafetensorsHeader(FileBytes file, long dataStart) {
        this.file = file;
        this.dataStart = dataStart;
    }

    /** One tensor, its offsets counted from the end of the header. */
    private record Entry(String name, TensorType type, List<Long> shape, long begin, long end) {

        long[] sizes() {
            return shape.stream().mapToLong(Long::longValue).toArray();
        }

        String quoted() {
            return "tensor " + CheckpointException.quote(name);
        }
    }

    static Checkpoint read(FileBytes file) throws CheckpointException {
        if (file.size() < LENGTH_BYTES) {
            throw file.error("has " + file.size() + " bytes: must have at least the 8 of the header's length");
        }
        long length = file.slice(0, LENGTH_BYTES).getLong();
        if (length < 2 || length > LONGEST || length > file.size() - LENGTH_BYTES) {
            throw file.error("header length is " + Long.toUnsignedString(length) + ": must be in [2, " + LONGEST
                    + "] and within the file's " + file.size() + " bytes");
        }
        byte[] text = new byte[(int) length];
        file.slice(LENGTH_BYTES, text.length).get(text);
        if (text[0] != '{') {
            throw file.error("header starts with the byte " + text[0] + ": must be '{'");
        }
        Checkpoint.Builder checkpoint = Checkpoint.builder();
        SafetensorsHeader header = new SafetensorsHeader(file, LENGTH_BYTES + length);
        try (Reader decoded =
                        new InputStreamReader(new ByteArrayInputStream(text), StandardCharsets.UTF_8.newDecoder());
                JsonParser json = JSON.createParser(decoded)) {
            header.parse(json, checkpoint);
        } catch (JsonProcessingException e) {
            throw new CheckpointException(
                    file.name(),
                    "header is not the JSON that it must be: "
                            + CheckpointException.oneLine(String.valueOf(e.getOriginalMessage())) + ", at character "
                            + (e.getLocation() == null ? "?" : e.getLocation().getCharOffset()),
                    e);
        } catch (CharacterCodingException e) {
            throw new CheckpointException(file.name(), "header is not UTF-8: must be", e);
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(file.name(), "header cannot be read: " + e.getMessage(), e);
        }
        header.checkLayout();
        for (Entry entry : header.entries) {
            checkpoint.add(entry.name(), header.tensor(entry));
        }
        return checkpoint.build();
    }

    private void parse(JsonParser json, Checkpoint.Builder checkpoint) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, "header");
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            if (name.equals(METADATA)) {
                metadata(json, checkpoint);
            } else if (entries.size() == MOST_TENSORS) {
                throw file.error("header has more than " + MOST_TENSORS + " tensors: must have no more");
            } else {
                entries.add(entry(json, name));
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "end of the header");
        if (json.nextToken() != null) {
            throw file.error("header goes on after its closing brace: only spaces may follow");
        }
    }

    private void metadata(JsonParser json, Checkpoint.Builder checkpoint) throws IOException {
        expect(json.nextToken(), JsonToken.START_OBJECT, METADATA);
        for (String key = json.nextFieldName(); key != null; key = json.nextFieldName()) {
            expect(json.nextToken(), JsonToken.VALUE_STRING, METADATA + " " + CheckpointException.quote(key));
            checkpoint.metadata(key, json.getText());
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "end of " + METADATA);
    }

    private Entry entry(JsonParser json, String name) throws IOException {
        String subject = "tensor " + CheckpointException.quote(name);
        TensorType type = null;
        List<Long> shape = null;
        List<Long> offsets = null;
        expect(json.nextToken(), JsonToken.START_OBJECT, subject);
        for (String field = json.nextFieldName(); field != null; field = json.nextFieldName()) {
            switch (field) {
                case "dtype" -> {
                    expect(json.nextToken(), JsonToken.VALUE_STRING, subject + " dtype");
                    type = type(json.getText(), subject);
                }
                case "shape" -> shape = numbers(json, subject + " shape", TensorShape.MOST_DIMENSIONS);
                case "data_offsets" -> offsets = numbers(json, subject + " data_offsets", 2);
                default ->
                    throw file.error(subject + " has the field " + CheckpointException.quote(field)
                            + ": must have dtype, shape and data_offsets only");
            }
        }
        expect(json.currentToken(), JsonToken.END_OBJECT, "end of " + subject);
        if (type == null || shape == null || offsets == null || offsets.size() != 2) {
            throw file.error(subject + " is incomplete: must have dtype, shape and two data_offsets");
        }
        return new Entry(name, type, shape, offsets.get(0), offsets.get(1));
    }

    private TensorType type(String name, String subject) throws CheckpointException {
        try {
            return TensorType.valueOf(name);
        } catch (IllegalArgumentException e) {
            throw new CheckpointException(
                    file.name(),
                    subject + " dtype is " + CheckpointException.quote(name) + ": must be one of "
                            + Arrays.toString(TensorType.values()),
                    e);
        }
    }

    private List<Long> numbers(JsonParser json, String subject, int most) throws IOException {
        expect(json.nextToken(), JsonToken.START_ARRAY, subject);
        List<Long> numbers = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(json.currentToken(), JsonToken.VALUE_NUMBER_INT, subject);
            // Refuses what does not fit 64 bits.
            long number = json.getLongValue();
            if (number < 0 || numbers.size() == most) {
                throw file.error(subject + " has the number " + number + " at place " + numbers.size()
                        + ": must have at most " + most + " numbers, none of them negative");
            }
            numbers.add(number);
        }
        return numbers;
    }

    private void expect(@Nullable JsonToken found, JsonToken wanted, String subject) throws CheckpointException {
        if (found != wanted) {
            throw file.error(subject + " is " + (found == null ? "missing" : found) + ": must be " + wanted);
        }
    }

    /** Tensors follow each other without overlap or hole from the end of the header to the end of the file. */
    private void checkLayout() throws CheckpointException {
        List<Entry> byOffset = new ArrayList<>(entries);
        byOffset.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        long at = 0;
        for (Entry entry : byOffset) {
            long elements = TensorShape.elements(entry.sizes());
            int width = entry.type().bytes();
            if (elements < 0 || elements > Long.MAX_VALUE / width) {
                throw file.error(entry.quoted() + " has the shape " + entry.shape() + ": its size must fit 63 bits");
            }
            if (entry.begin() != at) {
                throw file.error(entry.quoted() + " begins at data offset " + entry.begin() + ": must begin at " + at
                        + ", where the tensor before it ends");
            }
            if (entry.end() - entry.begin() != elements * width) {
                throw file.error(entry.quoted() + " has data_offsets [" + entry.begin() + ", " + entry.end()
                        + "]: must span the " + elements * width + " bytes of its shape " + entry.shape() + " of "
                        + entry.type());
            }
            at = entry.end();
        }
        if (at != file.size() - dataStart) {
            throw file.error("tensors end at data offset " + at + ": must end with the data's "
                    + (file.size() - dataStart) + " bytes");
        }
    }

    private CheckpointTensor tensor(Entry entry) {
        long[] shape = entry.sizes();
        return new CheckpointTensor(
                entry.type(),
                shape,
                file,
                dataStart + entry.begin(),
                TensorShape.rowMajorStrides(shape),
                ByteOrder.LITTLE_ENDIAN);
    }

    /** The header with its length before it and spaces behind, so that the data starts at a multiple of eight. */
    static byte[] write(String file, Map<String, CheckpointTensor> tensors, Map<String, String> metadata)
            throws CheckpointException {
        ByteArrayOutputStream header = new ByteArrayOutputStream();
        header.writeBytes(new byte[LENGTH_BYTES]);
        try (JsonGenerator json = JSON.createGenerator(header)) {
            json.writeStartObject();
            if (!metadata.isEmpty()) {
                json.writeObjectFieldStart(METADATA);
                for (Map.Entry<String, String> entry : metadata.entrySet()) {
                    json.writeStringField(entry.getKey(), entry.getValue());
                }
                json.writeEndObject();
            }
            long at = 0;
            for (Map.Entry<String, CheckpointTensor> entry : tensors.entrySet()) {
                if (entry.getKey().equals(METADATA)) {
                    throw new CheckpointException(
                            file, "a tensor is named " + METADATA + ": the format keeps that name for itself");
                }
                write(json, entry.getKey(), entry.getValue(), at);
                at += entry.getValue().byteCount();
            }
            json.writeEndObject();
        } catch (CheckpointException e) {
            throw e;
        } catch (IOException e) {
            throw new CheckpointException(file, "header cannot be written: " + e.getMessage(), e);
        }
        while (header.size() % LENGTH_BYTES != 0) {
            header.write(' ');
        }
        byte[] bytes = header.toByteArray();
        if (bytes.length - LENGTH_BYTES > LONGEST) {
            throw new CheckpointException(
                    file, "header length is " + (bytes.length - LENGTH_BYTES) + ": must be at most " + LONGEST);
        }
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0, bytes.length - LENGTH_BYTES);
        return bytes;
    }

    private static void write(JsonGenerator json, String name, CheckpointTensor tensor, long at) throws IOException {
        long[] shape = tensor.shape();
        json.writeObjectFieldStart(name);
        json.writeStringField("dtype", tensor.type().name());
        json.writeFieldName("shape");
        json.writeArray(shape, 0, shape.length);
        json.writeFieldName("data_offsets");
        json.writeArray(new long[] {at, at + tensor.byteCount()}, 0, 2);
        json.writeEndObject();
    }
}
