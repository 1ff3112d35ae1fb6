#include "serving/repository/layout.h"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <map>
#include <optional>

#include <simdjson.h>

#include "base/files.h"
#include "maas/error.h"

namespace maas::serving::repository {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLabelsLimit = std::size_t{1} << 20;

bool is_model(const fs::path& path) {
  return fs::is_regular_file(path / "config.json");
}

/// Returns the directory's name, also for `.` and for a path that ends with a slash.
std::string name_of(const fs::path& path) {
  return fs::canonical(path).filename().string();
}

/// Returns the number that a version directory is named by.
std::optional<std::uint64_t> version_number(const std::string& name) {
  std::uint64_t number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  const bool is_plain = stop == end && error == std::errc{} && !name.starts_with('0');
  return is_plain ? std::optional(number) : std::nullopt;
}

/// Returns the version that `labels.json` calls stable, if it does.
std::optional<std::string> stable_version(const fs::path& model) {
  const fs::path file = model / "labels.json";
  if (!fs::exists(file)) return std::nullopt;
  simdjson::dom::parser parser;
  simdjson::dom::object labels;
  const std::string text = base::read_file(file, kLabelsLimit);
  if (parser.parse(text).get(labels) != simdjson::SUCCESS) {
    fail(ErrorCode::kInvalidData, "{} is not a JSON object of labels", file.string());
  }
  const auto label = labels["stable"];
  std::string_view name;
  if (label.get(name) == simdjson::SUCCESS) return std::string(name);
  std::uint64_t number = 0;
  if (label.get(number) == simdjson::SUCCESS) return std::to_string(number);
  return std::nullopt;
}

/// Returns the versions below `model`, oldest first; nothing if it is no model with versions.
std::vector<ModelDirectory> find_versions(const fs::path& model) {
  std::map<std::uint64_t, fs::path> versions;
  for (const fs::directory_entry& entry : fs::directory_iterator(model)) {
    const auto number = version_number(entry.path().filename().string());
    if (number && is_model(entry.path())) versions.emplace(*number, entry.path());
  }
  if (versions.empty()) return {};

  std::vector<ModelDirectory> found;
  for (const auto& [number, path] : versions) {
    found.push_back({.name = name_of(model), .version = std::to_string(number), .path = path});
  }
  const std::string chosen = stable_version(model).value_or(found.back().version);
  const auto version = std::ranges::find(found, chosen, &ModelDirectory::version);
  if (version == found.end()) {
    fail(ErrorCode::kInvalidData, "{} labels version {} stable, which is not there",
         (model / "labels.json").string(), chosen);
  }
  version->is_default = true;
  return found;
}

std::vector<ModelDirectory> find_repository(const fs::path& repository) {
  std::vector<fs::path> children;
  for (const fs::directory_entry& entry : fs::directory_iterator(repository)) {
    if (entry.is_directory()) children.push_back(entry.path());
  }
  std::ranges::sort(children);
  std::vector<ModelDirectory> found;
  for (const fs::path& child : children)
    std::ranges::move(find_versions(child), std::back_inserter(found));
  return found;
}

ModelDirectory only_version(const fs::path& named, const fs::path& path) {
  return {.name = name_of(named), .version = "1", .path = path, .is_default = true};
}

}  // namespace

std::vector<ModelDirectory> find_models(const fs::path& path) {
  if (!fs::is_directory(path)) {
    fail(ErrorCode::kNotFound, "there is no model directory or repository {}", path.string());
  }
  if (is_model(path)) return {only_version(path, path)};
  if (is_model(path / "model")) return {only_version(path, path / "model")};
  if (auto versions = find_versions(path); !versions.empty()) return versions;
  if (auto models = find_repository(path); !models.empty()) return models;
  throw failure_with_hint(ErrorCode::kNotFound,
                          "a model directory has config.json; a repository has NAME/1/config.json",
                          "{} holds no model", path.string());
}

}  // namespace maas::serving::repository
