#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "maas/recipe.h"
#include "recipe/loader.h"

namespace maas::cli {

/// The files that a command reads, for its depfile.
class Dependencies {
 public:
  /// @param builtin_root  the folder of the shipped recipes
  explicit Dependencies(std::filesystem::path builtin_root)
      : builtin_root_(std::move(builtin_root)) {}

  /// Adds the files of a recipe that was read, its data and the model that it starts from.
  /// @throws Error kNotFound, kInvalidData
  void add(const recipe::Document& document, const Recipe& recipe);

  /// Adds the files of a recipe by its name, and its data if they are read too; of none, and of
  /// standard input, nothing is added.
  /// @throws Error kNotFound, kInvalidRecipe, kInvalidData
  void add_recipe(const std::string& file, bool with_data);

  /// Adds a model's files.
  /// @throws Error kNotFound
  void add_model(const std::string& name);

  /// Adds the data of the recipe that a model records, as far as they are there.
  /// @throws Error kInvalidData
  void add_data_of_model(const std::string& name);

  /// Adds a file, or a folder with everything below it.
  void add_path(const std::filesystem::path& path);

  const std::vector<std::filesystem::path>& files() const { return files_; }

 private:
  void add_data(const DataBlock& data);

  std::filesystem::path builtin_root_;
  std::vector<std::filesystem::path> files_;
};

}  // namespace maas::cli
