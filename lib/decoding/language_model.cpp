#include "decoding/language_model.h"

#include <algorithm>
#include <fstream>

#include "base/files.h"
#include "decoding/families/family.h"
#include "decoding/gguf_source.h"
#include "decoding/safetensors_source.h"
#include "decoding/widened_copy.h"
#include "formats/gguf/gguf.h"
#include "formats/json/json.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

namespace fs = std::filesystem;

/// What is opened of a model beside its weights.
struct Companions {
  text::Tokenizer tokenizer;
  std::optional<text::ChatTemplate> chat_template{};
  std::string begin_token{};
  std::string end_token{};
  Advice advice{};
};

std::optional<Config> config_at(const fs::path& file) {
  if (!fs::exists(file)) return std::nullopt;
  return Config(formats::read_json<nlohmann::json>(file), file.string());
}

/// A special token is a text, or an object with its `content`.
std::string token_text(const Config& config, const char* key) {
  if (!config.has(key)) return {};
  if (config.json().at(key).is_string()) return config.text(key);
  const std::optional<Config> token = config.below(key);
  return token->text_or("content", "");
}

/// One id, or a list of them.
std::vector<std::int32_t> ids_of(const Config& config, const char* key) {
  std::vector<std::int64_t> ids;
  if (config.has(key) && config.json().at(key).is_number_integer()) {
    ids.push_back(config.json().at(key).get<std::int64_t>());
  } else {
    ids = config.wholes(key);
  }
  return {ids.begin(), ids.end()};
}

void add_end(std::optional<std::int32_t> token, std::vector<std::int32_t>& ends) {
  if (token && std::ranges::find(ends, *token) == ends.end()) ends.push_back(*token);
}

/// Ends of turns that models give although their files may not name them as an end.
void add_known_ends(const text::Tokenizer& tokenizer, std::vector<std::int32_t>& ends) {
  for (const char* const token :
       {"<|im_end|>", "<|eot_id|>", "<|end|>", "<end_of_turn>", "<|endoftext|>", "</s>"}) {
    const std::optional<std::int32_t> id = tokenizer.id_of(token);
    if (id && tokenizer.is_special(*id)) add_end(id, ends);
  }
}

Advice advice_of(const fs::path& directory, const Config& config) {
  Advice advice;
  const std::optional<Config> generation = config_at(directory / "generation_config.json");
  advice.ends =
      ids_of(generation && generation->has("eos_token_id") ? *generation : config, "eos_token_id");
  if (!generation) return advice;
  const auto number = [&](const char* key) {
    return generation->has(key) ? std::optional(generation->number(key)) : std::nullopt;
  };
  advice.samples = generation->flag_or("do_sample", false);
  advice.temperature = number("temperature");
  advice.top_p = number("top_p");
  advice.min_p = number("min_p");
  advice.repetition_penalty = number("repetition_penalty");
  if (generation->has("top_k")) {
    advice.top_k = static_cast<std::int64_t>(generation->number("top_k"));
  }
  return advice;
}

/// The template of a directory: a file of its own, or the one text in the tokenizer's settings, or
/// that of several which is called default.
std::optional<text::ChatTemplate> chat_template_of(const fs::path& directory,
                                                   const std::optional<Config>& settings) {
  const fs::path file = directory / "chat_template.jinja";
  if (fs::exists(file)) {
    return text::ChatTemplate(base::read_file(file, std::size_t{16} << 20U), file.string());
  }
  if (!settings || !settings->has("chat_template")) return std::nullopt;
  const std::string name = settings->name() + ": chat_template";
  const nlohmann::json& value = settings->json().at("chat_template");
  if (value.is_string()) return text::ChatTemplate(value.get<std::string>(), name);
  if (!value.is_array()) settings->refuse("chat_template", "a text or a list of templates");
  for (const nlohmann::json& one : value) {
    const Config entry(one, name);
    if (entry.text("name") == "default") return text::ChatTemplate(entry.text("template"), name);
  }
  return std::nullopt;
}

