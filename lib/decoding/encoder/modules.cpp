#include "decoding/encoder/modules.h"

#include <string_view>

#include "decoding/safetensors_source.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

Config config_at(const fs::path& file) {
  return {formats::read_json<nlohmann::json>(file), file.string()};
}

/// A module as `modules.json` lists it.
struct Listed {
  std::string kind;  ///< the last part of its type
  fs::path directory;
};

/// @throws Error kInvalidData if a path leads out of the model
Listed listed(const fs::path& directory, const Config& entry) {
  const std::string type = entry.text("type");
  const fs::path path = fs::path(entry.text_or("path", "")).lexically_normal();
  if (path.is_absolute() || path.string().starts_with("..")) {
    entry.refuse("path", "a folder of the model");
  }
  return {type.substr(type.rfind('.') + 1), directory / path};
}

std::vector<Listed> list_of(const fs::path& directory) {
  const fs::path file = directory / "modules.json";
  if (!fs::exists(file)) return {};
  const auto json = formats::read_json<nlohmann::json>(file);
  if (!json.is_array()) fail(ErrorCode::kInvalidData, "{}: expected a list", file.string());
  std::vector<Listed> modules;
  for (const nlohmann::json& one : json) {
    modules.push_back(listed(directory, Config(one, file.string())));
  }
  return modules;
}

DenseModule dense_at(const fs::path& directory, std::int64_t inputs, std::int64_t& outputs) {
  const Config config = config_at(directory / "config.json");
  if (config.size("in_features") != inputs) {
    config.refuse("in_features", fmt::format("{}, which comes before it", inputs));
  }
  outputs = config.size("out_features");
  const std::string function = config.text_or("activation_function", "Tanh");
  const bool is_tanh = function.ends_with("Tanh");
  if (!is_tanh && !function.ends_with("Identity")) {
    config.refuse("activation_function", "Tanh or Identity");
  }
  DenseModule dense = {.linear = {}, .tanh = is_tanh, .source = open_weights(directory)};
  WeightReader reader(*dense.source);
  dense.linear.weight = reader.matrix("linear", outputs, inputs);
  if (config.flag_or("bias", true)) dense.linear.bias = reader.vector("linear.bias", outputs);
  dense.widened = reader.take_widened();
  return dense;
}

void read_prompts(const fs::path& directory, Modules& modules) {
  const fs::path file = directory / "config_sentence_transformers.json";
  if (!fs::exists(file)) return;
  const Config config = config_at(file);
  if (const std::optional<Config> prompts = config.below("prompts")) {
    for (const auto& [name, value] : prompts->json().items()) {
      modules.prompts[name] = prompts->text(name.c_str());
    }
  }
  modules.default_prompt = config.text_or("default_prompt_name", "");
  if (!modules.default_prompt.empty() && !modules.prompts.contains(modules.default_prompt)) {
    config.refuse("default_prompt_name", "one of the prompts");
  }
}

/// Adds a module to those before it.
void add(const Listed& module, std::int64_t width, Modules& modules) {
  if (module.kind == "Pooling") {
    modules.pooling = pooling_of(config_at(module.directory / "config.json"));
    modules.size = modules.pooled_size(width);
  } else if (module.kind == "Dense") {
    modules.then.emplace_back(dense_at(module.directory, modules.size, modules.size));
    modules.normalized = false;
  } else if (module.kind == "Normalize") {
    modules.then.emplace_back(NormalizeModule());
    modules.normalized = true;
  } else if (module.kind != "Transformer" && module.kind != "Dropout") {
    fail(
        ErrorCode::kInvalidRecipe,
        "'{}': a module '{}' cannot be run; Transformer, Pooling, Dense, Normalize and Dropout can",
        module.directory.string(), module.kind);
  }
}

}  // namespace

fs::path transformer_directory(const fs::path& directory) {
  for (const Listed& module : list_of(directory)) {
    if (module.kind == "Transformer") return module.directory;
  }
  return directory;
}

Modules read_modules(const fs::path& directory, std::int64_t width) {
  Modules modules;
  modules.size = modules.pooled_size(width);
  for (const Listed& module : list_of(directory)) add(module, width, modules);
  read_prompts(directory, modules);
  return modules;
}

}  // namespace maas::decoding
