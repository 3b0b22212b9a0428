// CUDA kernels for layers on feature maps [N, C, H, W] in float or, those whose names end in Bf16, in bfloat16, and for the
// steps of the updaters.
//
// kernels.ptx is made of this file by ptx.sh. The same text compiles as C++ for the host, where the tests hold it
// against ND4J (src/test/cuda/host.cpp); so blocks may have any number of threads up to THREADS.
//
// Indices are 32 bits wide: callers refuse arrays of 2^31 numbers and more. All results are the same in every run:
// nothing is added up by atomics.

#ifndef HOST
#define KERNEL extern "C" __global__ void
#define DEVICE static __device__ __forceinline__
#endif

// Threads in a block.
constexpr unsigned THREADS = 256;

constexpr int MAX_POOLING = 0;
constexpr int AVERAGE_INSIDE_POOLING = 2;

// Quotients by a number that is known before the launch. For 0 a multiplier stands for division by one.
struct Divisor {
    unsigned number;
    unsigned multiplier;
    unsigned shift;
};

DEVICE unsigned quotient(unsigned dividend, Divisor by) {
    return by.multiplier == 0 ? dividend : __umulhi(dividend, by.multiplier) >> by.shift;
}

// The sums of two values over all threads of a block, in every thread. The order of additions is fixed.
DEVICE void sumOverBlock(double &first, double &second) {
    __shared__ double firsts[THREADS];
    __shared__ double seconds[THREADS];
    firsts[threadIdx.x] = first;
    seconds[threadIdx.x] = second;
    for (unsigned count = blockDim.x; count > 1;) {
        unsigned half = (count + 1) / 2;
        __syncthreads();
        if (threadIdx.x + half < count) {
            firsts[threadIdx.x] += firsts[threadIdx.x + half];
            seconds[threadIdx.x] += seconds[threadIdx.x + half];
        }
        count = half;
    }
    __syncthreads();
    first = firsts[0];
    second = seconds[0];
    __syncthreads();
}

#define EACH(i, n) \
    for (unsigned i = blockIdx.x * blockDim.x + threadIdx.x; i < (n); i += gridDim.x * blockDim.x)

DEVICE float rectified(float value) {
    return value < 0 ? 0 : value;
}

// ---------------------------------------------------------------------------------------- elements of maps

// Maps are in float or in bfloat16, the upper half of a float; all arithmetic is in float.
struct Bfloat16 {
    unsigned short bits;
};

DEVICE float bitsAsFloat(unsigned bits) {
#ifdef HOST
    float value;
    memcpy(&value, &bits, sizeof value);
    return value;
#else
    return __uint_as_float(bits);
#endif
}

DEVICE unsigned floatAsBits(float value) {
#ifdef HOST
    unsigned bits;
    memcpy(&bits, &value, sizeof bits);
    return bits;
#else
    return __float_as_uint(value);
#endif
}

DEVICE float number(float value) {
    return value;
}

DEVICE float number(Bfloat16 value) {
    return bitsAsFloat((unsigned) value.bits << 16);
}

DEVICE void put(float &to, float value) {
    to = value;
}

// To the nearest, ties to even; a NaN stays one.
DEVICE void put(Bfloat16 &to, float value) {
    unsigned bits = floatAsBits(value);
    unsigned rounded = value != value ? bits | 0x400000u : bits + 0x7fffu + (bits >> 16 & 1);
    to.bits = (unsigned short) (rounded >> 16);
}

// Numbers that one instruction loads or stores; arrays of them start at multiples of their size.
template <unsigned W>
struct Lanes {
    float at[W];
};

template <unsigned W, typename T>
struct alignas(sizeof(T) * W) Stored {
    T at[W];
};

template <unsigned W, typename T>
DEVICE Lanes<W> lanes(const T *x, unsigned i) {
    Stored<W, T> stored = reinterpret_cast<const Stored<W, T> *>(x)[i];
    Lanes<W> value;
    for (unsigned k = 0; k < W; k++) {
        value.at[k] = number(stored.at[k]);
    }
    return value;
}

template <unsigned W, typename T>
DEVICE void setLanes(T *y, unsigned i, Lanes<W> value) {
    Stored<W, T> stored;
    for (unsigned k = 0; k < W; k++) {
        put(stored.at[k], value.at[k]);
    }
    reinterpret_cast<Stored<W, T> *>(y)[i] = stored;
}

KERNEL toBfloat16(const float *x, Bfloat16 *y, unsigned n) {
    EACH(i, n) put(y[i], x[i]);
}

KERNEL toFloat(const Bfloat16 *x, float *y, unsigned n) {
    EACH(i, n) y[i] = number(x[i]);
}

// ---------------------------------------------------------------------------------------- sums and copies

KERNEL fill(float *y, unsigned n, float value) {
    EACH(i, n) y[i] = value;
}

template <unsigned W, typename T>
DEVICE void addToByLanes(T *y, const T *x, unsigned n) {
    EACH(i, n / W) {
        Lanes<W> sum = lanes<W>(y, i);
        Lanes<W> other = lanes<W>(x, i);
        for (unsigned k = 0; k < W; k++) {
            sum.at[k] += other.at[k];
        }
        setLanes(y, i, sum);
    }
}

template <typename T>
DEVICE void addToOf(T *y, const T *x, unsigned n) {
    if (n % 4 == 0) {
        addToByLanes<4>(y, x, n);
    } else {
        addToByLanes<1>(y, x, n);
    }
}

