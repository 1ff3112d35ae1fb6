#include "completion/model_paths.h"

#include <algorithm>
#include <filesystem>

#include "store/repository.h"

namespace maas::cli {
namespace {

namespace fs = std::filesystem;

/// What a directory is to a command that takes a model; empty: only a step on the way.
std::string kind_of(const fs::path& directory) {
  if (store::is_model(directory)) return "model";
  if (store::is_model(directory / "model")) return "run";
  if (!store::versions_of(directory).empty()) return "model with versions";
  return "";
}

std::vector<Candidate> versions(const std::string& model) {
  std::vector<Candidate> candidates;
  for (const auto& [label, number] : store::labels_of(model)) {
    candidates.push_back({model + "@" + label, "version " + std::to_string(number)});
  }
  for (const store::ModelVersion& version : store::versions_of(model)) {
    candidates.push_back({model + "@" + std::to_string(version.number), "version"});
  }
  return candidates;
}

std::vector<Candidate> directories(const std::string& word) {
  const std::string head = word.substr(0, word.rfind('/') + 1);
  const bool wants_hidden = word.substr(head.size()).starts_with('.');
  std::vector<Candidate> candidates;
  std::error_code none;
  for (const fs::directory_entry& entry : fs::directory_iterator(head.empty() ? "." : head, none)) {
    const std::string name = entry.path().filename();
    if (!entry.is_directory(none) || name.starts_with('.') != wants_hidden) continue;
    if (!(head + name).starts_with(word)) continue;
    const std::string kind = kind_of(entry.path());
    candidates.push_back(kind.empty() ? Candidate{head + name + "/", "directory"}
                                      : Candidate{head + name, kind});
  }
  std::sort(candidates.begin(), candidates.end(),
            [](const Candidate& a, const Candidate& b) { return a.text < b.text; });
  return candidates;
}

}  // namespace

std::vector<Candidate> model_paths(const std::string& word) {
  const std::size_t at = word.rfind('@');
  if (at != word.npos && !store::versions_of(word.substr(0, at)).empty()) {
    return starting_with(word, versions(word.substr(0, at)));
  }
  return directories(word);
}

}  // namespace maas::cli
