// The kernels of kernels.cu as a library of the host: every launch runs its blocks one after the other, and the threads
// of a block as threads of the host that meet at barriers.

#include <barrier>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <map>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#define HOST
#define KERNEL static void
#define DEVICE static inline
#define __shared__ static
#define __restrict__

struct Index {
    unsigned x, y, z;
};

static thread_local Index threadIdx;
static Index blockIdx, blockDim, gridDim;
static std::barrier<> *meeting;

static void __syncthreads() {
    if (meeting) {
        meeting->arrive_and_wait();
    }
}

static unsigned __umulhi(unsigned a, unsigned b) {
    return (unsigned) ((uint64_t) a * b >> 32);
}

#include "../../main/cuda/kernels.cu"

// A kernel with its arguments, which are copied as a launch copies them.
using Launch = std::function<void()> (*)(void **);

template <auto KERNEL_FUNCTION, typename... A, size_t... I>
static std::function<void()> boundWith(void (*)(A...), void **arguments, std::index_sequence<I...>) {
    std::tuple<A...> copies(*static_cast<A *>(arguments[I])...);
    return [copies] { std::apply(KERNEL_FUNCTION, copies); };
}

template <auto KERNEL_FUNCTION, typename... A>
static std::function<void()> expand(void (*pointer)(A...), void **arguments) {
    return boundWith<KERNEL_FUNCTION>(pointer, arguments, std::index_sequence_for<A...>());
}

template <auto KERNEL_FUNCTION>
static std::function<void()> bound(void **arguments) {
    return expand<KERNEL_FUNCTION>(KERNEL_FUNCTION, arguments);
}

#define NAMED(kernel) {#kernel, bound<kernel>}
static const std::map<std::string, Launch> KERNELS = {
    NAMED(toBfloat16), NAMED(toFloat), NAMED(fill), NAMED(addTo), NAMED(addToBf16), NAMED(sumOfTwo),
    NAMED(sumOfTwoBf16), NAMED(rectify), NAMED(rectifyBf16), NAMED(rectifyBackward), NAMED(rectifyBackwardBf16),
    NAMED(copyRows), NAMED(copyRowsBf16), NAMED(scaleMaps), NAMED(scaleMapsBf16), NAMED(attend), NAMED(attendBf16),
    NAMED(attendBackward), NAMED(attendBackwardBf16), NAMED(momentSums), NAMED(momentSumsBf16), NAMED(moments),
    NAMED(momentsBf16), NAMED(normFactors), NAMED(normalise), NAMED(normaliseBf16), NAMED(normBackwardSums),
    NAMED(normBackwardSumsBf16), NAMED(normBackwardCoefficients), NAMED(normBackward), NAMED(normBackwardBf16),
    NAMED(statisticStep), NAMED(pool), NAMED(poolBf16), NAMED(poolLargest), NAMED(poolLargestBf16),
    NAMED(poolBackward), NAMED(poolBackwardBf16), NAMED(convolve), NAMED(convolveBf16), NAMED(convolveBackwardInput),
    NAMED(convolveBackwardInputBf16), NAMED(convolveBackwardWeight), NAMED(convolveBackwardWeightBf16),
    NAMED(subsample), NAMED(subsampleBf16), NAMED(spread), NAMED(spreadBf16), NAMED(addBias), NAMED(addBiasBf16),
    NAMED(sumChannels), NAMED(sumChannelsBf16), NAMED(fingerprintSums), NAMED(stepByGradient), NAMED(stepByMomentum),
    NAMED(stepByAdam),
};

// Runs a kernel with its arguments.
static void runOnHost(const std::function<void()> &kernel, unsigned gridX, unsigned gridY, unsigned threads) {
    gridDim = {gridX, gridY, 1};
    blockDim = {threads, 1, 1};
    std::barrier<> barrier(threads);
    meeting = threads > 1 ? &barrier : nullptr;
    for (unsigned y = 0; y < gridY; y++) {
        for (unsigned x = 0; x < gridX; x++) {
            blockIdx = {x, y, 0};
            std::vector<std::thread> others;
            for (unsigned t = 1; t < threads; t++) {
                others.emplace_back([&, t] {
                    threadIdx = {t, 0, 0};
                    kernel();
                });
            }
            threadIdx = {0, 0, 0};
            kernel();
            for (auto &thread : others) {
                thread.join();
            }
        }
    }
}

