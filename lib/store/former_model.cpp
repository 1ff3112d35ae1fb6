#include "store/former_model.h"

#include <set>
#include <vector>

#include "base/files.h"
#include "base/hashing.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::store {

namespace fs = std::filesystem;

namespace {

std::string value_of(const LineageStep& step, const std::string& key) {
  const auto found = step.options.find(key);
  return found == step.options.end() ? "absent" : found->second;
}

std::string shown(const std::string& value) {
  return value.size() < 64 ? value : base::short_digest(value);
}

std::vector<std::string> option_changes(const LineageStep& then, const LineageStep& now) {
  std::set<std::string> keys;
  for (const LineageStep* step : {&then, &now}) {
    for (const auto& [key, value] : step->options) keys.insert(key);
  }
  keys.erase("gates");
  std::vector<std::string> changes;
  for (const std::string& key : keys) {
    const std::string before = value_of(then, key);
    const std::string after = value_of(now, key);
    if (before == after) continue;
    changes.push_back(fmt::format("{} was {}, now {}", key, shown(before), shown(after)));
  }
  return changes;
}

/// How the step differs from the one that made the model, or what is wrong with its files.
std::string difference_to(const fs::path& path, const ModelManifest& manifest,
                          const LineageStep& now) {
  if (manifest.lineage.empty()) return "how it was made is not recorded";
  const LineageStep& then = manifest.lineage.back();
  if (then.command != now.command) return fmt::format("it comes from maas {}", then.command);
  std::vector<std::string> changes = option_changes(then, now);
  if (then.source_sha256 != now.source_sha256) {
    changes.insert(changes.begin(), fmt::format("{} has changed", now.source));
  }
  if (!changes.empty()) return base::join(changes, "; ");
  try {
    verify_files(path, manifest);
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

std::string digest_of(const fs::path& model) {
  if (is_whole(model)) return base::sha256_file(model / kModelManifest);
  std::set<std::string> digests;
  for (const fs::directory_entry& entry : fs::directory_iterator(model)) {
    if (!entry.is_regular_file()) continue;
    digests.insert(entry.path().filename().string() + base::sha256_file(entry.path()));
  }
  return base::sha256(base::join({digests.begin(), digests.end()}));
}

}  // namespace

LineageStep step_from(const fs::path& source, std::string command,
                      std::map<std::string, std::string> options) {
  return {.command = std::move(command),
          .source = source.string(),
          .source_sha256 = digest_of(source),
          .options = std::move(options)};
}

FormerModel former_model(const fs::path& path, const LineageStep& step, bool force) {
  if (!base::exists(path / kModelManifest)) return {};
  FormerModel former{.manifest = read_model_manifest(path)};
  former.difference = difference_to(path, former.manifest, step);
  former.is_current = former.difference.empty();
  if (former.is_current || force) return former;
  throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                          "cannot create '{}': another model is there: {}", path.string(),
                          former.difference);
}

void touch_model(const fs::path& path) {
  base::touch(path / kModelManifest);
  base::touch(path);
}

}  // namespace maas::store