KERNEL addTo(float *y, const float *x, unsigned n) {
    addToOf(y, x, n);
}

KERNEL addToBf16(Bfloat16 *y, const Bfloat16 *x, unsigned n) {
    addToOf(y, x, n);
}

template <unsigned W, typename T>
DEVICE void sumOfTwoByLanes(const T *a, const T *b, T *y, unsigned n, int relu) {
    EACH(i, n / W) {
        Lanes<W> sum = lanes<W>(a, i);
        Lanes<W> other = lanes<W>(b, i);
        for (unsigned k = 0; k < W; k++) {
            sum.at[k] += other.at[k];
            sum.at[k] = relu ? rectified(sum.at[k]) : sum.at[k];
        }
        setLanes(y, i, sum);
    }
}

template <typename T>
DEVICE void sumOfTwoOf(const T *a, const T *b, T *y, unsigned n, int relu) {
    if (n % 4 == 0) {
        sumOfTwoByLanes<4>(a, b, y, n, relu);
    } else {
        sumOfTwoByLanes<1>(a, b, y, n, relu);
    }
}

KERNEL sumOfTwo(const float *a, const float *b, float *y, unsigned n, int relu) {
    sumOfTwoOf(a, b, y, n, relu);
}

KERNEL sumOfTwoBf16(const Bfloat16 *a, const Bfloat16 *b, Bfloat16 *y, unsigned n, int relu) {
    sumOfTwoOf(a, b, y, n, relu);
}

template <typename T>
DEVICE void rectifyOf(const T *x, T *y, unsigned n) {
    EACH(i, n) put(y[i], rectified(number(x[i])));
}

KERNEL rectify(const float *x, float *y, unsigned n) {
    rectifyOf(x, y, n);
}

KERNEL rectifyBf16(const Bfloat16 *x, Bfloat16 *y, unsigned n) {
    rectifyOf(x, y, n);
}

template <unsigned W, typename T>
DEVICE void rectifyBackwardByLanes(const T *y, const T *dy, T *dx, unsigned n) {
    EACH(i, n / W) {
        Lanes<W> value = lanes<W>(y, i);
        Lanes<W> gradient = lanes<W>(dy, i);
        for (unsigned k = 0; k < W; k++) {
            gradient.at[k] = value.at[k] > 0 ? gradient.at[k] : 0;
        }
        setLanes(dx, i, gradient);
    }
}

template <typename T>
DEVICE void rectifyBackwardOf(const T *y, const T *dy, T *dx, unsigned n) {
    if (n % 4 == 0) {
        rectifyBackwardByLanes<4>(y, dy, dx, n);
    } else {
        rectifyBackwardByLanes<1>(y, dy, dx, n);
    }
}

KERNEL rectifyBackward(const float *y, const float *dy, float *dx, unsigned n) {
    rectifyBackwardOf(y, dy, dx, n);
}

KERNEL rectifyBackwardBf16(const Bfloat16 *y, const Bfloat16 *dy, Bfloat16 *dx, unsigned n) {
    rectifyBackwardOf(y, dy, dx, n);
}

// Rows of one matrix to another whose rows lie further apart.
template <typename T>
DEVICE void copyRowsOf(const T *from, unsigned fromPitch, T *to, unsigned toPitch, Divisor columns, unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, columns);
        unsigned column = i - row * columns.number;
        to[row * toPitch + column] = from[row * fromPitch + column];
    }
}

KERNEL copyRows(const float *from, unsigned fromPitch, float *to, unsigned toPitch, Divisor columns, unsigned n) {
    copyRowsOf(from, fromPitch, to, toPitch, columns, n);
}

KERNEL copyRowsBf16(const Bfloat16 *from, unsigned fromPitch, Bfloat16 *to, unsigned toPitch, Divisor columns,
        unsigned n) {
    copyRowsOf(from, fromPitch, to, toPitch, columns, n);
}

// Each map times a factor of its own; factors [N C].
template <typename T>
DEVICE void scaleMapsOf(const T *x, const float *factors, T *y, Divisor cells, unsigned n) {
    EACH(i, n) put(y[i], number(x[i]) * factors[quotient(i, cells)]);
}

KERNEL scaleMaps(const float *x, const float *factors, float *y, Divisor cells, unsigned n) {
    scaleMapsOf(x, factors, y, cells, n);
}

KERNEL scaleMapsBf16(const Bfloat16 *x, const float *factors, Bfloat16 *y, Divisor cells, unsigned n) {
    scaleMapsOf(x, factors, y, cells, n);
}

// All maps of a sample times one map; map [N, 1, H, W], ofSample numbers in all maps of a sample.
template <typename T>
DEVICE void attendOf(const T *x, const T *map, T *y, Divisor ofSample, Divisor cells, unsigned n) {
    EACH(i, n) {
        unsigned cell = i - quotient(i, cells) * cells.number;
        put(y[i], number(x[i]) * number(map[quotient(i, ofSample) * cells.number + cell]));
    }
}

KERNEL attend(const float *x, const float *map, float *y, Divisor ofSample, Divisor cells, unsigned n) {
    attendOf(x, map, y, ofSample, cells, n);
}

KERNEL attendBf16(const Bfloat16 *x, const Bfloat16 *map, Bfloat16 *y, Divisor ofSample, Divisor cells, unsigned n) {
    attendOf(x, map, y, ofSample, cells, n);
}