Companions companions_of(const fs::path& directory, const Config& config) {
  Companions companions = {.tokenizer = text::open_tokenizer(directory / "tokenizer.json")};
  const std::optional<Config> settings = config_at(directory / "tokenizer_config.json");
  companions.chat_template = chat_template_of(directory, settings);
  if (settings) {
    companions.begin_token = token_text(*settings, "bos_token");
    companions.end_token = token_text(*settings, "eos_token");
  }
  companions.advice = advice_of(directory, config);
  add_end(companions.tokenizer.id_of(companions.end_token), companions.advice.ends);
  add_known_ends(companions.tokenizer, companions.advice.ends);
  return companions;
}

text::Tokenizer tokenizer_of(const formats::GgufFile& file,
                             const text::GgufVocabulary& vocabulary) {
  return text::Tokenizer(nlohmann::json(text::tokenizer_json_of(vocabulary)),
                         file.origin() + ": tokenizer");
}

Companions companions_of(const formats::GgufFile& file) {
  const text::GgufVocabulary vocabulary = vocabulary_of(file);
  Companions companions = {.tokenizer = tokenizer_of(file, vocabulary)};
  const auto text_of = [&](const std::optional<std::int64_t>& id) {
    return id ? std::string(companions.tokenizer.token(static_cast<std::int32_t>(*id)))
              : std::string();
  };
  companions.begin_token = text_of(vocabulary.bos);
  companions.end_token = text_of(vocabulary.eos);
  if (const std::string* source = file.metadata().text("tokenizer.chat_template")) {
    companions.chat_template.emplace(*source, file.origin() + ": tokenizer.chat_template");
  }
  if (vocabulary.eos) companions.advice.ends.push_back(static_cast<std::int32_t>(*vocabulary.eos));
  add_known_ends(companions.tokenizer, companions.advice.ends);
  return companions;
}

/// A vocabulary may be padded in the embedding, but never be larger.
void check_vocabulary(const text::Tokenizer& tokenizer, const Specification& specification,
                      const std::string& origin) {
  if (tokenizer.size() <= specification.vocabulary) return;
  fail(ErrorCode::kInvalidData, "{}: the tokenizer has {} tokens, but the embedding {} rows",
       origin, tokenizer.size(), specification.vocabulary);
}

LanguageModel joined(std::string name, Decoder decoder, std::shared_ptr<const TensorSource> source,
                     Companions companions) {
  check_vocabulary(companions.tokenizer, decoder.specification, source->origin());
  Weights weights = load_weights(decoder.specification, decoder.names, std::move(source));
  return {.name = std::move(name),
          .specification = std::move(decoder.specification),
          .weights = std::move(weights),
          .tokenizer = std::move(companions.tokenizer),
          .chat_template = std::move(companions.chat_template),
          .begin_token = std::move(companions.begin_token),
          .end_token = std::move(companions.end_token),
          .advice = std::move(companions.advice)};
}

LanguageModel open_file(const fs::path& path) {
  const auto file = std::make_shared<const formats::GgufFile>(formats::open_gguf(path));
  Decoder decoder = decoder_of(Config(config_of(*file), path.string()));
  if (is_interleaved(*file)) {
    for (Layer& layer : decoder.specification.layers) {
      if (auto& rotary = attention_of(layer).rotary) rotary->interleaved = true;
    }
  }
  return joined(path.stem().string(), std::move(decoder),
                with_widened_copy(source_of(file), path, widened_directory()),
                companions_of(*file));
}

LanguageModel open_directory(const fs::path& directory) {
  const fs::path file = directory / "config.json";
  const Config config(formats::read_json<nlohmann::json>(file), file.string());
  Decoder decoder = decoder_of(config);
  return joined(fs::canonical(directory).filename().string(), std::move(decoder),
                open_weights(directory), companions_of(directory, config));
}

void check_is_there(const fs::path& path) {
  if (!fs::exists(path)) fail(ErrorCode::kNotFound, "there is no '{}'", path.string());
}

}  // namespace

LanguageModel open_language_model(const fs::path& path) {
  check_is_there(path);
  return fs::is_directory(path) ? open_directory(path) : open_file(path);
}

text::Tokenizer open_model_tokenizer(const fs::path& path) {
  check_is_there(path);
  if (fs::is_directory(path)) return text::open_tokenizer(path / "tokenizer.json");
  const formats::GgufFile file = formats::open_gguf(path);
  return tokenizer_of(file, vocabulary_of(file));
}

}  // namespace maas::decoding
