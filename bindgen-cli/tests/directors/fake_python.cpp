// The directors' C++ without an interpreter: what the runtime would do for an object's half is done by the functions
// below, for many threads at once. Compiled behind a dictionary's source, under ThreadSanitizer.
// Exit code 1 where something is lost; ThreadSanitizer's own where threads race.

#include <cstdio>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

using cppbind::PythonFault;
using cppbind::PythonHalf;
using cppbind::PythonHalfFunctions;
using Director = cppbind::Director<Directed>;

namespace {

constexpr int THREADS = 8, ROUNDS = 4000, OBJECTS = 16;
enum Function : std::uint32_t { number, text, make, look, quiet, FUNCTIONS };

std::atomic<long> halves_made{0}, halves_ended{0}, faults_made{0}, faults_ended{0}, calls{0}, running{THREADS};

struct Fault {
    PythonFault shared;
    mutable std::atomic<int> references{1};
};

void retain(const PythonFault* fault) { ++reinterpret_cast<const Fault*>(fault)->references; }
void release(const PythonFault* fault) {
    if (--reinterpret_cast<const Fault*>(fault)->references == 0) {
        ++faults_ended;
        delete reinterpret_cast<const Fault*>(fault);
    }
}

// The bytes of a Python class, which its owner changes while threads of C++ read them.
struct Overrides {
    std::uint8_t bytes[FUNCTIONS] = {1, 1, 1, 1, 1};
};

struct Half {
    PythonHalf shared;
};

extern const PythonHalfFunctions functions;

const PythonHalf* new_half(const void* overridden) {
    ++halves_made;
    return &(new Half{{&functions, overridden}})->shared;
}

bool call(const PythonHalf*, std::uint32_t function, void* const* arguments, void* result, const PythonFault** fault) {
    const long round = ++calls;
    if (round % 7 == 0 && function != quiet) {
        ++faults_made;
        *fault = &(new Fault{{"raised", reinterpret_cast<void*>(retain), reinterpret_cast<void*>(release)}})->shared;
        return false;
    }
    switch (function) {
    case number:
        *static_cast<int*>(result) = *static_cast<int*>(arguments[0]) + 100;
        return true;
    case text: {
        const auto* words = static_cast<const std::uint64_t*>(arguments[0]);
        ::new (result) std::string(reinterpret_cast<const char*>(words[0]), words[1]);
        return true;
    }
    case make:
        ::new (result) std::unique_ptr<Item>(std::make_unique<Item>());
        return true;
    case look:
        *static_cast<int*>(result) = static_cast<const Item*>(arguments[0])->number;
        return true;
    default:
        return true;
    }
}

const PythonFault* copied(const PythonHalf* half, const PythonHalf** place) {
    *place = new_half(__atomic_load_n(&half->overridden, __ATOMIC_ACQUIRE));
    return nullptr;
}

void ended(const PythonHalf* half) {
    ++halves_ended;
    delete reinterpret_cast<const Half*>(half);
}

const PythonHalfFunctions functions = {reinterpret_cast<void*>(call), reinterpret_cast<void*>(copied), reinterpret_cast<void*>(ended)};

void wrong(const char* what) {
    std::fprintf(stderr, "wrong: %s\n", what);
    std::_Exit(1);
}

std::shared_ptr<Director> directed(const Overrides& overrides) {
    auto made = std::make_shared<Director>(cppbind::director::Construct(), 1);
    made->cppbind_half.half = new_half(overrides.bytes);
    return made;
}

// What threads take objects from, and put others into.
struct Stage {
    std::mutex mutex;
    std::vector<std::shared_ptr<Director>> objects;

    std::shared_ptr<Director> at(int place) {
        std::lock_guard<std::mutex> guard(mutex);
        return objects[place];
    }
    void put(int place, std::shared_ptr<Director> object) {
        std::lock_guard<std::mutex> guard(mutex);
        objects[place].swap(object);
    }
};

void one_round(Stage& stage, int round) {
    const std::shared_ptr<Director> object = stage.at(round % OBJECTS);
    Directed& base = *object;
    const int result = base.number(round);
    if (result != round + 1 && result != round + 100)
        wrong("number");
    const std::string said = base.text("some text that is not short");
    if (said.compare(0, 27, "some text that is not short") != 0)
        wrong("text");
    if (base.make()->number != 1)
        wrong("make");
    base.quiet();
    if (round % 5 == 0)
        stage.put(round % OBJECTS, std::make_shared<Director>(*object));
    Item item;
    if (base.look(item) > 1)
        wrong("look");
}

void run(Stage& stage, int first) {
    std::exception_ptr kept;
    for (int round = first; round < first + ROUNDS; ++round) {
        try {
            one_round(stage, round);
        } catch (const std::exception& error) {
            if (std::string(error.what()) != "raised")
                wrong(error.what());
            // Another thread may be the last to know of it.
            kept = std::current_exception();
        }
    }
    if (kept)
        std::thread([kept] {
            try {
                std::rethrow_exception(kept);
            } catch (const std::exception&) {
            }
        }).join();
    --running;
}

} // namespace

int main() {
    {
        Overrides former, latter;
        Stage stage;
        for (int i = 0; i < OBJECTS; ++i)
            stage.objects.push_back(directed(former));
        std::vector<std::thread> threads;
        for (int i = 0; i < THREADS; ++i)
            threads.emplace_back(run, std::ref(stage), i);
#ifdef RACE
        // Nothing orders these and what the threads read.
        while (running.load(std::memory_order_relaxed) > 0)
            *static_cast<volatile std::uint8_t*>(&former.bytes[number]) = 1;
#else
        for (int round = 0; round < ROUNDS; ++round) {
            // A class gets and loses an override, and an object becomes one of another class.
            __atomic_store_n(&latter.bytes[number], static_cast<std::uint8_t>(round % 2), __ATOMIC_RELAXED);
            const auto object = stage.at(round % OBJECTS);
            auto* half = const_cast<PythonHalf*>(object->cppbind_half.half);
            __atomic_store_n(&half->overridden, static_cast<const void*>(latter.bytes), __ATOMIC_RELEASE);
        }
#endif
        for (auto& thread : threads)
            thread.join();
    }
    if (Counted::made != Counted::ended || halves_made != halves_ended || faults_made != faults_ended)
        wrong("counts");
    if (calls < THREADS * ROUNDS || faults_made == 0 || halves_made <= OBJECTS)
        wrong("too little has happened");
    std::puts("all agree");
}