// The gradient for the one map; n its numbers.
template <typename T>
DEVICE void attendBackwardOf(const T *x, const T *dy, T *ofMap, unsigned channels, Divisor cells, unsigned n) {
    EACH(i, n) {
        unsigned sample = quotient(i, cells);
        unsigned at = sample * channels * cells.number + (i - sample * cells.number);
        float sum = 0;
        for (unsigned c = 0; c < channels; c++, at += cells.number) {
            sum += number(x[at]) * number(dy[at]);
        }
        put(ofMap[i], sum);
    }
}

KERNEL attendBackward(const float *x, const float *dy, float *ofMap, unsigned channels, Divisor cells, unsigned n) {
    attendBackwardOf(x, dy, ofMap, channels, cells, n);
}

KERNEL attendBackwardBf16(const Bfloat16 *x, const Bfloat16 *dy, Bfloat16 *ofMap, unsigned channels, Divisor cells,
        unsigned n) {
    attendBackwardOf(x, dy, ofMap, channels, cells, n);
}

// ---------------------------------------------------------------------------------------------- batch norm

// Kernels over all numbers of a batch norm take them in lanes of 4 or of 1: width. Their cells, ofChannel and n count lanes.

// gridDim.x: channels, gridDim.y: parts of a channel. Per part, the sums of x - x0 and of its square, where x0 is the
// channel's first value.
template <unsigned W, typename T>
DEVICE void momentSumsByLanes(const T *x, double *parts, unsigned channels, Divisor cells, unsigned ofChannel) {
    unsigned channel = blockIdx.x;
    float origin = number(x[channel * cells.number * W]);
    float sum = 0;
    float squares = 0;
    for (unsigned i = blockIdx.y * blockDim.x + threadIdx.x; i < ofChannel; i += gridDim.y * blockDim.x) {
        unsigned sample = quotient(i, cells);
        Lanes<W> value =
                lanes<W>(x, (sample * channels + channel) * cells.number + (i - sample * cells.number));
        for (unsigned k = 0; k < W; k++) {
            float d = value.at[k] - origin;
            sum += d;
            squares = fmaf(d, d, squares);
        }
    }
    double wholeSum = sum;
    double wholeSquares = squares;
    sumOverBlock(wholeSum, wholeSquares);
    if (threadIdx.x == 0) {
        double *part = parts + 2 * (channel * gridDim.y + blockIdx.y);
        part[0] = wholeSum;
        part[1] = wholeSquares;
    }
}

template <typename T>
DEVICE void momentSumsOf(const T *x, double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int width)
        {
    if (width == 4) {
        momentSumsByLanes<4>(x, parts, channels, cells, ofChannel);
    } else {
        momentSumsByLanes<1>(x, parts, channels, cells, ofChannel);
    }
}

KERNEL momentSums(const float *x, double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int width) {
    momentSumsOf(x, parts, channels, cells, ofChannel, width);
}

KERNEL momentSumsBf16(const Bfloat16 *x, double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int
        width) {
    momentSumsOf(x, parts, channels, cells, ofChannel, width);
}

template <typename T>
DEVICE void momentsOf(const T *x, const double *parts, unsigned partsOfChannel, unsigned channels, unsigned cells,
        unsigned ofChannel, float *mean, float *variance) {
    EACH(c, channels) {
        double sum = 0;
        double squares = 0;
        for (unsigned p = 0; p < partsOfChannel; p++) {
            sum += parts[2 * (c * partsOfChannel + p)];
            squares += parts[2 * (c * partsOfChannel + p) + 1];
        }
        double shift = sum / ofChannel;
        double spread = squares / ofChannel - shift * shift;
        mean[c] = (float) (number(x[c * cells]) + shift);
        variance[c] = (float) (spread < 0 ? 0 : spread);
    }
}

KERNEL moments(const float *x, const double *parts, unsigned partsOfChannel, unsigned channels, unsigned cells,
        unsigned ofChannel, float *mean, float *variance) {
    momentsOf(x, parts, partsOfChannel, channels, cells, ofChannel, mean, variance);
}

KERNEL momentsBf16(const Bfloat16 *x, const double *parts, unsigned partsOfChannel, unsigned channels, unsigned
        cells, unsigned ofChannel, float *mean, float *variance) {
    momentsOf(x, parts, partsOfChannel, channels, cells, ofChannel, mean, variance);
}

KERNEL normFactors(const float *weight, const float *variance, double eps, float *factors, unsigned channels) {
    EACH(c, channels) factors[c] = (float) (weight[c] / sqrt(variance[c] + eps));
}

// One formula for both passes, so that the backward pass finds the ReLU open exactly where the forward pass left it.
DEVICE float normalised(float x, float mean, float factor, float bias) {
    return fmaf(x - mean, factor, bias);
}

template <unsigned W, typename T>
DEVICE void normaliseByLanes(const T *x, const float *mean, const float *factors, const float *bias, T *y,
        Divisor cells, Divisor channels, unsigned n, int relu) {
    EACH(i, n) {
        unsigned map = quotient(i, cells);
        unsigned c = map - quotient(map, channels) * channels.number;
        float m = mean[c];
        float f = factors[c];
        float b = bias[c];
        Lanes<W> value = lanes<W>(x, i);
        for (unsigned k = 0; k < W; k++) {
            float normal = normalised(value.at[k], m, f, b);
            value.at[k] = relu ? rectified(normal) : normal;
        }
        setLanes(y, i, value);
    }
}

