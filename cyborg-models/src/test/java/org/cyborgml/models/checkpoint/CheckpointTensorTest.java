package org.cyborgml.models.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.ReadOnlyBufferException;
import java.util.zip.CRC32;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class CheckpointTensorTest {

    private static final CheckpointTensor MATRIX = CheckpointTensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    /** A tensor of one dimension whose elements have the bytes given. */
    private static CheckpointTensor of(TensorType type, ByteBuffer content) {
        long[] shape = {content.capacity() / type.bytes()};
        byte[] copy = new byte[content.capacity()];
        content.get(0, copy);
        FileBytes file = FileBytes.of("memory", copy);
        return new CheckpointTensor(type, shape, file, 0, new long[] {1}, ByteOrder.LITTLE_ENDIAN);
    }

    private static ByteBuffer allocate(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /**
     * All halves but NaNs: {@code h = np.arange(65536, dtype='<u2').view('<f2');
     * zlib.crc32(h[~np.isnan(h)].astype('<f4').tobytes())} of numpy 1.24.
     */
    @Test
    void readsEveryHalfAsNumpyDoes() {
        ByteBuffer halves = allocate(2 * 65536);
        for (int i = 0; i < 65536; i++) {
            halves.putShort((short) i);
        }
        ByteBuffer floats = allocate(4 * 65536);
        int nan = 0;
        for (float value : of(TensorType.F16, halves).floats()) {
            if (Float.isNaN(value)) {
                nan++;
            } else {
                floats.putFloat(value);
            }
        }
        CRC32 crc = new CRC32();
        crc.update(floats.flip());

        assertThat(nan).isEqualTo(2 * 1023);
        assertThat(crc.getValue()).isEqualTo(1487021387L);
    }

    /** {@code np.array([...], dtype='<u8').astype(np.float64)} of numpy 1.24. */
    @Test
    void readsUnsignedNumbers() {
        ByteBuffer wide = allocate(40)
                .putLong(1)
                .putLong((1L << 53) + 1)
                .putLong(Long.MAX_VALUE)
                .putLong(Long.MIN_VALUE + 1025)
                .putLong(-1);
        assertThat(of(TensorType.U64, wide).doubles())
                .containsExactly(1, 9007199254740992.0, 0x1p63, 9.223372036854778e18, 0x1p64);
        assertThat(of(TensorType.U32, allocate(8).putInt(7).putInt(-1)).doubles())
                .containsExactly(7, 4294967295.0);
        assertThat(of(TensorType.U16, allocate(2).putShort((short) -1)).floats())
                .containsExactly(65535);
        assertThat(of(TensorType.U8, allocate(1).put((byte) -1)).floats()).containsExactly(255);
        assertThat(of(TensorType.BOOL, allocate(2).put((byte) 2)).floats()).containsExactly(1, 0);
    }

    @Test
    void readsNarrowFloats() {
        // 0x3fc0 is 1.5, 0xff80 minus infinity, 0x0001 the smallest: the upper halves of the same floats.
        ByteBuffer content =
                allocate(6).putShort((short) 0x3fc0).putShort((short) 0xff80).putShort((short) 1);
        assertThat(of(TensorType.BF16, content).doubles())
                .containsExactly(1.5, Double.NEGATIVE_INFINITY, Float.intBitsToFloat(0x10000));
    }

    @Test
    void givesBytesThatNobodyCanChange() {
        ByteBuffer bytes = MATRIX.bytes();

        assertThat(bytes.order()).isEqualTo(ByteOrder.LITTLE_ENDIAN);
        assertThat(bytes.remaining()).isEqualTo(24);
        assertThat(bytes.getFloat(4)).isEqualTo(2);
        Assertions.assertThatExceptionOfType(ReadOnlyBufferException.class).isThrownBy(() -> bytes.putFloat(0, 9));
    }

    @Test
    void doesNotShareArraysWithItsCaller() {
        float[] values = {1, 2};
        long[] shape = {2};
        CheckpointTensor tensor = CheckpointTensor.of(values, shape);
        values[0] = 9;
        shape[0] = 1;
        tensor.shape()[0] = 5;

        assertThat(tensor.floats()).containsExactly(1, 2);
        assertThat(tensor.shape()).containsExactly(2);
    }

    @Test
    void becomesAnArrayOfTheSameValues() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray matrix = MATRIX.toArray(type);
            assertThat(matrix.dataType()).isEqualTo(type);
            assertThat(matrix.ordering()).isEqualTo('c');
            assertThat(matrix)
                    .isEqualTo(Nd4j.createFromArray(new float[][] {{1, 2, 3}, {4, 5, 6}})
                            .castTo(type));

            INDArray scalar = CheckpointTensor.of(new long[] {3}).toArray(type);
            assertThat(scalar.rank()).isZero();
            assertThat(scalar.getDouble(0)).isEqualTo(3);

            // The way of backends whose arrays the JVM cannot write to.
            assertThat(ArrayCopies.indirect(MATRIX, type, new long[] {2, 3})).isEqualTo(matrix);
            assertThat(ArrayCopies.indirect(CheckpointTensor.of(new long[] {3}), type, new long[0]))
                    .isEqualTo(scalar);

            INDArray empty = CheckpointTensor.of(new double[0], 3, 0).toArray(type);
            assertThat(empty.isEmpty()).isTrue();
            assertThat(empty.shape()).containsExactly(3, 0);
        }
    }

    @Test
    void comesFromAnyViewOfAnArray() {
        for (DataType type : new DataType[] {DataType.FLOAT, DataType.DOUBLE}) {
            INDArray array =
                    Nd4j.linspace(1, 24, 24, DataType.DOUBLE).reshape(4, 6).castTo(type);
            INDArray view = array.get(NDArrayIndex.interval(1, 3), NDArrayIndex.interval(2, 5))
                    .transpose();

            CheckpointTensor tensor = CheckpointTensor.of(view);

            assertThat(tensor.type()).isEqualTo(type == DataType.FLOAT ? TensorType.F32 : TensorType.F64);
            assertThat(tensor.shape()).containsExactly(3, 2);
            assertThat(tensor.doubles()).containsExactly(9, 15, 10, 16, 11, 17);
            assertThat(tensor.toArray(type)).isEqualTo(view.dup('c'));
        }
        assertThat(CheckpointTensor.of(Nd4j.scalar(2.5f)).shape()).isEmpty();
        assertThat(CheckpointTensor.of(Nd4j.create(DataType.FLOAT, 2, 0)).shape())
                .containsExactly(2, 0);
    }

    @Test
    void refusesOtherArrayTypes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MATRIX.toArray(DataType.INT32))
                .withMessage("array type is INT: must be FLOAT or DOUBLE");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckpointTensor.of(Nd4j.createFromArray(1, 2)))
                .withMessage("array type is INT: must be FLOAT or DOUBLE");
    }

    @ParameterizedTest
    @CsvSource({"5", "-6", "9223372036854775807"})
    void refusesShapesThatDoNotFit(long size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CheckpointTensor.of(new float[6], size, 1))
                .withMessageContaining("[" + size + ", 1]: must be of 6 elements");
    }

    /** Against the plain formula: element (i, j, k) lies at offset + i * strides[0] + j * strides[1] + k * strides[2]. */
    @ParameterizedTest
    @CsvSource({"F64, 8", "F32, 4", "I16, 2", "I8, 1"})
    void walksStridesInRowMajorOrder(TensorType type, int width) {
        long[] shape = {3, 4, 5};
        long[] strides = {1, 17, 3};
        int offset = 2;
        for (ByteOrder order : new ByteOrder[] {ByteOrder.LITTLE_ENDIAN, ByteOrder.BIG_ENDIAN}) {
            ByteBuffer content = ByteBuffer.allocate(80 * width).order(order);
            for (int i = 0; i < 80; i++) {
                switch (type) {
                    case F64 -> content.putDouble(i);
                    case F32 -> content.putFloat(i);
                    case I16 -> content.putShort((short) i);
                    default -> content.put((byte) i);
                }
            }
            FileBytes file = FileBytes.of("memory", content.array());
            CheckpointTensor tensor = new CheckpointTensor(type, shape, file, (long) offset * width, strides, order);

            double[] expected = new double[60];
            for (int i = 0; i < 60; i++) {
                expected[i] = offset + i / 20 * strides[0] + i / 5 % 4 * strides[1] + i % 5 * strides[2];
            }
            assertThat(tensor.doubles()).containsExactly(expected);
            ByteBuffer part = tensor.chunk(13, 29);
            for (int i = 0; i < 29; i++) {
                double found = type == TensorType.F64
                        ? part.getDouble()
                        : type == TensorType.F32
                                ? part.getFloat()
                                : type == TensorType.I16 ? part.getShort() : part.get();
                assertThat(found).isEqualTo(expected[13 + i]);
            }
        }
    }
}
