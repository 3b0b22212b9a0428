package org.cyborgml.app.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import onnx.Onnx;
import org.cyborgml.data.ToyFaces;
import org.cyborgml.head.CyborgHead;
import org.cyborgml.models.BiSeNet;
import org.cyborgml.models.NetworkWeights;
import org.cyborgml.models.SmallCnn;
import org.cyborgml.models.checkpoint.Checkpoint;
import org.cyborgml.models.checkpoint.CheckpointTensor;
import org.cyborgml.models.checkpoint.Safetensors;
import org.cyborgml.saliency.file.FileHash;
import org.cyborgml.scoring.ScoreTable;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ConvertCommandTest {

    @TempDir
    private Path folder;

    private final StringWriter errors = new StringWriter();

    private int run(String line) {
        return TypedCommand.run(line, folder, errors);
    }

    /** As torch.save writes a state dict, with PyTorch's counts of batches, which DL4J has no use for. */
    private static void writePth(Path file, Checkpoint checkpoint) throws IOException {
        Map<String, byte[]> records = new LinkedHashMap<>();
        ByteArrayOutputStream pickle = new ByteArrayOutputStream();
        pickle.writeBytes(new byte[] {(byte) 0x80, 2, '}'});
        int key = 0;
        Map<String, CheckpointTensor> tensors = new LinkedHashMap<>(checkpoint.tensors());
        tensors.put("bn1.num_batches_tracked", CheckpointTensor.of(new float[] {7}, 1));
        for (Map.Entry<String, CheckpointTensor> tensor : tensors.entrySet()) {
            long[] shape = tensor.getValue().shape();
            pickle.writeBytes(text(tensor.getKey()));
            pickle.writeBytes(ascii("ctorch._utils\n_rebuild_tensor_v2\n(("));
            pickle.writeBytes(text("storage"));
            pickle.writeBytes(ascii("ctorch\nFloatStorage\n"));
            pickle.writeBytes(text(Integer.toString(key)));
            pickle.writeBytes(text("cpu"));
            pickle.writeBytes(number(tensor.getValue().elements()));
            pickle.writeBytes(ascii("tQK\0("));
            for (long size : shape) {
                pickle.writeBytes(number(size));
            }
            pickle.writeBytes(ascii("t("));
            for (int i = 0; i < shape.length; i++) {
                long stride = 1;
                for (int j = i + 1; j < shape.length; j++) {
                    stride *= shape[j];
                }
                pickle.writeBytes(number(stride));
            }
            pickle.writeBytes(new byte[] {'t', (byte) 0x89, '}', 't', 'R', 's'});
            byte[] content = new byte[tensor.getValue().bytes().remaining()];
            tensor.getValue().bytes().get(content);
            records.put("archive/data/" + key++, content);
        }
        pickle.write('.');
        records.put("archive/data.pkl", pickle.toByteArray());
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> record : records.entrySet()) {
                ZipEntry entry = new ZipEntry(record.getKey());
                CRC32 crc = new CRC32();
                crc.update(record.getValue());
                entry.setCrc(crc.getValue());
                entry.setSize(record.getValue().length);
                zip.putNextEntry(entry);
                zip.write(record.getValue());
            }
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] text(String text) {
        byte[] bytes = ascii(text);
        return ByteBuffer.allocate(5 + bytes.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'X')
                .putInt(bytes.length)
                .put(bytes)
                .array();
    }

    private static byte[] number(long value) {
        return ByteBuffer.allocate(5)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put((byte) 'J')
                .putInt((int) value)
                .array();
    }

    private static void assertSameTensors(Checkpoint found, Checkpoint expected) {
        assertThat(found.tensors().keySet())
                .containsExactlyInAnyOrderElementsOf(expected.tensors().keySet());
        found.tensors().forEach((name, tensor) -> {
            assertThat(tensor.type()).isEqualTo(expected.tensor(name).type());
            assertThat(tensor.shape()).isEqualTo(expected.tensor(name).shape());
            assertThat(tensor.bytes()).as(name).isEqualTo(expected.tensor(name).bytes());
        });
    }

    @Test
    void goesThroughAllFormatsWithoutLoss() throws Exception {
        ComputationGraph network =
                SmallCnn.builder().inputSide(32).seed(5).numClasses(3).build().init();
        Checkpoint weights = NetworkWeights.of(network);
        writePth(folder.resolve("n.pth"), weights);

        String arch = " --quiet --arch small_cnn --size 32";
        assertThat(run("convert DIR/n.pth DIR/out/n.safetensors" + arch))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/out/n.safetensors DIR/n.zip --quiet"))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/n.zip DIR/back.safetensors --quiet"))
                .as(errors.toString())
                .isZero();

        Checkpoint first = Checkpoint.read(folder.resolve("out/n.safetensors"));
        Checkpoint back = Checkpoint.read(folder.resolve("back.safetensors"));
        assertThat(first.tensors()).containsKey("bn1.num_batches_tracked").hasSize(38);
        assertSameTensors(back, weights);
        assertThat(back.metadata())
                .isEqualTo(first.metadata())
                .containsExactly(Map.entry("architecture", "small_cnn"), Map.entry("size", "32"));
        ComputationGraph loaded =
                ModelSerializer.restoreComputationGraph(folder.resolve("n.zip").toFile());
        INDArray images = Nd4j.rand(DataType.FLOAT, 2, 3, 32, 32);
        assertThat(CyborgHead.logits(loaded, images)).isEqualTo(CyborgHead.logits(network, images));
    }

    @Test
    void scoresAreTheSameFromEveryFormat() throws Exception {
        ToyFaces.write(folder, 2);
        writePth(
                folder.resolve("n.pth"),
                NetworkWeights.of(SmallCnn.builder().inputSide(32).build().init()));
        assertThat(run("convert DIR/n.pth DIR/n.zip --arch small_cnn --size 32 --quiet"))
                .as(errors.toString())
                .isZero();
        for (String format : List.of("pth", "zip")) {
            assertThat(run("score --quiet --arch small_cnn --size 32 --images DIR/images --logits --weights DIR/n."
                            + format + " --out DIR/" + format + ".csv"))
                    .as(errors.toString())
                    .isZero();
        }
        assertThat(folder.resolve("zip.csv")).hasSameTextualContentAs(folder.resolve("pth.csv"));
    }

    /** The file normalises; the images are resized as for the network. */
    @Test
    void anOnnxFileScoresAsTheWeights() throws Exception {
        ToyFaces.write(folder, 2);
        writePth(
                folder.resolve("n.pth"),
                NetworkWeights.of(SmallCnn.builder()
                        .inputSide(32)
                        .numClasses(1)
                        .seed(3)
                        .build()
                        .init()));
        assertThat(run("convert DIR/n.pth DIR/n.onnx --arch small_cnn --size 32 --maps none --quiet"))
                .as(errors.toString())
                .isZero();
        String score = "score --quiet --images DIR/images --out DIR/";
        assertThat(run(score + "weights.csv --arch small_cnn --size 32 --weights DIR/n.pth"))
                .as(errors.toString())
                .isZero();
        assertThat(run(score + "onnx.csv --size 32 --onnx DIR/n.onnx --normalisation bytes"))
                .as(errors.toString())
                .isZero();
        ScoreTable expected = ScoreTable.read(folder.resolve("weights.csv"));
        ScoreTable found = ScoreTable.read(folder.resolve("onnx.csv"));
        assertThat(found.paths()).isNotEmpty().isEqualTo(expected.paths());
        for (String path : found.paths()) {
            assertThat(found.require(path)).isCloseTo(expected.require(path), within(1e-5));
        }
    }

    /** A published file has the auxiliary heads too, which are for training. */
    @Test
    void aBiSeNetIsKnownByItsNames() throws Exception {
        ComputationGraph network = BiSeNet.builder()
                .inputSide(64)
                .outputs(BiSeNet.Outputs.ALL)
                .seed(4)
                .build()
                .init();
        writePth(folder.resolve("b.pth"), NetworkWeights.of(network));
        assertThat(run("convert DIR/b.pth DIR/b.onnx --size 64 --quiet"))
                .as(errors.toString())
                .isZero();
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(folder.resolve("b.onnx")));
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey() + " " + entry.getValue())
                .contains("architecture bisenet", "maps none", "height 64", "mean 0.485,0.456,0.406")
                .anyMatch(entry -> entry.startsWith("classes background,skin,l_brow,"));
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session =
                environment.createSession(folder.resolve("b.onnx").toString())) {
            INDArray pixels = Nd4j.rand(DataType.FLOAT, 1, 3, 64, 64).muli(255);
            float[] values = pixels.dup('c').data().asFloat();
            try (OnnxTensor image = OnnxTensor.createTensor(environment, FloatBuffer.wrap(values), pixels.shape());
                    OrtSession.Result result = session.run(Map.of("image", image))) {
                float[] logits = ((OnnxTensor) result.get("logits").orElseThrow())
                        .getFloatBuffer()
                        .array();
                INDArray normalised = pixels.div(255)
                        .subi(Nd4j.createFromArray(0.485f, 0.456f, 0.406f).reshape(1, 3, 1, 1))
                        .divi(Nd4j.createFromArray(0.229f, 0.224f, 0.225f).reshape(1, 3, 1, 1));
                INDArray expected = network.output(false, normalised)[0];
                float[] wanted = expected.dup('c').data().asFloat();
                double largest = expected.normmaxNumber().doubleValue();
                assertThat(largest).isGreaterThan(0.01);
                assertThat(logits).containsExactly(wanted, within((float) (1e-4 * largest)));
            }
        }
        assertThat(run("convert DIR/b.pth DIR/b.zip --size 64 --quiet"))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/b.zip DIR/b.safetensors --quiet"))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/b.pth DIR/c.onnx --size 60 --quiet")).isEqualTo(1);
        assertThat(run("convert DIR/b.pth DIR/c.onnx --maps all --quiet")).isEqualTo(1);
        assertThat(run("convert DIR/b.pth DIR/c.onnx --classes a,b --quiet")).isEqualTo(1);
        assertThat(run("convert DIR/b.pth DIR/c.onnx --padding 0.7.1 --quiet")).isEqualTo(1);
        assertThat(errors.toString().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("must be a multiple of 32, found 60"),
                        line -> assertThat(line).contains("a BiSeNet has no CAMs"),
                        line -> assertThat(line).contains("the network has 19 classes, but 2 are named"),
                        line -> assertThat(line).contains("leave --attention and --padding out"));
        assertThat(folder.resolve("c.onnx")).doesNotExist();
    }

    @Test
    void anOnnxFileStatesWhatItIs() throws Exception {
        writePth(
                folder.resolve("n.pth"),
                NetworkWeights.of(SmallCnn.builder().inputSide(32).build().init()));
        assertThat(run("convert DIR/n.pth DIR/n.onnx --quiet --arch small_cnn --size 32 --maps all --tap pooled"
                        + " --input normalised --shape fixed-size --batch-norm kept --classes photograph,generated"))
                .as(errors.toString())
                .isZero();
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(Files.readAllBytes(folder.resolve("n.onnx")));
        assertThat(model.getMetadataPropsList())
                .extracting(entry -> entry.getKey() + " " + entry.getValue())
                .contains(
                        "architecture small_cnn",
                        "batch_norm kept",
                        "classes photograph,generated",
                        "input normalised",
                        "maps all",
                        "size 32",
                        "tap pooled",
                        "weights_sha256 " + FileHash.sha256(folder.resolve("n.pth")));
        assertThat(model.getGraph().getOutputList())
                .extracting(Onnx.ValueInfoProto::getName)
                .containsExactly("probabilities", "cams");
        assertThat(model.getGraph().getNodeList())
                .extracting(Onnx.NodeProto::getOpType)
                .contains("BatchNormalization");
    }

    @Test
    void doublesStayDoubles() throws Exception {
        ComputationGraph network = SmallCnn.builder()
                .inputSide(32)
                .dataType(DataType.DOUBLE)
                .build()
                .init();
        ModelSerializer.writeModel(network, folder.resolve("n.zip").toFile(), true);
        assertThat(run("convert DIR/n.zip DIR/n.safetensors --quiet"))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/n.safetensors DIR/m.zip --quiet --arch small_cnn --size 32"))
                .as(errors.toString())
                .isZero();
        assertSameTensors(NetworkWeights.read(folder.resolve("m.zip")), NetworkWeights.of(network));
    }

    @Test
    void nothingIsReplacedUnasked() throws Exception {
        writePth(
                folder.resolve("n.pth"),
                NetworkWeights.of(SmallCnn.builder().inputSide(32).build().init()));
        Files.writeString(folder.resolve("n.safetensors"), "precious");
        assertThat(run("convert DIR/n.pth DIR/n.safetensors --quiet")).isEqualTo(1);
        assertThat(errors.toString()).contains("n.safetensors: exists already; give --force to replace it");
        assertThat(folder.resolve("n.safetensors")).hasContent("precious");
        assertThat(run("convert DIR/n.pth DIR/n.safetensors --quiet --force")).isZero();
        assertThat(Checkpoint.read(folder.resolve("n.safetensors")).tensors()).hasSize(38);
        assertThat(run("convert DIR/n.safetensors DIR/n.safetensors --quiet --force"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("is what is read, so it cannot be what is written");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DIR/none.pth DIR/x.safetensors | none.pth: does not exist",
                "DIR/n.pth DIR/x.pth | must end in .safetensors, .zip or .onnx; .pth is only read",
                "DIR/n.pth DIR/x | must end in .safetensors, .zip or .onnx",
                "DIR/n.pth DIR/x.zip | does not say which network it is of; give --arch",
                "DIR/n.pth DIR/x.onnx | does not say which network it is of; give --arch",
                "DIR/n.pth DIR/x.onnx --arch small_cnn --size 32 --classes a,b,c | for 2 classes, not for 3",
                "DIR/n.pth DIR/x.zip --arch small_cnn --size 32 --maps all | are of an ONNX file: OUT must end in .onnx",
                "DIR/n.pth DIR/x.safetensors --classes a,b | are of an ONNX file: OUT must end in .onnx",
                "DIR/n.pth DIR/x.zip --arch resnet50 | does not fit the network",
                "DIR/n.pth DIR/x.zip --arch small_cnn --size 0 | size must be at least 1, found 0",
                "DIR/text.pth DIR/x.zip --arch small_cnn | text.pth: starts with the bytes",
                "DIR/hostile.zip DIR/x.safetensors | needs the class 'javax.swing.JEditorPane'",
                "DIR/hostile.pth DIR/x.safetensors | needs the class 'os.system'"
            })
    void mistakesAndHostileFilesAreOneLine(String line, String message) throws Exception {
        writePth(
                folder.resolve("n.pth"),
                NetworkWeights.of(SmallCnn.builder().inputSide(32).build().init()));
        Files.writeString(folder.resolve("text.pth"), "hello");
        zip("hostile.zip", "configuration.json", "{\"a\": {\"@class\": \"javax.swing.JEditorPane\"}}");
        zip("hostile.pth", "archive/data.pkl", "\0cos\nsystem\n.");
        assertThat(run("convert " + line)).isEqualTo(1);
        assertThat(errors.toString().lines()).singleElement().asString().contains(message);
        assertThat(folder).isDirectoryNotContaining("glob:**/*x.*");
    }

    private void zip(String name, String record, String content) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(folder.resolve(name)))) {
            byte[] bytes = content.replace("\0", "\u0080\2").getBytes(StandardCharsets.ISO_8859_1);
            ZipEntry entry = new ZipEntry(record);
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setMethod(ZipEntry.STORED);
            entry.setCrc(crc.getValue());
            entry.setSize(bytes.length);
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
    }

    /** The average stands under names of its own, and is only taken if it is asked for. */
    @Test
    void theMovingAverageIsTakenIfItIsAskedFor() throws IOException {
        ComputationGraph network = SmallCnn.builder().inputSide(32).build().init();
        Checkpoint.Builder both = Checkpoint.builder();
        NetworkWeights.of(network).tensors().forEach((name, tensor) -> {
            both.add("model." + name, tensor);
            float[] average = tensor.floats();
            Arrays.fill(average, 0.25f);
            both.add("ema_model.module." + name, CheckpointTensor.of(average, tensor.shape()));
        });
        Safetensors.write(folder.resolve("both.safetensors"), both.build());
        Safetensors.write(folder.resolve("plain.safetensors"), NetworkWeights.of(network));

        assertThat(run("convert DIR/both.safetensors DIR/usual.zip --arch small_cnn --size 32 --quiet"))
                .as(errors.toString())
                .isZero();
        assertThat(run("convert DIR/both.safetensors DIR/average.zip --arch small_cnn --size 32 --quiet --ema"))
                .as(errors.toString())
                .isZero();
        assertSameTensors(NetworkWeights.read(folder.resolve("usual.zip")), NetworkWeights.of(network));
        assertThat(NetworkWeights.read(folder.resolve("average.zip"))
                        .tensor("fc.bias")
                        .floats())
                .containsExactly(0.25f, 0.25f);
        assertThat(run("convert DIR/plain.safetensors DIR/none.zip --arch small_cnn --size 32 --quiet --ema"))
                .isEqualTo(1);
        assertThat(errors.toString()).contains("plain.safetensors: holds no moving average (EMA) of the weights");
    }
}
