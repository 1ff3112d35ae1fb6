#include "ci/dependencies.h"

#include "base/files.h"
#include "base/streams.h"
#include "data/registry.h"
#include "maas/error.h"
#include "recipe/check.h"
#include "store/recorded_recipe.h"
#include "store/resolve.h"

namespace maas::cli {

namespace fs = std::filesystem;

void Dependencies::add(const recipe::Document& document, const Recipe& recipe) {
  files_.insert(files_.end(), document.files().begin(), document.files().end());
  add_data(recipe.data);
  if (!recipe.model.from.empty()) add_model(recipe.model.from.text);
}

void Dependencies::add_recipe(const std::string& file, bool with_data) {
  if (file.empty() || base::is_stream(file)) return;
  recipe::Document document =
      recipe::load({.file = file, .builtin_root = builtin_root_}, catalog());
  if (with_data) return add(document, recipe::read_checked(document, catalog()));
  files_.insert(files_.end(), document.files().begin(), document.files().end());
}

void Dependencies::add_data(const DataBlock& data) {
  const auto add_split = [this](const std::string& split, const SplitBlock& block) {
    const bool is_share_of_another = block.layout.options.empty();
    if (is_share_of_another) return;
    for (const fs::path& file : data::layout_of({split, block.layout})->files()) {
      // Make would take one that is missing for one that has always just changed.
      if (base::exists(file)) files_.push_back(file);
    }
  };
  add_split("train", data.train);
  if (data.valid) add_split("valid", *data.valid);
  if (data.test) add_split("test", *data.test);
}

void Dependencies::add_model(const std::string& name) {
  for (const auto& entry : fs::directory_iterator(store::resolve_model(name).directory)) {
    if (entry.is_regular_file()) files_.push_back(entry.path());
  }
}

void Dependencies::add_data_of_model(const std::string& name) {
  const fs::path directory = store::resolve_model(name).directory;
  const auto recipe = store::recorded_recipe(directory, store::read_model_manifest(directory));
  if (!recipe) return;
  try {
    add_data(recipe->data);
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kNotFound) throw;
  }
}

void Dependencies::add_path(const fs::path& path) {
  files_.push_back(path);
  if (!fs::is_directory(path)) return;
  for (const fs::directory_entry& entry : fs::recursive_directory_iterator(path)) {
    files_.push_back(entry.path());
  }
}

}  // namespace maas::cli
