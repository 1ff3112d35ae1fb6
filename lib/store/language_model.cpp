#include "store/language_model.h"

#include <filesystem>
#include <fstream>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "maas/error.h"
#include "store/resolve.h"

namespace maas::store {
namespace {

namespace fs = std::filesystem;

/// Of a file that is missing or malformed: nothing. Whoever opens the model says what is wrong.
nlohmann::json json_at(const fs::path& file) {
  std::ifstream stream(file);
  return nlohmann::json::parse(stream, nullptr, /*allow_exceptions=*/false);
}

std::string text_at(const nlohmann::json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Whether a `config.json` names an architecture of which `is_meant(name)`.
template <class IsMeant>
bool has_architecture(const nlohmann::json& config, IsMeant is_meant) {
  if (!config.is_object() || !config.contains("architectures")) return false;
  for (const nlohmann::json& architecture : config.at("architectures")) {
    if (architecture.is_string() && is_meant(architecture.get<std::string>())) return true;
  }
  return false;
}

bool is_causal(std::string_view architecture) {
  return architecture.ends_with("ForCausalLM") || architecture.ends_with("LMHeadModel");
}

bool is_of_bert(std::string_view architecture) {
  return architecture == "BertModel" ||
         (architecture.starts_with("BertFor") && !is_causal(architecture));
}

bool is_language_directory(const fs::path& directory) {
  const fs::path manifest = directory / "maas.json";
  if (fs::exists(manifest)) return text_at(json_at(manifest), "task") == "text-generation";
  return has_architecture(json_at(directory / "config.json"), is_causal);
}

bool is_encoder_directory(const fs::path& directory) {
  if (fs::exists(directory / "maas.json")) return false;
  return fs::exists(directory / "modules.json") ||
         has_architecture(json_at(directory / "config.json"), is_of_bert);
}

/// Whether a name is of a model whose directory `is_meant`.
bool resolves_to(const std::string& model, bool (*is_meant)(const fs::path&)) {
  try {
    return is_meant(resolve_model(model).directory);
  } catch (const Error&) {
    return false;
  }
}

}  // namespace

bool is_language_model(const std::string& model) {
  if (fs::is_regular_file(model)) return base::lowered(model).ends_with(".gguf");
  return resolves_to(model, is_language_directory);
}

bool is_text_encoder(const std::string& model) {
  return !fs::is_regular_file(model) && resolves_to(model, is_encoder_directory);
}

}  // namespace maas::store
