// Classes that Python derives from and puts into C++'s templates.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace observers {

// Counts its objects: copies that C++ makes are the point.
class Observer {
  public:
    Observer() { ++alive; }
    explicit Observer(int id) : id(id) { ++alive; }
    Observer(const Observer& other) : id(other.id) { ++alive; }
    Observer& operator=(const Observer&) = default;
    virtual ~Observer() { --alive; }

    virtual int notify(int event) { return event; }
    virtual std::string name() const { return "observer"; }

    int id = 0;
    inline static int alive = 0;
};

// Holds observers in the ways of C++ programs.
class Subject {
  public:
    void share(std::shared_ptr<Observer> observer) { shared.push_back(std::move(observer)); }
    void own(std::unique_ptr<Observer> observer) { owned.push_back(std::move(observer)); }
    void watch(Observer* observer) { watched.push_back(observer); }
    void share_all(const std::vector<std::shared_ptr<Observer>>& all) { shared.insert(shared.end(), all.begin(), all.end()); }

    int notify(int event) {
        int sum = 0;
        for (auto& observer : shared)
            sum += observer->notify(event);
        for (auto& observer : owned)
            sum += observer->notify(event);
        for (Observer* observer : watched)
            sum += observer->notify(event);
        return sum;
    }

  private:
    std::vector<std::shared_ptr<Observer>> shared;
    std::vector<std::unique_ptr<Observer>> owned;
    std::vector<Observer*> watched;
};

// A visitor of a tree, which is a template over what it visits with.
struct Node {
    int value = 0;
    std::vector<Node> children;
};

class Visitor {
  public:
    virtual ~Visitor() = default;
    virtual bool enter(const Node& node) = 0;
    virtual void leave(const Node&) {}
};

inline Node tree() { return {1, {{2, {{4, {}}}}, {3, {}}}}; }

// Of whose director no template is made.
class Unseen {
  public:
    virtual ~Unseen() = default;
};

template <class V>
void visit(const Node& node, V& visitor) {
    if (visitor.enter(node))
        for (const Node& child : node.children)
            visit(child, visitor);
    visitor.leave(node);
}

template <class T>
int notify_all(std::vector<T>& all, int event) {
    int sum = 0;
    for (T& observer : all)
        sum += observer.notify(event);
    return sum;
}

// Takes a copy, which is one of the very class.
template <class T>
int notify_copy(T observer, int event) {
    return observer.notify(event);
}

// Has no functions that Python could override.
struct Plain {
    int value = 0;
};

} // namespace observers
