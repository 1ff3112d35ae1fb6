#include "recipe/compose.h"

#include <algorithm>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/streams.h"
#include "base/strings.h"
#include "maas/error.h"
#include "recipe/builtin.h"
#include "recipe/interpolate.h"
#include "recipe/merge.h"
#include "recipe/short_form.h"
#include "recipe/yaml.h"

namespace maas::recipe {
namespace fs = std::filesystem;

namespace {

/// The same for each way of writing a path, as far as it can be followed.
fs::path identity_of(const fs::path& path) {
  std::error_code error;
  const fs::path canonical = fs::weakly_canonical(path, error);
  return error ? path : canonical;
}

}  // namespace

Node Composer::compose_file(const std::string& name) {
  if (base::is_stream(name)) {
    return compose_text(base::stream_content(name, kMaxBytes), name == "-" ? "<stdin>" : name);
  }
  return compose_path(recipe_path(name, {}, builtin_root_));
}

Node Composer::compose_text(std::string text, std::string name) {
  return compose_source(std::make_shared<Source>(
      Source{.name = std::move(name), .text = std::move(text), .order = sources_++}));
}

Node Composer::compose_path(const fs::path& path) {
  extending_.push_back(identity_of(path));
  files_.push_back(path);
  Node tree =
      compose_source(std::make_shared<Source>(Source{.name = path.string(),
                                                     .text = base::read_file(path, kMaxBytes),
                                                     .directory = path.parent_path(),
                                                     .order = sources_++}));
  extending_.pop_back();
  return tree;
}

Node Composer::compose_source(const SourcePtr& source) {
  Node own = parse_yaml(source, problems_);
  if (own.is(Node::Kind::kBroken)) return own;
  if (own.is(Node::Kind::kNull)) own = Node::map();
  if (!own.is(Node::Kind::kMap)) {
    problems_.add(own.position, fmt::format("a recipe is a map of keys, not {}", shown(own)));
    return Node::of(Node::Kind::kBroken);
  }
  collect_referenced_vars(own, referenced_vars_);
  check_schema(own, source);
  Node tree = bases_of(own, source);
  own.erase("schema");
  own.erase("extends");
  if (tree.is(Node::Kind::kBroken)) return tree;
  tree.position = {source, 1, 1, 1};
  spell_out(tree);
  merge(tree, std::move(own), "", problems_);
  return tree;
}

void Composer::check_schema(const Node& own, const SourcePtr& source) {
  const Node* const schema = own.find("schema");
  if (schema != nullptr) {
    if (schema->text != kSchema) {
      problems_.add(schema->position,
                    fmt::format("schema {} is not known to this build", shown(*schema)),
                    fmt::format("write '{}'", kSchema));
    }
  } else if (base::closest("schema", own.keys()).empty()) {
    problems_.add({source, 1, 1}, "missing key 'schema'",
                  fmt::format("begin the recipe with 'schema: {}'", kSchema));
  }
}

Node Composer::bases_of(const Node& own, const SourcePtr& source) {
  Node tree = Node::map();
  const Node* const extends = own.find("extends");
  if (extends == nullptr) return tree;
  const std::vector<Node> names =
      extends->is(Node::Kind::kList) ? extends->items : std::vector{*extends};
  for (const Node& name : names) {
    Node below = base(name, source);
    if (below.is(Node::Kind::kBroken)) return below;
    spell_out(tree);
    merge(tree, std::move(below), "", problems_);
  }
  return tree;
}

Node Composer::base(const Node& name, const SourcePtr& source) {
  if (!name.is(Node::Kind::kScalar)) {
    problems_.add(name.position,
                  fmt::format("'extends' takes a path, builtin:NAME or a list of them, "
                              "not {}",
                              shown(name)));
    return Node::of(Node::Kind::kBroken);
  }
  try {
    const fs::path path = recipe_path(name.text, source->directory, builtin_root_);
    if (std::find(extending_.begin(), extending_.end(), identity_of(path)) == extending_.end()) {
      return compose_path(path);
    }
    problems_.add(name.position, fmt::format("'{}' extends itself", path.string()));
  } catch (const Error& error) {
    problems_.add(name.position, error.what(), error.hint());
  }
  return Node::of(Node::Kind::kBroken);
}

}  // namespace maas::recipe