template <typename T>
DEVICE void normaliseOf(const T *x, const float *mean, const float *factors, const float *bias, T *y, Divisor cells,
        Divisor channels, unsigned n, int relu, int width) {
    if (width == 4) {
        normaliseByLanes<4>(x, mean, factors, bias, y, cells, channels, n, relu);
    } else {
        normaliseByLanes<1>(x, mean, factors, bias, y, cells, channels, n, relu);
    }
}

KERNEL normalise(const float *x, const float *mean, const float *factors, const float *bias, float *y, Divisor cells,
        Divisor channels, unsigned n, int relu, int width) {
    normaliseOf(x, mean, factors, bias, y, cells, channels, n, relu, width);
}

KERNEL normaliseBf16(const Bfloat16 *x, const float *mean, const float *factors, const float *bias, Bfloat16 *y,
        Divisor cells, Divisor channels, unsigned n, int relu, int width) {
    normaliseOf(x, mean, factors, bias, y, cells, channels, n, relu, width);
}

// As momentSums: per part, the sum of the gradient and that of its product with x - mean.
template <unsigned W, typename T>
DEVICE void normBackwardSumsByLanes(const T *x, const T *dy, const float *mean, const float *factors,
        const float *bias, double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int relu) {
    unsigned channel = blockIdx.x;
    float m = mean[channel];
    float f = factors[channel];
    float b = bias[channel];
    float sum = 0;
    float products = 0;
    for (unsigned i = blockIdx.y * blockDim.x + threadIdx.x; i < ofChannel; i += gridDim.y * blockDim.x) {
        unsigned sample = quotient(i, cells);
        unsigned at = (sample * channels + channel) * cells.number + (i - sample * cells.number);
        Lanes<W> value = lanes<W>(x, at);
        Lanes<W> slope = lanes<W>(dy, at);
        for (unsigned k = 0; k < W; k++) {
            float gradient = !relu || normalised(value.at[k], m, f, b) > 0 ? slope.at[k] : 0;
            sum += gradient;
            products = fmaf(gradient, value.at[k] - m, products);
        }
    }
    double wholeSum = sum;
    double wholeProducts = products;
    sumOverBlock(wholeSum, wholeProducts);
    if (threadIdx.x == 0) {
        double *part = parts + 2 * (channel * gridDim.y + blockIdx.y);
        part[0] = wholeSum;
        part[1] = wholeProducts;
    }
}

template <typename T>
DEVICE void normBackwardSumsOf(const T *x, const T *dy, const float *mean, const float *factors, const float *bias,
        double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int relu, int width) {
    if (width == 4) {
        normBackwardSumsByLanes<4>(x, dy, mean, factors, bias, parts, channels, cells, ofChannel, relu);
    } else {
        normBackwardSumsByLanes<1>(x, dy, mean, factors, bias, parts, channels, cells, ofChannel, relu);
    }
}

KERNEL normBackwardSums(const float *x, const float *dy, const float *mean, const float *factors, const float *bias,
        double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int relu, int width) {
    normBackwardSumsOf(x, dy, mean, factors, bias, parts, channels, cells, ofChannel, relu, width);
}

KERNEL normBackwardSumsBf16(const Bfloat16 *x, const Bfloat16 *dy, const float *mean, const float *factors, const
        float *bias, double *parts, unsigned channels, Divisor cells, unsigned ofChannel, int relu, int width) {
    normBackwardSumsOf(x, dy, mean, factors, bias, parts, channels, cells, ofChannel, relu, width);
}

// coefficients: [2, C], what normBackward takes off for each channel and for each x - mean.
KERNEL normBackwardCoefficients(const double *parts, unsigned partsOfChannel, unsigned channels, unsigned ofChannel,
        const float *variance, double eps, float *ofWeight, float *ofBias, float *coefficients) {
    EACH(c, channels) {
        double sum = 0;
        double products = 0;
        for (unsigned p = 0; p < partsOfChannel; p++) {
            sum += parts[2 * (c * partsOfChannel + p)];
            products += parts[2 * (c * partsOfChannel + p) + 1];
        }
        double squared = 1 / (variance[c] + eps);
        ofWeight[c] = (float) (products * sqrt(squared));
        ofBias[c] = (float) sum;
        coefficients[c] = (float) (sum / ofChannel);
        coefficients[channels + c] = (float) (products * squared / ofChannel);
    }
}

template <unsigned W, typename T>
DEVICE void normBackwardByLanes(const T *x, const T *dy, const float *mean, const float *factors,
        const float *bias, const float *coefficients, T *dx, Divisor cells, Divisor channels, unsigned n, int relu) {
    EACH(i, n) {
        unsigned map = quotient(i, cells);
        unsigned c = map - quotient(map, channels) * channels.number;
        float m = mean[c];
        float f = factors[c];
        float b = bias[c];
        float ofAll = coefficients[c];
        float ofEach = coefficients[channels.number + c];
        Lanes<W> value = lanes<W>(x, i);
        Lanes<W> slope = lanes<W>(dy, i);
        for (unsigned k = 0; k < W; k++) {
            float gradient = !relu || normalised(value.at[k], m, f, b) > 0 ? slope.at[k] : 0;
            slope.at[k] = f * (gradient - ofAll - (value.at[k] - m) * ofEach);
        }
        setLanes(dx, i, slope);
    }
}

