#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "recipe/source.h"

namespace maas::recipe {

struct Entry;

/// A tree of maps, lists and scalars whose types are not decided yet.
struct Node {
  enum class Kind {
    kNull,
    kScalar,
    kList,
    kMap,
    kBroken,  ///< a problem has been reported; nobody complains about it again
  };

  Kind kind = Kind::kNull;
  std::string text;            ///< of a scalar
  bool quoted = false;         ///< a quoted scalar is a text, whatever it looks like
  bool settled = false;        ///< holds no `${...}` that is still to be replaced
  std::vector<Node> items;     ///< of a list
  std::vector<Entry> entries;  ///< of a map, in the order written
  Position position;
  SourcePtr path_source;  ///< who wrote the beginning of the text, if not `position.source`

  static Node null();
  static Node plain(std::string text);
  static Node quoted_text(std::string text);
  static Node list();
  static Node map();
  static Node of(Kind kind);

  bool is(Kind other) const { return kind == other; }

  /// Returns the value of a map's key, or null.
  const Node* find(std::string_view key) const;
  Node* find(std::string_view key);
  const Entry* entry(std::string_view key) const;
  Entry* entry(std::string_view key);

  /// Returns the entry of a key, which is appended if it is not there.
  Entry& put(std::string key);
  /// Removes a key if it is there.
  void erase(std::string_view key);
  std::vector<std::string> keys() const;

  /// Number of nodes in the tree.
  std::size_t count() const;
};

/// One key of a map with its value.
struct Entry {
  std::string key;
  Position position;  ///< of the key
  Node value;
};

inline Node Node::null() {
  return {};
}
inline Node Node::list() {
  return of(Kind::kList);
}
inline Node Node::map() {
  return of(Kind::kMap);
}

/// Whether two trees say the same, wherever they were written.
bool same(const Node& a, const Node& b);

/// Returns "a map", "a list", "null" or the scalar as it was written, for messages.
std::string shown(const Node& node);

}  // namespace maas::recipe
