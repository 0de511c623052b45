#include "told.hpp"

namespace told {

int tell_plain(Visitor& visitor, Plain* plain) { return visitor.plain(plain); }
int tell_node(Visitor& visitor, Node* node) { return visitor.node(node); }
int tell_reference(Visitor& visitor, const Node& node) { return visitor.node_by_reference(node); }

int tell_shared(Visitor& visitor) {
    std::shared_ptr<Node> node = std::make_shared<Leaf>();
    return visitor.shared(&node);
}

int tell_function(const std::function<int(Node*)>& function, Node* node) { return function(node); }

int tell_many(Visitor& visitor, int times) {
    int result = 0;
    for (int i = 0; i < times; ++i) {
        std::unique_ptr<Node> node;
        if (i % 3 == 0)
            node = std::make_unique<Node>();
        else if (i % 3 == 1)
            node = std::make_unique<Leaf>();
        else
            node = std::make_unique<Labelled>();
        result += visitor.node(node.get());
    }
    return result;
}

} // namespace told