template <typename T>
DEVICE void normBackwardOf(const T *x, const T *dy, const float *mean, const float *factors, const float *bias, const
        float *coefficients, T *dx, Divisor cells, Divisor channels, unsigned n, int relu, int width) {
    if (width == 4) {
        normBackwardByLanes<4>(x, dy, mean, factors, bias, coefficients, dx, cells, channels, n, relu);
    } else {
        normBackwardByLanes<1>(x, dy, mean, factors, bias, coefficients, dx, cells, channels, n, relu);
    }
}

KERNEL normBackward(const float *x, const float *dy, const float *mean, const float *factors, const float *bias,
        const float *coefficients, float *dx, Divisor cells, Divisor channels, unsigned n, int relu, int width) {
    normBackwardOf(x, dy, mean, factors, bias, coefficients, dx, cells, channels, n, relu, width);
}

KERNEL normBackwardBf16(const Bfloat16 *x, const Bfloat16 *dy, const float *mean, const float *factors, const float
        *bias, const float *coefficients, Bfloat16 *dx, Divisor cells, Divisor channels, unsigned n, int relu, int
        width) {
    normBackwardOf(x, dy, mean, factors, bias, coefficients, dx, cells, channels, n, relu, width);
}

// How far a running statistic is to be moved back: DL4J subtracts what it finds in the gradient.
KERNEL statisticStep(const float *statistic, const float *ofBatch, float correction, float momentum, float *step,
        unsigned channels) {
    EACH(c, channels) step[c] = (statistic[c] - correction * ofBatch[c]) * momentum;
}

// -------------------------------------------------------------------------------------------------- pooling

struct Window {
    int height;
    int width;
    int stride;
    int paddingHeight;
    int paddingWidth;
};

DEVICE int smaller(int a, int b) {
    return a < b ? a : b;
}

DEVICE int larger(int a, int b) {
    return a > b ? a : b;
}

// Cells that count along one direction of a mean's window.
DEVICE int counted(int window, int stride, int side, int padding, int input, int mode) {
    int start = window * stride - padding;
    bool inside = mode == AVERAGE_INSIDE_POOLING;
    return smaller(start + side, inside ? input : input + padding) - (inside ? larger(start, 0) : start);
}

// Where the first largest cell of a window is.
template <typename T>
DEVICE int largest(const T *map, int height, int width, int oy, int ox, Window w) {
    int top = oy * w.stride - w.paddingHeight;
    int left = ox * w.stride - w.paddingWidth;
    int bottom = smaller(top + w.height, height);
    int right = smaller(left + w.width, width);
    top = larger(top, 0);
    left = larger(left, 0);
    int best = top * width + left;
    float value = number(map[best]);
    for (int y = top; y < bottom; y++) {
        for (int x = left; x < right; x++) {
            float other = number(map[y * width + x]);
            if (other > value || other != other) {
                value = other;
                best = y * width + x;
            }
        }
    }
    return best;
}

// n: numbers of the output.
template <typename T>
DEVICE void poolOf(const T *x, T *y, int height, int width, Divisor outHeight, Divisor outWidth, Window w, int mode,
        unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, outWidth);
        unsigned map = quotient(row, outHeight);
        int ox = (int) (i - row * outWidth.number);
        int oy = (int) (row - map * outHeight.number);
        const T *cells = x + map * (unsigned) (height * width);
        if (mode == MAX_POOLING) {
            y[i] = cells[largest(cells, height, width, oy, ox, w)];
            continue;
        }
        int top = oy * w.stride - w.paddingHeight;
        int left = ox * w.stride - w.paddingWidth;
        float sum = 0;
        for (int cy = larger(top, 0); cy < smaller(top + w.height, height); cy++) {
            for (int cx = larger(left, 0); cx < smaller(left + w.width, width); cx++) {
                sum += number(cells[cy * width + cx]);
            }
        }
        put(y[i],
                sum
                        / (float) (counted(oy, w.stride, w.height, w.paddingHeight, height, mode)
                                * counted(ox, w.stride, w.width, w.paddingWidth, width, mode)));
    }
}

KERNEL pool(const float *x, float *y, int height, int width, Divisor outHeight, Divisor outWidth, Window w, int mode,
        unsigned n) {
    poolOf(x, y, height, width, outHeight, outWidth, w, mode, n);
}

KERNEL poolBf16(const Bfloat16 *x, Bfloat16 *y, int height, int width, Divisor outHeight, Divisor outWidth, Window w,
        int mode, unsigned n) {
    poolOf(x, y, height, width, outHeight, outWidth, w, mode, n);
}

// The cell of each window's maximum, for poolBackward; n: numbers of the output.
template <typename T>
DEVICE void poolLargestOf(const T *x, int *cellsOfMaxima, int height, int width, Divisor outHeight, Divisor outWidth,
        Window w, unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, outWidth);
        unsigned map = quotient(row, outHeight);
        int ox = (int) (i - row * outWidth.number);
        int oy = (int) (row - map * outHeight.number);
        cellsOfMaxima[i] = largest(x + map * (unsigned) (height * width), height, width, oy, ox, w);
    }
}

KERNEL poolLargest(const float *x, int *cellsOfMaxima, int height, int width, Divisor outHeight, Divisor outWidth,
        Window w, unsigned n) {
    poolLargestOf(x, cellsOfMaxima, height, width, outHeight, outWidth, w, n);
}

KERNEL poolLargestBf16(const Bfloat16 *x, int *cellsOfMaxima, int height, int width, Divisor outHeight, Divisor
        outWidth, Window w, unsigned n) {
    poolLargestOf(x, cellsOfMaxima, height, width, outHeight, outWidth, w, n);
}

