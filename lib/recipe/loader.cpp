#include "recipe/loader.h"

#include <utility>

#include <fmt/format.h>

#include "base/strings.h"
#include "recipe/compose.h"
#include "recipe/interpolate.h"
#include "recipe/key_path.h"
#include "recipe/read.h"

namespace maas::recipe {
namespace {

const std::vector<std::string> kLoaderKeys = {"schema", "extends", "vars"};

}  // namespace

void Document::finish(const LoadRequest& request, const std::set<std::string>& referenced,
                      int sources) {
  if (root_.is(Node::Kind::kBroken)) return;
  for (const std::string& argument : request.overrides) {
    apply_override(root_, argument, sources++, problems_);
  }
  for (const Flag& flag : request.flags) apply_flag(root_, flag, sources++, problems_);
  settle_vars(referenced);
}

/// Replaces the references; `vars` has served its purpose then.
void Document::settle_vars(std::set<std::string> referenced) {
  collect_referenced_vars(root_, referenced);
  interpolate(root_, problems_);
  const Entry* const vars = root_.entry("vars");
  if (vars == nullptr) return;
  if (!vars->value.is(Node::Kind::kMap)) {
    problems_.add(vars->position, fmt::format("'vars' must be a map, not {}", shown(vars->value)));
  }
  for (const Entry& entry : vars->value.entries) {
    if (referenced.contains(entry.key)) continue;
    const std::string meant = base::closest(entry.key, {referenced.begin(), referenced.end()});
    problems_.add(entry.position, fmt::format("nothing refers to 'vars.{}'", entry.key),
                  meant.empty() ? fmt::format("write ${{vars.{}}}, or remove it", entry.key)
                                : fmt::format("did you mean 'vars.{}'?", meant));
  }
  root_.erase("vars");
}

void Document::read_fields(Fields fields) {
  recipe::read(root_, std::move(fields), *catalog_, problems_, "", {.further_keys = kLoaderKeys});
}

void Document::read_block_fields(const std::string& block, Fields fields) {
  if (const Node* const node = root_.find(block)) {
    recipe::read(*node, std::move(fields), *catalog_, problems_, block);
  } else {
    recipe::read(Node::map(), std::move(fields), *catalog_, problems_, block);
  }
}

void Document::blame(std::string_view path, std::string message, std::string hint) {
  problems_.add(position(path), std::move(message), std::move(hint));
}

void Document::blame_key(std::string_view path, std::string message, std::string hint) {
  problems_.add(key_position_of(root_, path), std::move(message), std::move(hint));
}

Position Document::position(std::string_view path) const {
  return position_of(root_, path);
}

Document load(const LoadRequest& request, const Catalog& catalog) {
  Document document(catalog);
  Composer composer(request.builtin_root, document.problems_);
  if (!request.file.empty()) document.root_ = composer.compose_file(request.file);
  document.files_ = composer.files();
  document.finish(request, composer.referenced_vars(), composer.sources());
  return document;
}

Document load_text(std::string text, std::string name, const Catalog& catalog) {
  Document document(catalog);
  Composer composer({}, document.problems_);
  document.root_ = composer.compose_text(std::move(text), std::move(name));
  document.finish({}, composer.referenced_vars(), composer.sources());
  return document;
}

}  // namespace maas::recipe