// 0, or 1 where there is no such kernel.
extern "C" int launchOnHost(const char *kernel, unsigned gridX, unsigned gridY, unsigned threads, void **arguments) {
    auto found = KERNELS.find(kernel);
    if (found == KERNELS.end()) {
        return 1;
    }
    runOnHost(found->second(arguments), gridX, gridY, threads);
    return 0;
}

// Convolution in an order of loops that the host's vectors like.
static void convolveFloats(int what, int samples, const Convolution &c, float *x, float *weight, float *y) {
    int inputsOfGroup = c.inputs / c.groups;
    int outputsOfGroup = c.outputs / c.groups;
    size_t inMap = (size_t) c.height * c.width;
    size_t outMap = (size_t) c.outHeight * c.outWidth;
    int area = c.window.height * c.window.width;
    if (what == 0) {
        std::memset(y, 0, samples * c.outputs * outMap * sizeof(float));
    } else if (what == 1) {
        std::memset(x, 0, samples * c.inputs * inMap * sizeof(float));
    } else {
        std::memset(weight, 0, (size_t) c.outputs * inputsOfGroup * area * sizeof(float));
    }
    for (int n = 0; n < samples; n++) {
        for (int o = 0; o < c.outputs; o++) {
            for (int k = 0; k < inputsOfGroup; k++) {
                float *in = x + ((size_t) n * c.inputs + o / outputsOfGroup * inputsOfGroup + k) * inMap;
                float *out = y + ((size_t) n * c.outputs + o) * outMap;
                for (int ky = 0; ky < c.window.height; ky++) {
                    for (int kx = 0; kx < c.window.width; kx++) {
                        float &w = weight[((size_t) o * inputsOfGroup + k) * area + ky * c.window.width + kx];
                        float sum = 0;
                        for (int oy = 0; oy < c.outHeight; oy++) {
                            int cy = oy * c.window.stride - c.window.paddingHeight + ky;
                            if (cy < 0 || cy >= c.height) {
                                continue;
                            }
                            int first = 0;
                            while (first < c.outWidth && first * c.window.stride - c.window.paddingWidth + kx < 0) {
                                first++;
                            }
                            int last = c.outWidth;
                            while (last > first
                                    && (last - 1) * c.window.stride - c.window.paddingWidth + kx >= c.width) {
                                last--;
                            }
                            float *from = in + (size_t) cy * c.width - c.window.paddingWidth + kx;
                            float *to = out + (size_t) oy * c.outWidth;
                            for (int ox = first; ox < last; ox++) {
                                if (what == 0) {
                                    to[ox] += w * from[ox * c.window.stride];
                                } else if (what == 1) {
                                    from[ox * c.window.stride] += w * to[ox];
                                } else {
                                    sum += from[ox * c.window.stride] * to[ox];
                                }
                            }
                        }
                        if (what == 2) {
                            w += sum;
                        }
                    }
                }
            }
        }
    }
}

// Numbers as floats, which go back where they are the result.
struct Operand {
    void *at;
    bool isBfloat16;
    std::vector<float> floats;

    Operand(void *at, bool isBfloat16, size_t length) : at(at), isBfloat16(isBfloat16), floats(isBfloat16 ? length : 0) {
        for (size_t i = 0; i < floats.size(); i++) {
            floats[i] = number(static_cast<Bfloat16 *>(at)[i]);
        }
    }

    float *data() {
        return isBfloat16 ? floats.data() : static_cast<float *>(at);
    }

    void goBack() {
        for (size_t i = 0; i < floats.size(); i++) {
            put(static_cast<Bfloat16 *>(at)[i], floats[i]);
        }
    }
};

// what: 0 forward, 1 the input's gradient, 2 the weight's.
extern "C" void convolveOnHost(
        int what, int samples, const int *fields, int isBfloat16, void *x, void *weight, void *y) {
    Convolution c;
    std::memcpy(&c, fields, sizeof c);
    Operand ofX(x, isBfloat16, (size_t) samples * c.inputs * c.height * c.width);
    Operand ofWeight(weight, isBfloat16, (size_t) c.outputs * (c.inputs / c.groups) * c.window.height * c.window.width);
    Operand ofY(y, isBfloat16, (size_t) samples * c.outputs * c.outHeight * c.outWidth);
    convolveFloats(what, samples, c, ofX.data(), ofWeight.data(), ofY.data());
    (what == 0 ? ofY : what == 1 ? ofX : ofWeight).goBack();
}
