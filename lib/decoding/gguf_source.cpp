#include "decoding/gguf_source.h"

#include <algorithm>
#include <array>
#include <map>
#include <unordered_map>

#include <fmt/ranges.h>

#include "base/strings.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using formats::GgufFile;

/// The name of a part of a layer in both worlds, without the number.
struct PartName {
  std::string_view gguf;
  std::string_view hugging_face;
};

constexpr std::array kLayerParts = {
    PartName{"attn_norm", "input_layernorm"},    PartName{"ffn_norm", "post_attention_layernorm"},
    PartName{"attn_q", "self_attn.q_proj"},      PartName{"attn_k", "self_attn.k_proj"},
    PartName{"attn_v", "self_attn.v_proj"},      PartName{"attn_output", "self_attn.o_proj"},
    PartName{"attn_q_norm", "self_attn.q_norm"}, PartName{"attn_k_norm", "self_attn.k_norm"},
    PartName{"ffn_gate", "mlp.gate_proj"},       PartName{"ffn_up", "mlp.up_proj"},
    PartName{"ffn_down", "mlp.down_proj"}};

constexpr std::array kOtherParts = {PartName{"token_embd", "model.embed_tokens"},
                                    PartName{"output_norm", "model.norm"},
                                    PartName{"output", "lm_head"}};

/// "blk.3.attn_q.weight" -> "model.layers.3.self_attn.q_proj.weight"; others stay as they are.
std::string hugging_face_name(std::string_view name) {
  const std::size_t last_dot = name.rfind('.');
  if (last_dot == name.npos) return std::string(name);
  const std::string_view ending = name.substr(last_dot);
  const std::string_view stem = name.substr(0, last_dot);
  for (const PartName& part : kOtherParts) {
    if (stem == part.gguf) return fmt::format("{}{}", part.hugging_face, ending);
  }
  const std::size_t dot = stem.find('.', 4);
  if (!stem.starts_with("blk.") || dot == stem.npos) return std::string(name);
  for (const PartName& part : kLayerParts) {
    if (stem.substr(dot + 1) != part.gguf) continue;
    return fmt::format("model.layers.{}.{}{}", stem.substr(4, dot - 4), part.hugging_face, ending);
  }
  return std::string(name);
}

class GgufSource : public TensorSource {
 public:
  explicit GgufSource(std::shared_ptr<const GgufFile> file) : file_(std::move(file)) {
    for (const formats::GgufTensor& tensor : file_->tensors()) {
      tensors_.emplace(hugging_face_name(tensor.name), &tensor);
    }
  }

  const std::string& origin() const override { return file_->origin(); }
  bool has(std::string_view name) const override { return tensors_.contains(std::string(name)); }
  std::vector<std::string> names() const override {
    std::vector<std::string> names;
    for (const auto& [name, tensor] : tensors_) names.push_back(name);
    return names;
  }

  SourceTensor at(std::string_view name) const override {
    const auto found = tensors_.find(std::string(name));
    if (found == tensors_.end()) {
      fail(ErrorCode::kInvalidData, "{}: there is no tensor for '{}'", origin(), name);
    }
    return {found->second->type, found->second->shape, found->second->bytes};
  }

 private:
  std::shared_ptr<const GgufFile> file_;
  std::unordered_map<std::string, const formats::GgufTensor*> tensors_;
};

/// Metadata of one architecture: keys begin with its name.
class ArchitectureKeys {
 public:
  ArchitectureKeys(const GgufFile& file, std::string architecture)
      : file_(file), architecture_(std::move(architecture)) {}

  std::optional<std::int64_t> whole(std::string_view key) const {
    return file_.metadata().whole(full(key));
  }
  std::optional<double> number(std::string_view key) const {
    return file_.metadata().number(full(key));
  }
  std::int64_t need(std::string_view key) const {
    if (const auto value = whole(key)) return *value;
    fail(ErrorCode::kInvalidData, "{}: '{}' is missing", file_.origin(), full(key));
  }

 private:
  std::string full(std::string_view key) const { return fmt::format("{}.{}", architecture_, key); }

  const GgufFile& file_;
  std::string architecture_;
};

std::string architecture_of(const GgufFile& file) {
  const std::string* const name = file.metadata().text("general.architecture");
  if (name != nullptr) return *name;
  fail(ErrorCode::kInvalidData, "{}: 'general.architecture' is missing", file.origin());
}

/// Refuses what would be run otherwise than its makers meant: architectures whose keys say less
/// than `config.json`, and factors of frequencies that are kept as a tensor.
void refuse_unreadable(const GgufFile& file, const std::string& architecture) {
  constexpr std::array<std::string_view, 3> kReadable = {"llama", "qwen2", "qwen3"};
  if (std::ranges::find(kReadable, architecture) == kReadable.end()) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "take the model's Hugging Face directory",
                            "{}: GGUF files of '{}' cannot be run; those of {} can", file.origin(),
                            architecture, fmt::join(kReadable, ", "));
  }
  if (file.find("rope_freqs.weight") != nullptr) {
    throw failure_with_hint(ErrorCode::kInvalidRecipe, "take the model's Hugging Face directory",
                            "{}: factors of rotary frequencies ('rope_freqs.weight') cannot be "
                            "applied",
                            file.origin());
  }
}

