package org.cyborgml.models.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.FieldVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Native functions and constants against those of cuda.h and cudnn.h, as Bytedeco's presets of CUDA 12 and cuDNN 9 were
 * generated from them. The profile cudnn has these on the class path; nothing native is loaded.
 */
class NativeSignaturesTest {

    private static final String CUDNN = "org.bytedeco.cuda.global.cudnn";
    private static final String DRIVER = "org.bytedeco.cuda.global.cudart";

    private static Class<?> preset(String name) {
        try {
            return Class.forName(name, false, NativeSignaturesTest.class.getClassLoader());
        } catch (ClassNotFoundException e) {
            assumeTrue(false, "the profile cudnn is not on");
            throw new IllegalStateException(e);
        }
    }

    /** Addresses, handles and sizes are longs or pointers; the rest is of 32 bits. */
    private static String kind(Class<?> type) {
        return type == int.class ? "32 bits" : "64 bits";
    }

    private static List<String> kinds(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(NativeSignaturesTest::kind)
                .toList();
    }

    @ParameterizedTest
    @CsvSource({"org.cyborgml.models.cuda.Cudnn," + CUDNN, "org.cyborgml.models.cuda.CudaDriver," + DRIVER})
    void functionsTakeWhatTheHeadersSay(String ours, String theirs) throws ClassNotFoundException {
        Class<?> preset = preset(theirs);
        List<Method> functions = Arrays.stream(
                        Class.forName(ours, false, getClass().getClassLoader()).getDeclaredMethods())
                .filter(method -> Modifier.isNative(method.getModifiers()))
                .toList();
        assertThat(functions).hasSizeGreaterThan(15);
        for (Method function : functions) {
            // The headers give some functions their newest version under a name without it.
            String plain = function.getName().replaceFirst("_v2$", "");
            List<Method> same = Arrays.stream(preset.getDeclaredMethods())
                    .filter(method -> method.getName().equals(function.getName())
                            || method.getName().equals(plain))
                    .toList();
            assertThat(same).as(function.getName()).isNotEmpty();
            assertThat(same.stream().map(NativeSignaturesTest::kinds))
                    .as(function.getName())
                    .contains(kinds(function));
            assertThat(same.get(0).getReturnType() == int.class)
                    .as("result of " + function.getName())
                    .isEqualTo(function.getReturnType() == int.class);
            assertThat(List.of(int.class, long.class, Pointer.class)).contains(function.getReturnType());
        }
    }

    private static Map<String, Object> constants(String preset) throws IOException {
        preset(preset);
        Map<String, Object> constants = new HashMap<>();
        try (InputStream in =
                NativeSignaturesTest.class.getClassLoader().getResourceAsStream(preset.replace('.', '/') + ".class")) {
            new ClassReader(in)
                    .accept(
                            new ClassVisitor(Opcodes.ASM9) {
                                @Override
                                public @Nullable FieldVisitor visitField(
                                        int access,
                                        String name,
                                        String descriptor,
                                        @Nullable String signature,
                                        @Nullable Object value) {
                                    if (value != null) {
                                        constants.put(name, value);
                                    }
                                    return null;
                                }
                            },
                            ClassReader.SKIP_CODE);
        }
        return constants;
    }

    @ParameterizedTest
    @CsvSource({
        "CUDNN_DATA_FLOAT, 0",
        "CUDNN_DATA_BFLOAT16, 9",
        "CUDNN_TENSOR_NCHW, 0",
        "CUDNN_CROSS_CORRELATION, 1",
        "CUDNN_FMA_MATH, 3",
        "CUDNN_DEFAULT_MATH, 0",
        "CUDNN_TENSOR_OP_MATH, 1",
        "CUDNN_TENSOR_OP_MATH_ALLOW_CONVERSION, 2",
        "CUDNN_DETERMINISTIC, 1",
        "CUDNN_CONVOLUTION_FWD_ALGO_WINOGRAD_NONFUSED, 7",
        "CUDNN_CONVOLUTION_BWD_DATA_ALGO_WINOGRAD_NONFUSED, 5",
        "CUDNN_CONVOLUTION_BWD_FILTER_ALGO_WINOGRAD_NONFUSED, 5"
    })
    void constantsOfCudnnAreTheHeaders(String name, int value) throws IOException {
        assertThat(constants(CUDNN)).containsEntry(name, value);
    }

    @ParameterizedTest
    @CsvSource({
        "CUDA_ERROR_OUT_OF_MEMORY, 2",
        "CUDA_ERROR_DEVICE_UNAVAILABLE, 46",
        "CUDA_ERROR_NO_DEVICE, 100",
        "CUDA_ERROR_ILLEGAL_ADDRESS, 700",
        "CUDA_ERROR_LAUNCH_FAILED, 719",
        "CU_STREAM_NON_BLOCKING, 1",
        "CU_EVENT_DISABLE_TIMING, 2",
        "CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR, 75",
        "CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR, 76"
    })
    void constantsOfTheDriverAreTheHeaders(String name, int value) throws IOException {
        assertThat(constants(DRIVER)).containsEntry(name, value);
    }

    /** cudnnConvolutionFwdAlgoPerf_t, whose fields CudnnAlgorithms reads by their places. */
    @ParameterizedTest
    @CsvSource({"algo", "status", "memory", "determinism", "mathType"})
    void answersHaveTheFieldsThatAreRead(String field) throws ClassNotFoundException {
        preset(CUDNN);
        assertThat(Arrays.stream(Class.forName(
                                        "org.bytedeco.cuda.cudnn.cudnnConvolutionFwdAlgoPerf_t",
                                        false,
                                        getClass().getClassLoader())
                                .getDeclaredMethods())
                        .map(Method::getName))
                .contains(field);
    }
}
