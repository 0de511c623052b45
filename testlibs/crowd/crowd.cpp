#include "crowd.hpp"

#include <stdexcept>

namespace crowd {

namespace {
std::atomic<long> constructed{0}, destroyed{0};
}

long made() { return constructed; }
long ended() { return destroyed; }

Counted::Counted() { ++constructed; }
Counted::Counted(const Counted&) { ++constructed; }
Counted::~Counted() { ++destroyed; }

Crowd::Crowd(int threads, int places) : workers_(static_cast<std::size_t>(places)) {
    for (int i = 0; i < threads; ++i)
        threads_.emplace_back([this, i] { run(static_cast<unsigned>(i)); });
}

Crowd::~Crowd() { stop(); }

void Crowd::put(int place, std::shared_ptr<Worker> worker) {
    std::lock_guard<std::mutex> guard(mutex_);
    // The former worker ends with the argument, behind the lock: its end calls Python.
    workers_.at(static_cast<std::size_t>(place)).swap(worker);
}

std::shared_ptr<Worker> Crowd::at(int place) {
    std::lock_guard<std::mutex> guard(mutex_);
    return workers_.at(static_cast<std::size_t>(place));
}

void Crowd::stop() {
    stopped_ = true;
    for (std::thread& thread : threads_)
        thread.join();
    threads_.clear();
    std::vector<std::shared_ptr<Worker>> former;
    std::lock_guard<std::mutex> guard(mutex_);
    former.swap(workers_);
    workers_.resize(former.size());
}

void Crowd::one_round(Worker& worker, unsigned round) {
    const int value = static_cast<int>(round % 1000);
    const int number = worker.number(value);
    if (number != value && number != value + 1)
        ++wrong_;
    if (worker.text("a text that lies on the heap") != "a text that lies on the heap")
        ++wrong_;
    Item item;
    item.number = value;
    if (worker.look(item) != value)
        ++wrong_;
    if (const std::unique_ptr<Item> made = worker.make(); !made || made->number != 1)
        ++wrong_;
    worker.quiet();
}

void Crowd::run(unsigned round) {
    for (; !stopped_; ++round) {
        const std::shared_ptr<Worker> worker = at(static_cast<int>(round % workers_.size()));
        if (!worker) {
            std::this_thread::yield();
            continue;
        }
        ++calls_;
        try {
            one_round(*worker, round);
        } catch (const std::exception& error) {
            ++raised_;
            if (std::string(error.what()) != "raised in an override")
                ++wrong_;
        }
    }
}

} // namespace crowd