// n: numbers of the input. Every cell asks all windows that it lies in; a mean takes no cellsOfMaxima.
template <typename T>
DEVICE void poolBackwardOf(const int *cellsOfMaxima, const T *dy, T *dx, Divisor height, Divisor width, int
        outHeight, int outWidth, Window w, int mode, unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, width);
        unsigned map = quotient(row, height);
        int cx = (int) (i - row * width.number);
        int cy = (int) (row - map * height.number);
        int h = (int) height.number;
        int v = (int) width.number;
        unsigned ofMap = map * (unsigned) (outHeight * outWidth);
        int firstY = larger(cy + w.paddingHeight - w.height + w.stride, 0) / w.stride;
        int firstX = larger(cx + w.paddingWidth - w.width + w.stride, 0) / w.stride;
        int lastY = smaller((cy + w.paddingHeight) / w.stride, outHeight - 1);
        int lastX = smaller((cx + w.paddingWidth) / w.stride, outWidth - 1);
        float sum = 0;
        for (int oy = firstY; oy <= lastY; oy++) {
            for (int ox = firstX; ox <= lastX; ox++) {
                unsigned at = ofMap + (unsigned) (oy * outWidth + ox);
                if (mode != MAX_POOLING) {
                    sum += number(dy[at])
                            / (float) (counted(oy, w.stride, w.height, w.paddingHeight, h, mode)
                                    * counted(ox, w.stride, w.width, w.paddingWidth, v, mode));
                } else if (cellsOfMaxima[at] == cy * v + cx) {
                    sum += number(dy[at]);
                }
            }
        }
        put(dx[i], sum);
    }
}

KERNEL poolBackward(const int *cellsOfMaxima, const float *dy, float *dx, Divisor height, Divisor width, int
        outHeight, int outWidth, Window w, int mode, unsigned n) {
    poolBackwardOf(cellsOfMaxima, dy, dx, height, width, outHeight, outWidth, w, mode, n);
}

KERNEL poolBackwardBf16(const int *cellsOfMaxima, const Bfloat16 *dy, Bfloat16 *dx, Divisor height, Divisor width,
        int outHeight, int outWidth, Window w, int mode, unsigned n) {
    poolBackwardOf(cellsOfMaxima, dy, dx, height, width, outHeight, outWidth, w, mode, n);
}

// --------------------------------------------------------------------------------------------- convolution

// Convolution straight from its definition: fit for groups of few channels, right for all.
struct Convolution {
    int inputs;
    int outputs;
    int groups;
    int height;
    int width;
    int outHeight;
    int outWidth;
    Window window;
};

template <typename T>
DEVICE void convolveOf(const T *x, const T *weight, T *y, Convolution c, Divisor outWidth, Divisor outHeight, Divisor
        outputs, unsigned n) {
    int inputsOfGroup = c.inputs / c.groups;
    int outputsOfGroup = c.outputs / c.groups;
    EACH(i, n) {
        unsigned row = quotient(i, outWidth);
        unsigned map = quotient(row, outHeight);
        unsigned sample = quotient(map, outputs);
        int ox = (int) (i - row * outWidth.number);
        int oy = (int) (row - map * outHeight.number);
        int o = (int) (map - sample * outputs.number);
        int top = oy * c.window.stride - c.window.paddingHeight;
        int left = ox * c.window.stride - c.window.paddingWidth;
        int first = o / outputsOfGroup * inputsOfGroup;
        const T *cells = x + (sample * (unsigned) c.inputs + (unsigned) first) * (unsigned) (c.height * c.width);
        const T *w = weight + o * inputsOfGroup * c.window.height * c.window.width;
        float sum = 0;
        for (int k = 0; k < inputsOfGroup; k++) {
            for (int ky = 0; ky < c.window.height; ky++) {
                for (int kx = 0; kx < c.window.width; kx++, w++) {
                    int cy = top + ky;
                    int cx = left + kx;
                    if (cy >= 0 && cy < c.height && cx >= 0 && cx < c.width) {
                        sum = fmaf(number(cells[cy * c.width + cx]), number(*w), sum);
                    }
                }
            }
            cells += c.height * c.width;
        }
        put(y[i], sum);
    }
}

KERNEL convolve(const float *x, const float *weight, float *y, Convolution c, Divisor outWidth, Divisor outHeight,
        Divisor outputs, unsigned n) {
    convolveOf(x, weight, y, c, outWidth, outHeight, outputs, n);
}

KERNEL convolveBf16(const Bfloat16 *x, const Bfloat16 *weight, Bfloat16 *y, Convolution c, Divisor outWidth, Divisor
        outHeight, Divisor outputs, unsigned n) {
    convolveOf(x, weight, y, c, outWidth, outHeight, outputs, n);
}

