// Threads of C++ that call overrides all the time, while Python does what it likes.
#ifndef TESTLIBS_CROWD_HPP
#define TESTLIBS_CROWD_HPP

#include <atomic>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace crowd {

// Objects that were constructed, and that have ended.
long made();
long ended();

class Counted {
  public:
    Counted();
    Counted(const Counted&);
    Counted& operator=(const Counted&) = default;
    ~Counted();
};

struct Item : Counted {
    int number = 1;
};

class Worker : public Counted {
  public:
    virtual ~Worker() = default;
    virtual int number(int value) { return value; }
    virtual std::string text(const std::string& value) const { return value; }
    virtual int look(const Item& item) { return item.number; }
    virtual std::unique_ptr<Item> make() { return std::make_unique<Item>(); }
    virtual void quiet() noexcept {}
};

class Crowd {
  public:
    // So many threads begin, and so many places for workers are theirs to call.
    Crowd(int threads, int places);
    ~Crowd();
    // Puts a worker into a place; whoever is the last to use the one that was there ends it.
    void put(int place, std::shared_ptr<Worker> worker);
    std::shared_ptr<Worker> at(int place);
    // Ends the threads, and what they hold. The caller lets go of the interpreter meanwhile.
    void stop();

    long calls() const { return calls_; }
    long raised() const { return raised_; }
    long wrong() const { return wrong_; }

  private:
    void run(unsigned round);
    void one_round(Worker& worker, unsigned round);

    std::mutex mutex_;
    std::vector<std::shared_ptr<Worker>> workers_;
    std::atomic<bool> stopped_{false};
    std::atomic<long> calls_{0}, raised_{0}, wrong_{0};
    std::vector<std::thread> threads_;
};

} // namespace crowd

#endif
