#include "recipe/resolved.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/key_path.h"

namespace maas::recipe {
namespace {

struct Leaf {
  std::string path;
  std::string value;
};

void collect_leaves(const Node& node, const std::string& path, std::vector<Leaf>& leaves) {
  if (node.entries.empty() && node.items.empty()) {
    leaves.push_back({path, std::string(base::trim(to_yaml(node)))});
  }
  for (const Entry& entry : node.entries) {
    collect_leaves(entry.value, join_path(path, entry.key), leaves);
  }
  for (std::size_t i = 0; i < node.items.size(); ++i) {
    collect_leaves(node.items[i], fmt::format("{}[{}]", path, i), leaves);
  }
}

std::vector<Leaf> leaves_of(const Node& node) {
  std::vector<Leaf> leaves;
  collect_leaves(node, "", leaves);
  return leaves;
}

std::string where_set(const Node* written) {
  if (written == nullptr || written->position.source == nullptr) return "default";
  const Position& position = written->position;
  return position.source->kind == Source::Kind::kFile
             ? fmt::format("{}:{}", position.source->name, position.line)
             : fmt::format("argument '{}'", position.source->name);
}

const Leaf* find(const std::vector<Leaf>& leaves, const std::string& path) {
  const auto found = std::find_if(leaves.begin(), leaves.end(),
                                  [&](const Leaf& leaf) { return leaf.path == path; });
  return found == leaves.end() ? nullptr : &*found;
}

}  // namespace

std::vector<Origin> origins(const Node& resolved, const Document& document) {
  std::vector<Origin> all;
  for (const Leaf& leaf : leaves_of(resolved)) {
    if (leaf.path == "schema") continue;
    all.push_back({leaf.path, leaf.value, where_set(find_path(document.root(), leaf.path))});
  }
  return all;
}

std::vector<Change> changes(const Node& before, const Node& after) {
  const std::vector<Leaf> old_leaves = leaves_of(before);
  const std::vector<Leaf> new_leaves = leaves_of(after);
  std::vector<Change> all;
  for (const Leaf& leaf : old_leaves) {
    const Leaf* const now = find(new_leaves, leaf.path);
    if (now == nullptr || now->value != leaf.value) {
      all.push_back({leaf.path, leaf.value, now ? now->value : ""});
    }
  }
  for (const Leaf& leaf : new_leaves) {
    if (find(old_leaves, leaf.path) == nullptr) all.push_back({leaf.path, "", leaf.value});
  }
  return all;
}

Node with_schema(Node recipe) {
  Entry schema{"schema", {}, Node::quoted_text(std::string(kSchema))};
  recipe.entries.insert(recipe.entries.begin(), std::move(schema));
  return recipe;
}

}  // namespace maas::recipe
