#include "recipe/overrides.h"

#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/key_path.h"
#include "recipe/merge.h"
#include "recipe/scalars.h"
#include "recipe/short_form.h"
#include "recipe/yaml.h"

namespace maas::recipe {
namespace {

constexpr std::string_view kGates = "gates.";

SourcePtr argument_source(Source::Kind kind, std::string name, int order) {
  return std::make_shared<Source>(Source{.kind = kind, .name = std::move(name), .order = order});
}

/// Makes every place of a tree the argument itself.
void place(Node& node, const SourcePtr& source) {
  node.position = {source};
  for (Node& item : node.items) place(item, source);
  for (Entry& entry : node.entries) {
    entry.position = {source};
    place(entry.value, source);
  }
}

Node value_of(std::string text, const SourcePtr& source, Problems& problems) {
  const bool structured = !text.empty() && std::string_view("[{\"'").find(text[0]) != text.npos;
  Node value = structured ? parse_yaml(std::make_shared<Source>(Source{.kind = source->kind,
                                                                       .name = source->name,
                                                                       .text = std::move(text),
                                                                       .order = source->order}),
                                       problems)
               : is_null_word(text) ? Node::null()
                                    : Node::plain(std::move(text));
  place(value, source);
  return value;
}

/// Takes the key of a map out of a path. Those of `gates` are metrics, which may hold any letter:
/// all that is left is the key.
std::string take_key_of(const Node& map, const Node& root, std::string_view path,
                        std::string_view& rest) {
  return std::string(&map != &root && path.starts_with(kGates) ? std::exchange(rest, {})
                                                               : take_key(rest));
}

/// Returns where the key of `key=value` ends; a class's metric within it may hold the sign.
std::size_t end_of_key(std::string_view argument) {
  const bool removes = argument.starts_with('~');
  if (!argument.substr(removes ? 1 : 0).starts_with(kGates)) return argument.find('=');
  if (removes && argument.ends_with(']')) return argument.npos;
  const std::size_t bracket = argument.rfind("]=");
  return bracket == argument.npos ? argument.find('=') : bracket + 1;
}

/// Lays `value` at `path`; maps on the way are made, and a map is merged into a map.
void set_path(Node& root, std::string_view path, Node value, Problems& problems) {
  const SourcePtr source = value.position.source;
  spell_out(root);
  Node* node = &root;
  for (std::string_view rest = path; !rest.empty();) {
    if (const Step next = step(*node, rest); next.node != nullptr) {
      node = next.node;
      rest = next.rest;
      continue;
    }
    if (!path.starts_with(kGates) && (rest.front() == '[' || node->is(Node::Kind::kList))) {
      problems.add(
          {source},
          fmt::format("no element '{}' in '{}'", rest, path.substr(0, path.size() - rest.size())),
          fmt::format("it is {} of {}", shown(*node), node->items.size()));
      return;
    }
    if (!node->is(Node::Kind::kMap)) *node = Node::map();
    node->position = {source};
    Entry& made = node->put(take_key_of(*node, root, path, rest));
    made.position = {source};
    node = &made.value;
  }
  if (node->is(Node::Kind::kMap) && value.is(Node::Kind::kMap)) {
    merge(*node, std::move(value), path, problems);
  } else {
    *node = std::move(value);
  }
}

void remove_path(Node& root, std::string_view path, const SourcePtr& source, Problems& problems) {
  Node* node = &root;
  for (std::string_view rest = path; !rest.empty();) {
    const Step next = step(*node, rest);
    if (next.node == nullptr) break;
    if (next.rest.empty() && next.entry != nullptr) {
      node->erase(std::string(next.entry->key));
      return;
    }
    node = next.node;
    rest = next.rest;
  }
  problems.add({source}, fmt::format("nothing to remove: the recipe does not set '{}'", path),
               base::did_you_mean(path, all_paths(root)));
}

}  // namespace

void apply_override(Node& root, const std::string& argument, int order, Problems& problems) {
  const SourcePtr source = argument_source(Source::Kind::kArgument, argument, order);
  const std::size_t equals = end_of_key(argument);
  if (argument.size() > 1 && argument[0] == '~' && equals == argument.npos) {
    remove_path(root, std::string_view(argument).substr(1), source, problems);
  } else if (equals == argument.npos || equals == 0) {
    problems.add({source}, "no override", "write key=value, or ~key to remove a key");
  } else {
    set_path(root, std::string_view(argument).substr(0, equals),
             value_of(argument.substr(equals + 1), source, problems), problems);
  }
}

void apply_flag(Node& root, const Flag& flag, int order, Problems& problems) {
  const SourcePtr source = argument_source(Source::Kind::kFlag, flag.shown, order);
  Node value = Node::list();
  for (const std::string& text : flag.values) value.items.push_back(Node::plain(text));
  if (!flag.is_list) value = Node(value.items.front());
  place(value, source);
  set_path(root, flag.path, std::move(value), problems);
}

}  // namespace maas::recipe
