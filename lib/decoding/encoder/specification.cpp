#include "decoding/encoder/specification.h"

#include <charconv>

#include "decoding/families/family.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

constexpr std::int64_t kMostLabels = 1 << 20;

std::string architecture_of(const Config& config) {
  const std::vector<std::string> names = config.texts("architectures");
  return names.empty() ? "BertModel" : names.front();
}

/// The number of a label, or -1.
std::int64_t number_in(const std::string& text) {
  std::int64_t number = -1;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, number);
  return error == std::errc() && rest == end ? number : -1;
}

/// Reads `id2label`: the numbers from 0 on as keys.
std::vector<std::string> labels_in(const Config& names) {
  std::vector<std::string> labels(names.json().size());
  for (const auto& [key, value] : names.json().items()) {
    const std::int64_t number = number_in(key);
    if (number < 0 || number >= std::ssize(labels)) {
      fail(ErrorCode::kInvalidData, "{}: '{}' is none of the numbers 0 to {}", names.name(), key,
           std::ssize(labels) - 1);
    }
    labels[static_cast<std::size_t>(number)] = names.text(key.c_str());
  }
  return labels;
}

/// As transformers names them: two, unless the configuration knows better.
std::vector<std::string> labels_of(const Config& config) {
  if (const std::optional<Config> names = config.below("id2label")) return labels_in(*names);
  const std::int64_t count = config.size_or("num_labels", 2);
  if (count > kMostLabels) config.refuse("num_labels", fmt::format("at most {}", kMostLabels));
  std::vector<std::string> labels;
  for (std::int64_t i = 0; i < count; ++i) labels.push_back(fmt::format("LABEL_{}", i));
  return labels;
}

/// Whether scores are what the head gives, as sentence-transformers writes it down.
bool has_raw_scores(const Config& config) {
  const std::optional<Config> settings = config.below("sentence_transformers");
  const std::string function = settings
                                   ? settings->text_or("activation_fn", "")
                                   : config.text_or("sbert_ce_default_activation_function", "");
  return function.ends_with("Identity");
}

Telling class_telling(const Config& config, std::size_t labels) {
  const std::string problem = config.text_or("problem_type", "");
  if (problem == "multi_label_classification") return Telling::kClasses;
  if (labels > 1) return Telling::kClass;
  if (problem == "regression") return Telling::kValue;
  return has_raw_scores(config) ? Telling::kRawScore : Telling::kScore;
}

/// Reads what stands on the encoder.
void read_head(const Config& config, EncoderSpecification& specification) {
  const std::string architecture = architecture_of(config);
  if (architecture == "BertForSequenceClassification") {
    specification.labels = labels_of(config);
    specification.telling = class_telling(config, specification.labels.size());
  } else if (architecture == "BertForTokenClassification") {
    specification.labels = labels_of(config);
    specification.telling = Telling::kTokens;
  } else if (architecture != "BertModel" && architecture != "BertForMaskedLM" &&
             architecture != "BertForPreTraining") {
    fail(ErrorCode::kInvalidRecipe,
         "{}: '{}' cannot be run; BertModel, BertForMaskedLM, BertForPreTraining, "
         "BertForSequenceClassification and BertForTokenClassification can",
         config.name(), architecture);
  }
}

void check_kind(const Config& config) {
  if (config.text("model_type") != "bert") config.refuse("model_type", "bert");
  const std::string positions = config.text_or("position_embedding_type", "absolute");
  if (positions != "absolute" || config.flag_or("is_decoder", false)) {
    fail(ErrorCode::kInvalidRecipe, "{}: only encoders with absolute positions can be run",
         config.name());
  }
}

}  // namespace

bool has_pooler(const EncoderSpecification& specification) {
  return specification.telling != Telling::kEmbedding && specification.telling != Telling::kTokens;
}

EncoderSpecification encoder_specification_of(const Config& config) {
  check_kind(config);
  EncoderSpecification specification = {
      .vocabulary = config.size("vocab_size"),
      .width = config.size("hidden_size"),
      .positions = config.size_or("max_position_embeddings", 512),
      .types = config.size_or("type_vocab_size", 2),
      .layers = config.size("num_hidden_layers"),
      .heads = config.size("num_attention_heads"),
      .mlp_size = config.size("intermediate_size"),
      .activation = config.has("hidden_act") ? activation_of(config, "hidden_act")
                                             : kernels::Activation::kGelu,
      .eps = static_cast<float>(config.number_or("layer_norm_eps", 1e-12))};
  if (specification.width % specification.heads != 0) {
    config.refuse("num_attention_heads",
                  fmt::format("a divisor of the width {}", specification.width));
  }
  read_head(config, specification);
  return specification;
}

}  // namespace maas::decoding
