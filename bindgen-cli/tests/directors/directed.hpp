// Classes whose virtual functions are called from many threads at once.
#ifndef DIRECTED_HPP
#define DIRECTED_HPP

#include <atomic>
#include <memory>
#include <string>

struct Counted {
    Counted() { ++made; }
    Counted(const Counted&) { ++made; }
    ~Counted() { ++ended; }
    static inline std::atomic<long> made{0}, ended{0};
};

struct Item : Counted {
    int number = 1;
};

class Directed : public Counted {
  public:
    explicit Directed(int start = 0) : start(start) {}
    virtual ~Directed() = default;
    virtual int number(int value) { return value + start; }
    virtual std::string text(const std::string& value) const { return value + "."; }
    virtual std::unique_ptr<Item> make() { return std::make_unique<Item>(); }
    virtual int look(const Item& item) = 0;
    virtual void quiet() noexcept {}

  private:
    int start;
};

#endif