// n: numbers of the input.
template <typename T>
DEVICE void convolveBackwardInputOf(const T *dy, const T *weight, T *dx, Convolution c, Divisor width, Divisor
        height, Divisor inputs, unsigned n) {
    int inputsOfGroup = c.inputs / c.groups;
    int outputsOfGroup = c.outputs / c.groups;
    int area = c.window.height * c.window.width;
    EACH(i, n) {
        unsigned row = quotient(i, width);
        unsigned map = quotient(row, height);
        unsigned sample = quotient(map, inputs);
        int cx = (int) (i - row * width.number);
        int cy = (int) (row - map * height.number);
        int input = (int) (map - sample * inputs.number);
        int group = input / inputsOfGroup;
        int k = input - group * inputsOfGroup;
        float sum = 0;
        for (int o = group * outputsOfGroup; o < (group + 1) * outputsOfGroup; o++) {
            const T *w = weight + (o * inputsOfGroup + k) * area;
            const T *gradients =
                    dy + (sample * (unsigned) c.outputs + (unsigned) o) * (unsigned) (c.outHeight * c.outWidth);
            for (int ky = 0; ky < c.window.height; ky++) {
                int down = cy + c.window.paddingHeight - ky;
                int oy = down / c.window.stride;
                if (down < 0 || oy * c.window.stride != down || oy >= c.outHeight) {
                    continue;
                }
                for (int kx = 0; kx < c.window.width; kx++) {
                    int across = cx + c.window.paddingWidth - kx;
                    int ox = across / c.window.stride;
                    if (across >= 0 && ox * c.window.stride == across && ox < c.outWidth) {
                        sum = fmaf(number(gradients[oy * c.outWidth + ox]), number(w[ky * c.window.width + kx]), sum);
                    }
                }
            }
        }
        put(dx[i], sum);
    }
}

KERNEL convolveBackwardInput(const float *dy, const float *weight, float *dx, Convolution c, Divisor width, Divisor
        height, Divisor inputs, unsigned n) {
    convolveBackwardInputOf(dy, weight, dx, c, width, height, inputs, n);
}

KERNEL convolveBackwardInputBf16(const Bfloat16 *dy, const Bfloat16 *weight, Bfloat16 *dx, Convolution c, Divisor
        width, Divisor height, Divisor inputs, unsigned n) {
    convolveBackwardInputOf(dy, weight, dx, c, width, height, inputs, n);
}

// gridDim.x: numbers of the weight, one block for each.
template <typename T>
DEVICE void convolveBackwardWeightOf(const T *x, const T *dy, T *dw, Convolution c, Divisor outWidth, Divisor
        outHeight, unsigned samples) {
    int inputsOfGroup = c.inputs / c.groups;
    int outputsOfGroup = c.outputs / c.groups;
    int at = (int) blockIdx.x;
    int kx = at % c.window.width;
    int ky = at / c.window.width % c.window.height;
    int k = at / c.window.width / c.window.height % inputsOfGroup;
    int o = at / c.window.width / c.window.height / inputsOfGroup;
    int input = o / outputsOfGroup * inputsOfGroup + k;
    float sum = 0;
    for (unsigned i = threadIdx.x; i < samples * outHeight.number * outWidth.number; i += blockDim.x) {
        unsigned row = quotient(i, outWidth);
        unsigned sample = quotient(row, outHeight);
        int ox = (int) (i - row * outWidth.number);
        int oy = (int) (row - sample * outHeight.number);
        int cy = oy * c.window.stride - c.window.paddingHeight + ky;
        int cx = ox * c.window.stride - c.window.paddingWidth + kx;
        if (cy >= 0 && cy < c.height && cx >= 0 && cx < c.width) {
            sum = fmaf(
                    number(x[((sample * (unsigned) c.inputs + (unsigned) input) * (unsigned) c.height + (unsigned) cy)
                                    * (unsigned) c.width
                            + (unsigned) cx]),
                    number(dy[((sample * (unsigned) c.outputs + (unsigned) o) * outHeight.number + (unsigned) oy)
                                    * outWidth.number
                            + (unsigned) ox]),
                    sum);
        }
    }
    double whole = sum;
    double none = 0;
    sumOverBlock(whole, none);
    if (threadIdx.x == 0) {
        put(dw[at], (float) whole);
    }
}

KERNEL convolveBackwardWeight(const float *x, const float *dy, float *dw, Convolution c, Divisor outWidth, Divisor
        outHeight, unsigned samples) {
    convolveBackwardWeightOf(x, dy, dw, c, outWidth, outHeight, samples);
}

KERNEL convolveBackwardWeightBf16(const Bfloat16 *x, const Bfloat16 *dy, Bfloat16 *dw, Convolution c, Divisor
        outWidth, Divisor outHeight, unsigned samples) {
    convolveBackwardWeightOf(x, dy, dw, c, outWidth, outHeight, samples);
}

// Every stride-th cell of every stride-th row, which is all that a 1x1 convolution of that stride reads; n: numbers of the
// output.
template <typename T>
DEVICE void subsampleOf(const T *x, T *y, unsigned height, unsigned width, unsigned stride, Divisor outHeight,
        Divisor outWidth, unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, outWidth);
        unsigned map = quotient(row, outHeight);
        unsigned ox = i - row * outWidth.number;
        unsigned oy = row - map * outHeight.number;
        y[i] = x[(map * height + oy * stride) * width + ox * stride];
    }
}

KERNEL subsample(const float *x, float *y, unsigned height, unsigned width, unsigned stride, Divisor outHeight,
        Divisor outWidth, unsigned n) {
    subsampleOf(x, y, height, width, stride, outHeight, outWidth, n);
}

KERNEL subsampleBf16(const Bfloat16 *x, Bfloat16 *y, unsigned height, unsigned width, unsigned stride, Divisor
        outHeight, Divisor outWidth, unsigned n) {
    subsampleOf(x, y, height, width, stride, outHeight, outWidth, n);
}

