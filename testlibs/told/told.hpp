// Objects that C++ passes by address to overrides and callables.
#ifndef TESTLIBS_TOLD_HPP
#define TESTLIBS_TOLD_HPP

#include <functional>
#include <memory>

namespace told {

struct Plain {
    int number = 1;
};

struct Node {
    virtual ~Node() = default;
    int number = 2;
};
struct Leaf : Node {
    Leaf() { number = 3; }
};
struct Label {
    virtual ~Label() = default;
    int label = 4;
};
// A node that lies behind another base.
struct Labelled : Label, Node {
    Labelled() { number = 5; }
};

class Visitor {
  public:
    virtual ~Visitor() = default;
    virtual int plain(Plain*) { return 0; }
    virtual int node(Node*) { return 0; }
    virtual int node_by_reference(const Node&) { return 0; }
    virtual int shared(std::shared_ptr<Node>*) { return 0; }
};

int tell_plain(Visitor& visitor, Plain* plain);
int tell_node(Visitor& visitor, Node* node);
int tell_reference(Visitor& visitor, const Node& node);
int tell_shared(Visitor& visitor);
int tell_function(const std::function<int(Node*)>& function, Node* node);

// Tells of objects of C++'s own, one after the other: at the same address, if the allocator will.
int tell_many(Visitor& visitor, int times);

} // namespace told

#endif
