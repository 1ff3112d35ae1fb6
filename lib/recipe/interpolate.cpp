#include "recipe/interpolate.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/key_path.h"
#include "recipe/reference.h"
#include "recipe/yaml.h"

namespace maas::recipe {
namespace {

constexpr std::size_t kLongestText = 65536;
constexpr std::size_t kLongestChain = 256;
constexpr std::string_view kVars = "vars.";

Position position_in(const Node& node, const Piece& piece) {
  Position where = node.position;
  where.column += static_cast<int>(piece.offset) + (node.quoted ? 1 : 0);
  where.length = static_cast<int>(piece.length);
  return where;
}

class Interpolator {
 public:
  Interpolator(Node& root, Problems& problems) : root_(root), problems_(problems) {}

  void settle(Node& node) {
    if (node.settled) return;
    active_.push_back(&node);
    for (Entry& entry : node.entries) settle(entry.value);
    for (Node& item : node.items) settle(item);
    if (node.is(Node::Kind::kScalar)) settle_scalar(node);
    node.settled = true;
    active_.pop_back();
  }

 private:
  void settle_scalar(Node& node) {
    const std::vector<Piece> pieces = split_references(node.text);
    if (pieces.size() == 1 && pieces[0].kind != Piece::Kind::kText) {
      become(node, value_of(node, pieces[0]));
    } else if (!pieces.empty()) {
      concatenate(node, pieces);
    }
  }

  /// The value takes the scalar's place, and keeps only where a path in it counts from.
  void become(Node& node, Node value) {
    const std::size_t nodes = value.count();
    if (nodes > kMaxNodes - std::min(copied_, kMaxNodes)) {
      problems_.add(node.position,
                    fmt::format("references expand to more than {} values", kMaxNodes));
      node.kind = Node::Kind::kBroken;
      return;
    }
    copied_ += nodes;
    if (value.path_source == nullptr) value.path_source = value.position.source;
    value.position = node.position;
    node = std::move(value);
  }

  void concatenate(Node& node, const std::vector<Piece>& pieces) {
    std::string text;
    SourcePtr path_source;
    for (const Piece& piece : pieces) {
      const Node part = value_of(node, piece);
      if (!part.is(Node::Kind::kScalar)) {
        report_no_text(node, piece, part);
        node.kind = Node::Kind::kBroken;
        return;
      }
      if (&piece == &pieces.front()) {
        path_source = part.path_source ? part.path_source : part.position.source;
      }
      text += part.text;
    }
    if (text.size() > kLongestText) {
      problems_.add(node.position, fmt::format("expands to more than {} bytes", kLongestText));
      node.kind = Node::Kind::kBroken;
      return;
    }
    node.quoted = node.quoted && pieces.size() == 1;
    node.text = std::move(text);
    node.path_source = std::move(path_source);
  }

  void report_no_text(const Node& node, const Piece& piece, const Node& part) {
    if (part.is(Node::Kind::kBroken)) return;
    problems_.add(position_in(node, piece),
                  fmt::format("'{}' is {} and cannot be part of a text", piece.text, shown(part)));
  }

  Node value_of(const Node& node, const Piece& piece) {
    switch (piece.kind) {
      case Piece::Kind::kText: {
        Node text = Node::quoted_text(piece.text);
        text.position = node.position;
        return text;
      }
      case Piece::Kind::kKey:
        return referred(node, piece);
      case Piece::Kind::kEnvironment:
        return from_environment(node, piece);
      case Piece::Kind::kMalformed:
        break;
    }
    return broken(node, piece, fmt::format("malformed reference '{}'", node.text),
                  "write ${path.to.key} or ${env:NAME:-default}; $${ stands for ${");
  }

  Node referred(const Node& node, const Piece& piece) {
    Node* const target = find_path(root_, piece.text);
    if (target == nullptr) {
      return broken(node, piece, fmt::format("nothing sets '{}'", piece.text),
                    base::did_you_mean(piece.text, all_paths(root_)));
    }
    if (std::find(active_.begin(), active_.end(), target) != active_.end()) {
      return broken(node, piece, fmt::format("'{}' refers to itself", piece.text), "");
    }
    if (active_.size() >= kLongestChain) {
      return broken(node, piece, fmt::format("more than {} references in a row", kLongestChain),
                    "");
    }
    settle(*target);
    return *target;
  }

  Node from_environment(const Node& node, const Piece& piece) {
    static const SourcePtr environment =
        std::make_shared<Source>(Source{.kind = Source::Kind::kEnvironment, .name = "environment"});
    Node value = Node::plain("");
    value.position = node.position;
    value.settled = true;
    if (const char* const text = std::getenv(piece.text.c_str())) {
      value.text = text;
      value.path_source = environment;
    } else if (piece.otherwise) {
      value.text = *piece.otherwise;
      return settled_default(std::move(value), node, piece);
    } else {
      return broken(node, piece, fmt::format("environment variable '{}' is not set", piece.text),
                    fmt::format("set it, or write ${{env:{}:-default}}", piece.text));
    }
    value.quoted = value.text.empty();
    return value;
  }

  /// What stands in for a variable may refer to others.
  Node settled_default(Node value, const Node& node, const Piece& piece) {
    if (defaults_ == kLongestChain) {
      return broken(node, piece, fmt::format("more than {} references in a row", kLongestChain),
                    "");
    }
    ++defaults_;
    value.quoted = value.text.empty();
    settle_scalar(value);
    --defaults_;
    return value;
  }

  Node broken(const Node& node, const Piece& piece, std::string message, std::string hint) {
    problems_.add(position_in(node, piece), std::move(message), std::move(hint));
    return Node::of(Node::Kind::kBroken);
  }

  Node& root_;
  Problems& problems_;
  std::vector<const Node*> active_;
  std::size_t copied_ = 0;
  std::size_t defaults_ = 0;  ///< that stand within each other
};

}  // namespace

void interpolate(Node& root, Problems& problems) {
  Interpolator(root, problems).settle(root);
}

void collect_referenced_vars(const Node& node, std::set<std::string>& names) {
  for (const Piece& piece : split_references(node.text)) {
    if (piece.otherwise) collect_referenced_vars(Node::plain(*piece.otherwise), names);
    if (piece.kind != Piece::Kind::kKey || !piece.text.starts_with(kVars)) continue;
    std::string_view rest = std::string_view(piece.text).substr(kVars.size());
    names.emplace(take_key(rest));
  }
  for (const Node& item : node.items) collect_referenced_vars(item, names);
  for (const Entry& entry : node.entries) collect_referenced_vars(entry.value, names);
}

}  // namespace maas::recipe
