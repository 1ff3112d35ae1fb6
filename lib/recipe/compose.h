#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "recipe/node.h"
#include "recipe/problems.h"

namespace maas::recipe {

inline constexpr std::string_view kSchema = "maas.recipe/v1";

/// Reads recipe files and what they extend into one tree.
class Composer {
 public:
  Composer(std::filesystem::path builtin_root, Problems& problems)
      : builtin_root_(std::move(builtin_root)), problems_(problems) {}

  /// Returns the tree of a recipe: a path, `builtin:NAME`, `-` for standard input, or a pipe.
  /// The keys `schema` and `extends` are checked and gone.
  ///
  /// @throws Error kNotFound if there is no such file; kIo
  Node compose_file(const std::string& name);

  /// Returns the tree of a text in memory, called `name` in messages; relative paths count from
  /// where the program runs.
  Node compose_text(std::string text, std::string name);

  /// The names under `vars` that any of the texts refers to.
  const std::set<std::string>& referenced_vars() const { return referenced_vars_; }

  /// The files read so far.
  const std::vector<std::filesystem::path>& files() const { return files_; }

  /// Number of sources read so far.
  int sources() const { return sources_; }

 private:
  Node compose_path(const std::filesystem::path& path);
  Node compose_source(const SourcePtr& source);
  Node bases_of(const Node& own, const SourcePtr& source);
  Node base(const Node& name, const SourcePtr& source);
  void check_schema(const Node& own, const SourcePtr& source);

  std::filesystem::path builtin_root_;
  Problems& problems_;
  std::vector<std::filesystem::path> extending_;  ///< from the user's file to the one being read
  std::vector<std::filesystem::path> files_;
  std::set<std::string> referenced_vars_;
  int sources_ = 0;
};

}  // namespace maas::recipe
