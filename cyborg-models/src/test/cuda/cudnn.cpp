// cuDNN in the host's memory: libcudnn.so.9 as the tests have it, for the streams of driver.cpp. It has the functions that
// Cudnn.java names, and refuses what cuDNN would refuse. FAKE_CUDNN is its version, such as 90501.

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>

extern "C" void fakeEnqueue(uint64_t stream, void (*work)(void *), void *argument);
extern "C" int fakeIsLost();
extern "C" void convolveOnHost(
        int what, int samples, const int *fields, int isBfloat16, void *x, void *weight, void *y);

using Status = int;
static constexpr Status OK = 0;
static constexpr Status BAD_PARAM = 2000;
static constexpr Status EXECUTION_FAILED = 5000;

// cudnnDataType_t
static constexpr int FLOAT = 0;
static constexpr int BFLOAT16 = 9;

struct Handle {
    uint64_t stream;
};

struct Tensor {
    int type, n, c, h, w;
};

struct ConvolutionDescriptor {
    int padH, padW, strideH, strideW, groups, math, compute;
};

struct Answer {
    int algorithm;
    int status;
    float time;
    size_t memory;
    int determinism;
    int mathType;
    int reserved[3];
};
static_assert(sizeof(Answer) == 48);

static int outSide(int in, int pad, int window, int stride) {
    return (in + 2 * pad - window) / stride + 1;
}

static bool isFit(const Tensor *x, const Tensor *w, const ConvolutionDescriptor *c, const Tensor *y) {
    bool isKnown = x->type == FLOAT || x->type == BFLOAT16;
    return isKnown && w->type == x->type && y->type == x->type && c->compute == FLOAT && x->c == w->c * c->groups && y->c == w->n
            && y->n == x->n && w->n % c->groups == 0 && y->h == outSide(x->h, c->padH, w->h, c->strideH)
            && y->w == outSide(x->w, c->padW, w->w, c->strideW);
}

// Three: the first would be wrong to choose, by its status; the second gives other bits in every run.
static Status answers(int wanted, int *returned, Answer *to, bool isMeasured) {
    int count = wanted < 3 ? wanted : 3;
    for (int i = 0; i < count; i++) {
        to[i] = {i, i == 0 ? 3000 : 0, isMeasured ? 1.0f + i : -1.0f, (size_t) 1024 * i, i == 1 ? 0 : 1, 0, {0, 0, 0}};
    }
    *returned = count;
    return OK;
}

static Status run(int what, Handle *handle, float alpha, float beta, const Tensor *x, uint64_t ax, const Tensor *w,
        uint64_t aw, const ConvolutionDescriptor *c, const Tensor *y, uint64_t ay, int algorithm, uint64_t workspace,
        size_t bytes) {
    if (fakeIsLost()) {
        return EXECUTION_FAILED;
    }
    if (!isFit(x, w, c, y) || alpha != 1 || beta != 0 || algorithm == 0 || bytes < (size_t) 1024 * algorithm
            || (bytes > 0 && workspace == 0)) {
        return BAD_PARAM;
    }
    auto work = new std::function<void()>([=, samples = x->n, inputs = x->c, outputs = y->c, g = *c, xs = *x, ws = *w,
                                                  ys = *y] {
        int fields[12] = {inputs, outputs, g.groups, xs.h, xs.w, ys.h, ys.w, ws.h, ws.w, g.strideH, g.padH, g.padW};
        if (workspace) {
            std::memset(reinterpret_cast<void *>(workspace), 0xff, bytes);
        }
        convolveOnHost(what, samples, fields, xs.type == BFLOAT16, reinterpret_cast<void *>(ax),
                reinterpret_cast<void *>(aw), reinterpret_cast<void *>(ay));
    });
    fakeEnqueue(handle->stream, [](void *argument) {
        auto work = static_cast<std::function<void()> *>(argument);
        (*work)();
        delete work;
    }, work);
    return OK;
}

