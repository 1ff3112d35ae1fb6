#include "recipe/key_path.h"

#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "recipe/problems.h"

namespace maas::recipe {
namespace {

bool ends_key(std::string_view path, std::size_t length) {
  return path.size() == length || path[length] == '.' || path[length] == '[';
}

std::string_view after(std::string_view path, std::size_t length) {
  path.remove_prefix(length);
  if (path.starts_with('.')) path.remove_prefix(1);
  return path;
}

Step step_into_map(Node& map, std::string_view path) {
  Entry* longest = nullptr;
  for (Entry& entry : map.entries) {
    if (path.starts_with(entry.key) && ends_key(path, entry.key.size()) &&
        (longest == nullptr || longest->key.size() < entry.key.size())) {
      longest = &entry;
    }
  }
  if (longest == nullptr) return {};
  return {&longest->value, after(path, longest->key.size()), longest};
}

Step step_into_list(Node& list, std::string_view path) {
  const std::size_t close = path.find(']');
  if (!path.starts_with('[') || close == path.npos) return {};
  std::size_t index = 0;
  const char* const end = path.data() + close;
  const auto [stop, error] = std::from_chars(path.data() + 1, end, index);
  if (error != std::errc{} || stop != end || index >= list.items.size()) return {};
  return {&list.items[index], after(path, close + 1), nullptr};
}

void collect_paths(const Node& node, const std::string& path, std::vector<std::string>& paths) {
  if (!path.empty()) paths.push_back(path);
  for (const Entry& entry : node.entries) {
    collect_paths(entry.value, join_path(path, entry.key), paths);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    collect_paths(node.items[i], fmt::format("{}[{}]", path, i), paths);
  }
}

}  // namespace

Step step(Node& from, std::string_view path) {
  if (from.is(Node::Kind::kMap)) return step_into_map(from, path);
  if (from.is(Node::Kind::kList)) return step_into_list(from, path);
  return {};
}

std::string_view take_key(std::string_view& path) {
  const std::size_t end = std::min(path.find_first_of(".["), path.size());
  const std::string_view key = path.substr(0, end);
  path = after(path, end);
  return key;
}

std::string_view leading_path(std::string_view message) {
  return message.substr(0, message.find_first_of(" :\n'"));
}

Node* find_path(Node& root, std::string_view path) {
  Node* node = &root;
  while (node != nullptr && !path.empty()) {
    const Step next = step(*node, path);
    node = next.node;
    path = next.rest;
  }
  return node;
}

const Node* find_path(const Node& root, std::string_view path) {
  return find_path(const_cast<Node&>(root), path);
}

Position position_of(const Node& root, std::string_view path) {
  const Node* const node = find_path(root, path);
  const bool is_scalar = node != nullptr && node->is(Node::Kind::kScalar);
  return is_scalar ? node->position : key_position_of(root, path);
}

Position key_position_of(const Node& root, std::string_view path) {
  Node* node = const_cast<Node*>(&root);
  Position closest = root.position;
  while (!path.empty()) {
    const Step next = step(*node, path);
    if (next.node == nullptr) return closest;
    node = next.node;
    path = next.rest;
    closest = next.entry == nullptr ? node->position : next.entry->position;
  }
  return closest;
}

std::vector<std::string> all_paths(const Node& root) {
  std::vector<std::string> paths;
  collect_paths(root, "", paths);
  return paths;
}

}  // namespace maas::recipe
