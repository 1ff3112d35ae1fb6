#include "training/checkpoint.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "base/parallel.h"
#include "base/posix.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::training {
namespace {

constexpr const char* kSchema = "maas.checkpoint/v1";
constexpr const char* kStateFile = "state.json";
constexpr const char* kModelFile = "model.safetensors";
constexpr const char* kOptimizerFile = "optim.safetensors";
constexpr const char* kBestFile = "best.safetensors";
const nlohmann::ordered_json kNothing = nlohmann::ordered_json::object();

struct Part {
  const char* file;
  const tensor::NamedTensors& tensors;
};

/// What the state's own digest is taken of.
std::string digest_of(const nlohmann::ordered_json& json) {
  return base::sha256(json.at("state").dump() + json.at("files").dump());
}

void require_there(const std::filesystem::path& path) {
  if (std::filesystem::exists(path)) return;
  fail(ErrorCode::kInvalidData, "{}: the file is missing", path.string());
}

/// Reads `state.json` and checks that nothing of it was altered.
nlohmann::ordered_json read_state(const std::filesystem::path& path) {
  require_there(path);
  const auto json = formats::read_json<formats::OrderedJson>(path);
  if (!json.is_object() || !json.contains("schema") || json["schema"] != kSchema) {
    fail(ErrorCode::kInvalidData, "{}: schema is not {}", path.string(), kSchema);
  }
  const bool is_whole = json.contains("state") && json.contains("files") &&
                        json.contains("sha256") && json["sha256"] == digest_of(json);
  if (!is_whole) {
    fail(ErrorCode::kInvalidData, "{}: the content is not what was written", path.string());
  }
  return json;
}

/// The files of a snapshot. A best is there once there has been a validation.
std::vector<Part> parts_of(const Snapshot& snapshot, const State& state) {
  std::vector<Part> parts = {{kModelFile, snapshot.model}, {kOptimizerFile, snapshot.optimizer}};
  if (state.best.seen) parts.push_back({kBestFile, snapshot.best});
  return parts;
}

void check_digest(const std::filesystem::path& path, const nlohmann::ordered_json& entry) {
  require_there(path);
  base::open_regular(path);
  const auto bytes = std::filesystem::file_size(path);
  const auto recorded = entry.value("bytes", std::uintmax_t{0});
  if (bytes != recorded) {
    fail(ErrorCode::kInvalidData, "{}: {} bytes, {} were written", path.string(), bytes, recorded);
  }
  if (base::sha256_file(path) != entry.value("sha256", "")) {
    fail(ErrorCode::kInvalidData, "{}: the content is not what was written", path.string());
  }
}

WrittenFile write(const std::filesystem::path& path, const tensor::NamedTensors& tensors) {
  base::Sha256 hash;
  tensor::save_tensors(path, tensors, &hash);
  return {path, std::filesystem::file_size(path), hash.hexadecimal()};
}

bool is_whole(const WrittenFile& file) {
  try {
    return base::sha256_file(file.path) == file.sha256;
  } catch (const Error&) {
    return false;
  }
}

/// Gives a file another name; false where that cannot be done, or its content is no longer what was
/// written.
bool share(const WrittenFile& file, const std::filesystem::path& name) {
  if (!is_whole(file)) return false;
  std::error_code error;
  std::filesystem::create_hard_link(file.path, name, error);
  return !error;
}

}  // namespace

std::optional<WrittenBest> save_checkpoint(const std::filesystem::path& directory,
                                           const Snapshot& snapshot, const State& state,
                                           const std::optional<WrittenBest>& before) {
  base::AtomicDirectory target(directory);
  const std::vector<Part> parts = parts_of(snapshot, state);
  std::vector<WrittenFile> written(parts.size());
  const auto write_part = [&](std::int64_t index) {
    const auto i = static_cast<std::size_t>(index);
    const std::filesystem::path path = target.staging() / parts[i].file;
    const bool is_same_best =
        parts[i].file == std::string_view(kBestFile) && before && before->step == state.best.step;
    written[i] =
        is_same_best && share(before->file, path) ? before->file : write(path, parts[i].tensors);
  };
  base::for_each_index(std::ssize(parts), write_part, /*least_per_thread=*/1);
  nlohmann::ordered_json files;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    files[parts[i].file] = {{"bytes", written[i].bytes}, {"sha256", written[i].sha256}};
  }
  nlohmann::ordered_json json = {
      {"schema", kSchema}, {"state", recipe::to_json_of(state)}, {"files", files}};
  json["sha256"] = digest_of(json);
  formats::write_json(target.staging() / kStateFile, json);
  target.commit();
  if (!state.best.seen) return std::nullopt;
  const WrittenFile& best = written.back();
  return WrittenBest{state.best.step, {directory / kBestFile, best.bytes, best.sha256}};
}

Checkpoint load_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot) {
  const std::filesystem::path path = directory / kStateFile;
  const auto json = read_state(path);
  Checkpoint checkpoint{.state = recipe::from_json_to<State>(json["state"], path.string())};
  const std::vector<Part> parts = parts_of(snapshot, checkpoint.state);
  const auto check = [&](std::int64_t i) {
    const char* const file = parts[static_cast<std::size_t>(i)].file;
    check_digest(directory / file, json["files"].value(file, kNothing));
  };
  base::for_each_index(std::ssize(parts), check, /*least_per_thread=*/1);
  std::vector<tensor::NamedTensors> contents;
  for (const Part& part : parts) {
    contents.push_back(
        tensor::matching(formats::open_safetensors(directory / part.file), part.tensors));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    tensor::copy_values(contents[i], parts[i].tensors);
  }
  if (checkpoint.state.best.seen) {
    const auto& file = json["files"][kBestFile];
    checkpoint.best = {checkpoint.state.best.step,
                       {directory / kBestFile, file["bytes"], file["sha256"]}};
  }
  return checkpoint;
}

}  // namespace maas::training
