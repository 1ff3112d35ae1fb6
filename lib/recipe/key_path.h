#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "recipe/node.h"

namespace maas::recipe {

/// Returns the node at `a.b[0].c`, or null. A map's key may itself hold dots, as in
/// `gates.test.acc`.
const Node* find_path(const Node& root, std::string_view path);
Node* find_path(Node& root, std::string_view path);

/// Returns the place to blame for `path`: its key if it was written, else the closest key around
/// it.
Position position_of(const Node& root, std::string_view path);

/// The same of the key, not of its value.
Position key_position_of(const Node& root, std::string_view path);

/// What is left of a path after one step from `from` into it.
struct Step {
  Node* node = nullptr;  ///< null: there is no such key
  std::string_view rest;
  Entry* entry = nullptr;  ///< the key that was taken; null for an index
};

/// Takes the head of `path`: the longest key of the map that is a prefix of it, or `[index]`.
Step step(Node& from, std::string_view path);

/// Returns the first key of `path` and leaves the rest.
std::string_view take_key(std::string_view& path);

/// Returns the path that a message about a key begins with: "optim.lr" of "optim.lr: -1 is ...".
std::string_view leading_path(std::string_view message);

/// Returns the full paths of all keys, for suggestions.
std::vector<std::string> all_paths(const Node& root);

}  // namespace maas::recipe