/// What scaling of positions a file states, as `rope_scaling`.
nlohmann::json rope_scaling(const GgufFile& file, const ArchitectureKeys& keys,
                            const std::string& architecture) {
  const std::string* const type =
      file.metadata().text(fmt::format("{}.rope.scaling.type", architecture));
  const auto factor = keys.number("rope.scaling.factor");
  if (type == nullptr || *type == "none" || !factor) return nullptr;
  nlohmann::json scaling = {{"rope_type", *type}, {"factor", *factor}};
  if (const auto context = keys.whole("rope.scaling.original_context_length")) {
    scaling["original_max_position_embeddings"] = *context;
  }
  return scaling;
}

}  // namespace

bool is_interleaved(const GgufFile& file) {
  return architecture_of(file) == "llama";
}

nlohmann::json config_of(const GgufFile& file) {
  const std::string architecture = architecture_of(file);
  refuse_unreadable(file, architecture);
  const ArchitectureKeys keys(file, architecture);
  const std::int64_t heads = keys.need("attention.head_count");
  nlohmann::json config = {
      {"model_type", architecture},
      {"hidden_size", keys.need("embedding_length")},
      {"num_hidden_layers", keys.need("block_count")},
      {"num_attention_heads", heads},
      {"num_key_value_heads", keys.whole("attention.head_count_kv").value_or(heads)},
      {"intermediate_size", keys.need("feed_forward_length")},
      {"max_position_embeddings", keys.need("context_length")},
      {"rms_norm_eps", keys.number("attention.layer_norm_rms_epsilon").value_or(1e-5)},
      {"rope_theta", keys.number("rope.freq_base").value_or(10000)},
      {"tie_word_embeddings", file.find("output.weight") == nullptr}};
  config["vocab_size"] = file.at("token_embd.weight").shape.front();
  if (const auto size = keys.whole("attention.key_length")) config["head_dim"] = *size;
  if (const auto window = keys.whole("attention.sliding_window"))
    config["sliding_window"] = *window;
  const nlohmann::json scaling = rope_scaling(file, keys, architecture);
  if (!scaling.is_null()) config["rope_scaling"] = scaling;
  return config;
}

text::GgufVocabulary vocabulary_of(const GgufFile& file) {
  const formats::GgufMetadata& metadata = file.metadata();
  const auto text = [&](const char* key) {
    const std::string* const value = metadata.text(key);
    return value == nullptr ? std::string() : *value;
  };
  const std::vector<std::string>* const tokens = metadata.texts("tokenizer.ggml.tokens");
  if (tokens == nullptr) {
    fail(ErrorCode::kInvalidData, "{}: 'tokenizer.ggml.tokens' is missing", file.origin());
  }
  text::GgufVocabulary vocabulary = {
      .model = text("tokenizer.ggml.model"), .pre = text("tokenizer.ggml.pre"), .tokens = *tokens};
  if (const auto* scores = metadata.numbers("tokenizer.ggml.scores")) vocabulary.scores = *scores;
  if (const auto* types = metadata.wholes("tokenizer.ggml.token_type")) vocabulary.types = *types;
  if (const auto* merges = metadata.texts("tokenizer.ggml.merges")) vocabulary.merges = *merges;
  const auto either = [&](const char* key, const char* other) {
    const auto value = metadata.whole(key);
    return value ? value : metadata.whole(other);
  };
  vocabulary.bos = either("tokenizer.ggml.bos_token_id", "tokenizer.ggml.cls_token_id");
  vocabulary.eos = either("tokenizer.ggml.eos_token_id", "tokenizer.ggml.seperator_token_id");
  vocabulary.unknown = metadata.whole("tokenizer.ggml.unknown_token_id");
  vocabulary.add_bos = metadata.boolean("tokenizer.ggml.add_bos_token");
  vocabulary.add_eos = metadata.boolean("tokenizer.ggml.add_eos_token");
  vocabulary.add_space_prefix = metadata.boolean("tokenizer.ggml.add_space_prefix");
  vocabulary.remove_extra_whitespaces = metadata.boolean("tokenizer.ggml.remove_extra_whitespaces");
  if (const auto* bytes = metadata.wholes("tokenizer.ggml.precompiled_charsmap")) {
    vocabulary.charsmap.assign(bytes->begin(), bytes->end());
  }
  return vocabulary;
}

std::shared_ptr<const TensorSource> source_of(std::shared_ptr<const GgufFile> file) {
  return std::make_shared<GgufSource>(std::move(file));
}

}  // namespace maas::decoding