extern "C" {

size_t cudnnGetVersion() {
    const char *version = std::getenv("FAKE_CUDNN");
    return version ? (size_t) std::atol(version) : 90501;
}

const char *cudnnGetErrorString(Status status) {
    return status == BAD_PARAM ? "CUDNN_STATUS_BAD_PARAM" : "CUDNN_STATUS_EXECUTION_FAILED";
}

Status cudnnCreate(Handle **handle) {
    *handle = new Handle{0};
    return OK;
}

Status cudnnSetStream(Handle *handle, uint64_t stream) {
    handle->stream = stream;
    return OK;
}

Status cudnnCreateTensorDescriptor(Tensor **descriptor) {
    *descriptor = new Tensor{};
    return OK;
}

Status cudnnSetTensor4dDescriptor(Tensor *descriptor, int format, int type, int n, int c, int h, int w) {
    *descriptor = {type, n, c, h, w};
    return format == 0 ? OK : BAD_PARAM;
}

Status cudnnCreateFilterDescriptor(Tensor **descriptor) {
    *descriptor = new Tensor{};
    return OK;
}

Status cudnnSetFilter4dDescriptor(Tensor *descriptor, int type, int format, int k, int c, int h, int w) {
    *descriptor = {type, k, c, h, w};
    return format == 0 ? OK : BAD_PARAM;
}

Status cudnnCreateConvolutionDescriptor(ConvolutionDescriptor **descriptor) {
    *descriptor = new ConvolutionDescriptor{};
    return OK;
}

Status cudnnSetConvolution2dDescriptor(ConvolutionDescriptor *d, int padH, int padW, int strideH, int strideW,
        int dilationH, int dilationW, int mode, int compute) {
    *d = {padH, padW, strideH, strideW, 1, 0, compute};
    return dilationH == 1 && dilationW == 1 && mode == 1 ? OK : BAD_PARAM;
}

Status cudnnSetConvolutionGroupCount(ConvolutionDescriptor *d, int groups) {
    d->groups = groups;
    return OK;
}

Status cudnnSetConvolutionMathType(ConvolutionDescriptor *d, int math) {
    d->math = math;
    return math >= 0 && math <= 3 ? OK : BAD_PARAM;
}

Status cudnnGetConvolutionForwardAlgorithm_v7(Handle *, Tensor *x, Tensor *w, ConvolutionDescriptor *c, Tensor *y,
        int wanted, int *returned, Answer *to) {
    return isFit(x, w, c, y) ? answers(wanted, returned, to, false) : BAD_PARAM;
}

Status cudnnGetConvolutionBackwardDataAlgorithm_v7(Handle *, Tensor *w, Tensor *dy, ConvolutionDescriptor *c,
        Tensor *dx, int wanted, int *returned, Answer *to) {
    return isFit(dx, w, c, dy) ? answers(wanted, returned, to, false) : BAD_PARAM;
}

Status cudnnGetConvolutionBackwardFilterAlgorithm_v7(Handle *, Tensor *x, Tensor *dy, ConvolutionDescriptor *c,
        Tensor *dw, int wanted, int *returned, Answer *to) {
    return isFit(x, dw, c, dy) ? answers(wanted, returned, to, false) : BAD_PARAM;
}

Status cudnnFindConvolutionForwardAlgorithmEx(Handle *, Tensor *x, uint64_t, Tensor *w, uint64_t,
        ConvolutionDescriptor *c, Tensor *y, uint64_t, int wanted, int *returned, Answer *to, uint64_t workspace,
        size_t) {
    return isFit(x, w, c, y) && workspace ? answers(wanted, returned, to, true) : BAD_PARAM;
}

Status cudnnFindConvolutionBackwardDataAlgorithmEx(Handle *, Tensor *w, uint64_t, Tensor *dy, uint64_t,
        ConvolutionDescriptor *c, Tensor *dx, uint64_t, int wanted, int *returned, Answer *to, uint64_t workspace,
        size_t) {
    return isFit(dx, w, c, dy) && workspace ? answers(wanted, returned, to, true) : BAD_PARAM;
}

Status cudnnFindConvolutionBackwardFilterAlgorithmEx(Handle *, Tensor *x, uint64_t, Tensor *dy, uint64_t,
        ConvolutionDescriptor *c, Tensor *dw, uint64_t, int wanted, int *returned, Answer *to, uint64_t workspace,
        size_t) {
    return isFit(x, dw, c, dy) && workspace ? answers(wanted, returned, to, true) : BAD_PARAM;
}

Status cudnnConvolutionForward(Handle *handle, float *alpha, Tensor *x, uint64_t ax, Tensor *w, uint64_t aw,
        ConvolutionDescriptor *c, int algorithm, uint64_t workspace, size_t bytes, float *beta, Tensor *y,
        uint64_t ay) {
    return run(0, handle, *alpha, *beta, x, ax, w, aw, c, y, ay, algorithm, workspace, bytes);
}

Status cudnnConvolutionBackwardData(Handle *handle, float *alpha, Tensor *w, uint64_t aw, Tensor *dy, uint64_t ady,
        ConvolutionDescriptor *c, int algorithm, uint64_t workspace, size_t bytes, float *beta, Tensor *dx,
        uint64_t adx) {
    return run(1, handle, *alpha, *beta, dx, adx, w, aw, c, dy, ady, algorithm, workspace, bytes);
}

Status cudnnConvolutionBackwardFilter(Handle *handle, float *alpha, Tensor *x, uint64_t ax, Tensor *dy, uint64_t ady,
        ConvolutionDescriptor *c, int algorithm, uint64_t workspace, size_t bytes, float *beta, Tensor *dw,
        uint64_t adw) {
    return run(2, handle, *alpha, *beta, x, ax, dw, adw, c, dy, ady, algorithm, workspace, bytes);
}
}
