// A CUDA driver in the host's memory: libcuda.so.1 as the tests have it. Streams are threads that do their work in order
// and later than it was queued, so that what is not waited for is found missing; kernels are those of host.cpp.
//
// Settings of the environment make it another machine, or let it fail:
//   FAKE_CUDA_GPUS, FAKE_CUDA_CAPABILITY (such as 75), FAKE_CUDA_DRIVER (such as 12080), FAKE_CUDA_MIB;
//   FAKE_CUDA_DELAY: streams wait up to so many microseconds before each piece of work;
//   FAKE_CUDA_LOST_AFTER: a card is taken away after so many launches; FAKE_CUDA_LOST: which, 0 if not set.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <deque>
#include <memory>
#include <mutex>
#include <random>

#include "host.cpp"

using Code = int;
using Work = std::function<void()>;

static constexpr Code OK = 0;
static constexpr Code INVALID = 1;
static constexpr Code OUT_OF_MEMORY = 2;
static constexpr Code NOT_FOUND = 500;
static constexpr Code NOT_READY = 600;
static constexpr Code UNAVAILABLE = 46;

static long setting(const char *name, long otherwise) {
    const char *value = std::getenv(name);
    return value ? std::atol(value) : otherwise;
}

struct Event {
    std::mutex mutex;
    std::condition_variable happened;
    long asked = 0;
    long done = 0;
};

struct Stream {
    std::mutex mutex;
    std::condition_variable changed;
    std::deque<Work> queue;
    bool isBusy = false;
    const long delay = setting("FAKE_CUDA_DELAY", 0);
    std::minstd_rand delays;
    std::thread worker;

    Stream() : worker([this] { run(); }) {
        worker.detach();
    }

    void run() {
        for (;;) {
            Work work;
            {
                std::unique_lock lock(mutex);
                changed.wait(lock, [this] { return !queue.empty(); });
                work = std::move(queue.front());
                queue.pop_front();
                isBusy = true;
            }
            if (delay > 0) {
                std::this_thread::sleep_for(std::chrono::microseconds(delays() % delay));
            }
            work();
            {
                std::lock_guard lock(mutex);
                isBusy = false;
            }
            changed.notify_all();
        }
    }

    void add(Work work) {
        {
            std::lock_guard lock(mutex);
            queue.push_back(std::move(work));
        }
        changed.notify_all();
    }

    void wait() {
        std::unique_lock lock(mutex);
        changed.wait(lock, [this] { return queue.empty() && !isBusy; });
    }
};

static std::mutex state;
static std::vector<Stream *> streams;
static std::map<uint64_t, std::pair<void *, size_t>> memory;
static std::map<uint64_t, size_t> pinned;
static std::mutex oneKernelAtATime;

struct Card {
    std::atomic<long> launches = 0;
    size_t used = 0;
};

static Card cards[16];

// The card of a thread's context.
static thread_local int current = 0;

static bool isLost() {
    static const long after = setting("FAKE_CUDA_LOST_AFTER", -1);
    static const long which = setting("FAKE_CUDA_LOST", 0);
    return after >= 0 && current == which && cards[current].launches >= after;
}

static size_t total() {
    return (size_t) setting("FAKE_CUDA_MIB", 4096) << 20;
}

static bool isInside(const std::map<uint64_t, std::pair<void *, size_t>> &all, uint64_t address, size_t bytes) {
    auto next = all.upper_bound(address);
    return next != all.begin() && address + bytes <= std::prev(next)->first + std::prev(next)->second.second;
}

static bool isOnDevice(uint64_t address, size_t bytes) {
    std::lock_guard lock(state);
    return isInside(memory, address, bytes);
}

static bool isPinned(uint64_t address, size_t bytes) {
    std::lock_guard lock(state);
    auto next = pinned.upper_bound(address);
    return next != pinned.begin() && address + bytes <= std::prev(next)->first + std::prev(next)->second;
}

static void drain() {
    std::vector<Stream *> all;
    {
        std::lock_guard lock(state);
        all = streams;
    }
    for (Stream *stream : all) {
        stream->wait();
    }
}