// The gradient of subsample, zeros between; n: numbers of dx.
template <typename T>
DEVICE void spreadOf(const T *dy, T *dx, unsigned outHeight, unsigned outWidth, Divisor stride, Divisor height,
        Divisor width, unsigned n) {
    EACH(i, n) {
        unsigned row = quotient(i, width);
        unsigned map = quotient(row, height);
        unsigned cx = i - row * width.number;
        unsigned cy = row - map * height.number;
        unsigned ox = quotient(cx, stride);
        unsigned oy = quotient(cy, stride);
        bool isRead = ox * stride.number == cx && oy * stride.number == cy;
        put(dx[i], isRead ? number(dy[(map * outHeight + oy) * outWidth + ox]) : 0);
    }
}

KERNEL spread(const float *dy, float *dx, unsigned outHeight, unsigned outWidth, Divisor stride, Divisor height,
        Divisor width, unsigned n) {
    spreadOf(dy, dx, outHeight, outWidth, stride, height, width, n);
}

KERNEL spreadBf16(const Bfloat16 *dy, Bfloat16 *dx, unsigned outHeight, unsigned outWidth, Divisor stride, Divisor
        height, Divisor width, unsigned n) {
    spreadOf(dy, dx, outHeight, outWidth, stride, height, width, n);
}

template <typename T>
DEVICE void addBiasOf(T *y, const float *bias, Divisor cells, Divisor channels, unsigned n) {
    EACH(i, n) {
        unsigned map = quotient(i, cells);
        put(y[i], number(y[i]) + bias[map - quotient(map, channels) * channels.number]);
    }
}

KERNEL addBias(float *y, const float *bias, Divisor cells, Divisor channels, unsigned n) {
    addBiasOf(y, bias, cells, channels, n);
}

KERNEL addBiasBf16(Bfloat16 *y, const float *bias, Divisor cells, Divisor channels, unsigned n) {
    addBiasOf(y, bias, cells, channels, n);
}

// gridDim.x: channels, one block for each.
template <typename T>
DEVICE void sumChannelsOf(const T *dy, float *sums, unsigned channels, Divisor cells, unsigned ofChannel) {
    float sum = 0;
    for (unsigned i = threadIdx.x; i < ofChannel; i += blockDim.x) {
        unsigned sample = quotient(i, cells);
        sum += number(dy[(sample * channels + blockIdx.x) * cells.number + (i - sample * cells.number)]);
    }
    double whole = sum;
    double none = 0;
    sumOverBlock(whole, none);
    if (threadIdx.x == 0) {
        sums[blockIdx.x] = (float) whole;
    }
}

KERNEL sumChannels(const float *dy, float *sums, unsigned channels, Divisor cells, unsigned ofChannel) {
    sumChannelsOf(dy, sums, channels, cells, ofChannel);
}

KERNEL sumChannelsBf16(const Bfloat16 *dy, float *sums, unsigned channels, Divisor cells, unsigned ofChannel) {
    sumChannelsOf(dy, sums, channels, cells, ofChannel);
}

// --------------------------------------------------------------------------------------------- fingerprints

// Sums over parts of an array of its numbers' bits, each times an odd number of its own, modulo 2^64. Their sum is another
// as soon as one number is; the order of additions does not matter. One part for each block.
KERNEL fingerprintSums(const unsigned *bits, unsigned long long *parts, unsigned n) {
    __shared__ unsigned long long sums[THREADS];
    unsigned long long sum = 0;
    EACH(i, n) sum += bits[i] * (2ull * i + 1);
    sums[threadIdx.x] = sum;
    __syncthreads();
    if (threadIdx.x == 0) {
        for (unsigned t = 1; t < blockDim.x; t++) {
            sum += sums[t];
        }
        parts[blockIdx.x] = sum;
    }
}

// ------------------------------------------------------------------------------------------------- updaters

// A piece of the network's parameters whose numbers are updated alike; a block of threads for each.
struct Piece {
    unsigned parameter;
    unsigned state;
    unsigned secondState;
    unsigned length;
    float decay;
};

KERNEL stepByGradient(const Piece *pieces, float *parameters, const float *gradient) {
    Piece p = pieces[blockIdx.x];
    for (unsigned i = threadIdx.x; i < p.length; i += blockDim.x) {
        parameters[p.parameter + i] -= gradient[p.parameter + i];
    }
}

KERNEL stepByMomentum(const Piece *pieces, float *parameters, const float *gradient, float *state, float batch,
        float momentum, float rate) {
    Piece p = pieces[blockIdx.x];
    for (unsigned i = threadIdx.x; i < p.length; i += blockDim.x) {
        float w = parameters[p.parameter + i];
        float g = gradient[p.parameter + i] / batch + p.decay * w;
        float v = momentum * state[p.state + i] + g;
        state[p.state + i] = v;
        parameters[p.parameter + i] = w - rate * v;
    }
}

// rate and deviation are corrected for bias already.
KERNEL stepByAdam(const Piece *pieces, float *parameters, const float *gradient, float *state, float batch,
        float firstDecay, float secondDecay, float rate, float deviation, float epsilon) {
    Piece p = pieces[blockIdx.x];
    for (unsigned i = threadIdx.x; i < p.length; i += blockDim.x) {
        float w = parameters[p.parameter + i];
        float g = gradient[p.parameter + i] / batch + p.decay * w;
        float m = firstDecay * state[p.state + i] + (1 - firstDecay) * g;
        float v = secondDecay * state[p.secondState + i] + (1 - secondDecay) * g * g;
        state[p.state + i] = m;
        state[p.secondState + i] = v;
        parameters[p.parameter + i] = w - m * rate / (sqrtf(v) / deviation + epsilon);
    }
}
