#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "maas/catalog.h"
#include "maas/fields.h"
#include "recipe/node.h"
#include "recipe/overrides.h"
#include "recipe/problems.h"

/// Recipes: YAML in, described structs out. This is the front door.
namespace maas::recipe {

/// What a recipe is made from; later wins.
struct LoadRequest {
  std::string file;                      ///< path, `builtin:NAME`, `-`; empty: no file
  std::vector<std::string> overrides{};  ///< `key=value`, `~key`
  std::vector<Flag> flags{};
  std::filesystem::path builtin_root{};
};

/// A recipe whose files are composed, whose overrides are applied and whose references are
/// replaced.
class Document {
 public:
  /// Writes the values into a described struct and notes what is wrong with them.
  template <class Struct>
  void read(Struct& target) {
    read_fields(fields_of(target));
  }

  /// Writes the values of one block, e.g. `quantize`, into a described struct.
  template <class Struct>
  void read_block(const std::string& block, Struct& target) {
    read_block_fields(block, fields_of(target));
  }

  /// Notes a problem with the value of a key, e.g. one that does not go with another.
  void blame(std::string_view path, std::string message, std::string hint = {});

  /// The same of the key itself.
  void blame_key(std::string_view path, std::string message, std::string hint = {});

  /// Whether nothing wrong was noted so far.
  bool is_fine() const { return problems_.empty(); }

  /// @throws Error kInvalidRecipe with everything noted so far, or kUsage if only flags are to
  /// blame
  void throw_if_any() const { problems_.throw_if_any(); }

  /// The place of a key, or of the nearest key around it.
  Position position(std::string_view path) const;
  const Node& root() const { return root_; }

  /// The recipe's file and those that it extends.
  const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  friend Document load(const LoadRequest& request, const Catalog& catalog);
  friend Document load_text(std::string text, std::string name, const Catalog& catalog);

  explicit Document(const Catalog& catalog) : catalog_(&catalog) {}
  void finish(const LoadRequest& request, const std::set<std::string>& referenced, int sources);
  void settle_vars(std::set<std::string> referenced);
  void read_fields(Fields fields);
  void read_block_fields(const std::string& block, Fields fields);

  const Catalog* catalog_;
  Node root_ = Node::map();
  Problems problems_;
  std::vector<std::filesystem::path> files_;
};

/// Composes a recipe. Problems wait in the document for `throw_if_any`.
/// @throws Error kNotFound if there is no such file; kIo
Document load(const LoadRequest& request, const Catalog& catalog);

/// The same of a text in memory, called `name` in messages.
Document load_text(std::string text, std::string name, const Catalog& catalog);

}  // namespace maas::recipe
