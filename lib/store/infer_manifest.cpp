#include "store/infer_manifest.h"

#include <string_view>

#include "base/strings.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::store {
namespace {

using formats::Json;

struct TaskSuffix {
  std::string_view class_suffix;
  std::string_view task;
};

/// The ends of Hugging Face's class names, and our tasks.
constexpr TaskSuffix kTaskSuffixes[] = {
    {"ForImageClassification", "image-classification"},
    {"ForSequenceClassification", "text-classification"},
    {"ForTokenClassification", "token-classification"},
    {"ForMaskedLM", "fill-mask"},
    {"ForCausalLM", "text-generation"},
    {"LMHeadModel", "text-generation"},
};

std::string task_of(const Json& config) {
  const auto classes = config.find("architectures");
  if (classes == config.end() || !classes->is_array()) return "";
  for (const Json& name : *classes) {
    for (const TaskSuffix& row : kTaskSuffixes) {
      if (name.is_string() && name.get_ref<const std::string&>().ends_with(row.class_suffix)) {
        return std::string(row.task);
      }
    }
  }
  return "";
}

/// What our own files tell of the task.
std::string task_by_files(const std::filesystem::path& directory, const Json& config) {
  if (std::filesystem::exists(directory / "columns.json")) {
    return config.contains("target") ? "tabular-regression" : "tabular-classification";
  }
  return config.contains("max_words") ? "text-classification" : "";
}

/// Returns the values of `id2label`, `{"0": "cat", ...}`, in order of their numbers.
std::vector<std::string> labels_of(const Json& config, const std::string& path) {
  const auto names = config.find("id2label");
  if (names == config.end()) return {};
  std::vector<std::string> labels(names->size());
  for (const auto& [id, label] : names->items()) {
    double index = -1;
    const bool fits = names->is_object() && base::parse_number(id, index) && index >= 0 &&
                      index < static_cast<double>(labels.size());
    if (!fits || !label.is_string()) {
      fail(ErrorCode::kInvalidData, "'{}': id2label[{}] is no name of one of {} classes", path, id,
           labels.size());
    }
    labels[static_cast<std::size_t>(index)] = label.get<std::string>();
  }
  return labels;
}

}  // namespace

ModelManifest infer_manifest(const std::filesystem::path& directory) {
  const std::filesystem::path path = directory / "config.json";
  const Json config = formats::read_json(path);
  const auto type = config.is_object() ? config.find("model_type") : config.end();
  if (type == config.end() || !type->is_string()) {
    fail(ErrorCode::kInvalidData, "'{}': there is no text 'model_type'", path.string());
  }
  ModelManifest manifest;
  manifest.architecture = type->get<std::string>();
  manifest.task = task_of(config);
  if (manifest.task.empty()) manifest.task = task_by_files(directory, config);
  manifest.labels = labels_of(config, path.string());
  return manifest;
}

}  // namespace maas::store