extern "C" {

// For cuDNN's stand-in: work of a stream.
void fakeEnqueue(uint64_t stream, void (*work)(void *), void *argument) {
    reinterpret_cast<Stream *>(stream)->add([work, argument] { work(argument); });
}

int fakeIsLost() {
    return isLost();
}

Code cuInit(unsigned) {
    return setting("FAKE_CUDA_GPUS", 1) < 0 ? 100 : OK;
}

Code cuDriverGetVersion(int *version) {
    *version = (int) setting("FAKE_CUDA_DRIVER", 12080);
    return OK;
}

Code cuDeviceGetCount(int *count) {
    const char *visible = std::getenv("CUDA_VISIBLE_DEVICES");
    int all = (int) setting("FAKE_CUDA_GPUS", 1);
    *count = visible ? (*visible && std::atoi(visible) < all ? 1 : 0) : all;
    return OK;
}

Code cuDeviceGet(int *device, int ordinal) {
    const char *visible = std::getenv("CUDA_VISIBLE_DEVICES");
    *device = visible ? std::atoi(visible) : ordinal;
    return OK;
}

Code cuDeviceGetName(char *name, int length, int device) {
    snprintf(name, (size_t) length, "Stand-in %d", device);
    return OK;
}

Code cuDeviceGetAttribute(int *value, int attribute, int) {
    int capability = (int) setting("FAKE_CUDA_CAPABILITY", 90);
    *value = attribute == 75 ? capability / 10 : capability % 10;
    return OK;
}

Code cuDevicePrimaryCtxRetain(uint64_t *context, int device) {
    *context = (uint64_t) device + 1;
    return OK;
}

Code cuCtxSetCurrent(uint64_t context) {
    current = (int) context - 1;
    return isLost() ? UNAVAILABLE : OK;
}

Code cuModuleLoadData(uint64_t *module, const char *image) {
    *module = 1;
    return std::strstr(image, ".target sm_75") ? OK : 218;
}

Code cuModuleGetFunction(uint64_t *function, uint64_t, const char *name) {
    auto found = KERNELS.find(name);
    if (found == KERNELS.end()) {
        return NOT_FOUND;
    }
    *function = reinterpret_cast<uint64_t>(&*found);
    return OK;
}

Code cuLaunchKernel(uint64_t function, unsigned gridX, unsigned gridY, unsigned, unsigned blockX, unsigned, unsigned,
        unsigned, uint64_t stream, void **parameters, void *) {
    cards[current].launches++;
    if (isLost()) {
        return UNAVAILABLE;
    }
    if (gridX == 0 || gridY == 0 || blockX != THREADS) {
        return INVALID;
    }
    auto kernel = reinterpret_cast<const std::pair<const std::string, Launch> *>(function);
    const std::string &name = kernel->first;
    // Every thread takes many elements, so a few blocks do; sums over channels and pieces have a block for each.
    bool isBlockForEach = name.find("Sums") != std::string::npos || name.starts_with("step") || name.starts_with("sumChannels")
            || name.starts_with("convolveBackwardWeight");
    unsigned blocks = isBlockForEach || gridX < 3 ? gridX : 3;
    reinterpret_cast<Stream *>(stream)->add([bound = kernel->second(parameters), blocks, gridY] {
        std::lock_guard lock(oneKernelAtATime);
        runOnHost(bound, blocks, gridY, 1);
    });
    return OK;
}

Code cuMemAlloc_v2(uint64_t *address, size_t bytes) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    std::lock_guard lock(state);
    if (bytes == 0) {
        return INVALID;
    }
    if (bytes > total() - cards[current].used) {
        return OUT_OF_MEMORY;
    }
    void *block = std::aligned_alloc(256, (bytes + 255) / 256 * 256);
    std::memset(block, 0xff, bytes); // NaNs in what nobody wrote
    *address = reinterpret_cast<uint64_t>(block);
    memory[*address] = {block, bytes};
    cards[current].used += bytes;
    return OK;
}

Code cuMemFree_v2(uint64_t address) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    drain();
    std::lock_guard lock(state);
    auto found = memory.find(address);
    if (found == memory.end()) {
        return INVALID;
    }
    std::memset(found->second.first, 0xff, found->second.second);
    std::free(found->second.first);
    cards[current].used -= found->second.second;
    memory.erase(found);
    return OK;
}

Code cuMemGetInfo_v2(size_t *free, size_t *all) {
    std::lock_guard lock(state);
    *all = total();
    *free = total() - cards[current].used;
    return OK;
}

Code cuMemHostRegister_v2(uint64_t host, size_t bytes, unsigned) {
    std::lock_guard lock(state);
    return pinned.emplace(host, bytes).second ? OK : 712;
}

