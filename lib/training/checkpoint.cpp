#include "training/checkpoint.h"

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "base/hashing.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::training {
namespace {

constexpr const char* kSchema = "maas.checkpoint/v1";
constexpr const char* kStateFile = "state.json";
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
  std::vector<Part> parts = {{"model.safetensors", snapshot.model},
                             {"optim.safetensors", snapshot.optimizer}};
  if (state.best.seen) parts.push_back({"best.safetensors", snapshot.best});
  return parts;
}

void check_digest(const std::filesystem::path& path, const nlohmann::ordered_json& entry) {
  require_there(path);
  const auto bytes = std::filesystem::file_size(path);
  const auto recorded = entry.value("bytes", std::uintmax_t{0});
  if (bytes != recorded) {
    fail(ErrorCode::kInvalidData, "{}: {} bytes, {} were written", path.string(), bytes, recorded);
  }
  if (base::sha256_file(path) != entry.value("sha256", "")) {
    fail(ErrorCode::kInvalidData, "{}: the content is not what was written", path.string());
  }
}

}  // namespace

void save_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot,
                     const State& state) {
  base::AtomicDirectory target(directory);
  nlohmann::ordered_json files;
  for (const Part& part : parts_of(snapshot, state)) {
    const std::filesystem::path path = target.staging() / part.file;
    tensor::save_tensors(path, part.tensors);
    files[part.file] = {{"bytes", std::filesystem::file_size(path)},
                        {"sha256", base::sha256_file(path)}};
  }
  nlohmann::ordered_json json = {
      {"schema", kSchema}, {"state", recipe::to_json_of(state)}, {"files", files}};
  json["sha256"] = digest_of(json);
  formats::write_json(target.staging() / kStateFile, json);
  target.commit();
}

State load_checkpoint(const std::filesystem::path& directory, const Snapshot& snapshot) {
  const std::filesystem::path path = directory / kStateFile;
  const auto json = read_state(path);
  const auto state = recipe::from_json_to<State>(json["state"], path.string());
  const std::vector<Part> parts = parts_of(snapshot, state);
  std::vector<tensor::NamedTensors> contents;
  for (const Part& part : parts) {
    const std::filesystem::path file = directory / part.file;
    check_digest(file, json["files"].value(part.file, kNothing));
    contents.push_back(tensor::matching(formats::open_safetensors(file), part.tensors));
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    tensor::copy_values(contents[i], parts[i].tensors);
  }
  return state;
}

}  // namespace maas::training