Code cuMemHostUnregister(uint64_t host) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    drain();
    std::lock_guard lock(state);
    return pinned.erase(host) ? OK : 713;
}

Code cuMemHostAlloc(uint64_t *host, size_t bytes, unsigned) {
    void *block = std::aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
    *host = reinterpret_cast<uint64_t>(block);
    std::lock_guard lock(state);
    pinned[*host] = bytes;
    return OK;
}

Code cuMemFreeHost(uint64_t host) {
    drain();
    std::lock_guard lock(state);
    if (!pinned.erase(host)) {
        return INVALID;
    }
    std::free(reinterpret_cast<void *>(host));
    return OK;
}

static Code copy(uint64_t to, uint64_t from, size_t bytes, uint64_t stream, uint64_t host) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    if ((to != host && !isOnDevice(to, bytes)) || (from != host && !isOnDevice(from, bytes))) {
        return INVALID;
    }
    Stream *queue = reinterpret_cast<Stream *>(stream);
    // The driver takes ordinary memory's content at once.
    if (host == from && !isPinned(host, bytes)) {
        auto content = std::make_shared<std::vector<char>>(
                reinterpret_cast<char *>(from), reinterpret_cast<char *>(from) + bytes);
        queue->add([=] { std::memcpy(reinterpret_cast<void *>(to), content->data(), bytes); });
        return OK;
    }
    queue->add([=] { std::memcpy(reinterpret_cast<void *>(to), reinterpret_cast<void *>(from), bytes); });
    if (host == to && !isPinned(host, bytes)) {
        queue->wait();
    }
    return OK;
}

Code cuMemcpyHtoDAsync_v2(uint64_t device, uint64_t host, size_t bytes, uint64_t stream) {
    return copy(device, host, bytes, stream, host);
}

Code cuMemcpyDtoHAsync_v2(uint64_t host, uint64_t device, size_t bytes, uint64_t stream) {
    return copy(host, device, bytes, stream, host);
}

Code cuMemcpyDtoDAsync_v2(uint64_t to, uint64_t from, size_t bytes, uint64_t stream) {
    return copy(to, from, bytes, stream, 0);
}

Code cuStreamCreate(uint64_t *stream, unsigned) {
    Stream *made = new Stream();
    std::lock_guard lock(state);
    streams.push_back(made);
    *stream = reinterpret_cast<uint64_t>(made);
    return OK;
}

Code cuStreamSynchronize(uint64_t stream) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    reinterpret_cast<Stream *>(stream)->wait();
    return OK;
}

Code cuEventCreate(uint64_t *event, unsigned) {
    *event = reinterpret_cast<uint64_t>(new Event());
    return OK;
}

Code cuEventDestroy_v2(uint64_t event) {
    drain();
    delete reinterpret_cast<Event *>(event);
    return OK;
}

Code cuEventRecord(uint64_t event, uint64_t stream) {
    Event *e = reinterpret_cast<Event *>(event);
    long number;
    {
        std::lock_guard lock(e->mutex);
        number = ++e->asked;
    }
    reinterpret_cast<Stream *>(stream)->add([e, number] {
        {
            std::lock_guard lock(e->mutex);
            e->done = number;
        }
        e->happened.notify_all();
    });
    return OK;
}

static void waitFor(Event *e, long number) {
    std::unique_lock lock(e->mutex);
    e->happened.wait(lock, [=] { return e->done >= number; });
}

static long asked(Event *e) {
    std::lock_guard lock(e->mutex);
    return e->asked;
}

Code cuStreamWaitEvent(uint64_t stream, uint64_t event, unsigned) {
    Event *e = reinterpret_cast<Event *>(event);
    reinterpret_cast<Stream *>(stream)->add([e, number = asked(e)] { waitFor(e, number); });
    return OK;
}

Code cuEventSynchronize(uint64_t event) {
    if (isLost()) {
        return UNAVAILABLE;
    }
    Event *e = reinterpret_cast<Event *>(event);
    waitFor(e, asked(e));
    return OK;
}

Code cuGetErrorString(Code code, const char **text) {
    *text = code == OUT_OF_MEMORY ? "out of memory"
            : code == UNAVAILABLE ? "CUDA-capable device(s) is/are busy or unavailable"
            : code == 100         ? "no CUDA-capable device is detected"
                                  : "invalid argument";
    return OK;
}
}
