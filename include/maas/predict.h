#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas predict` is asked.
struct PredictOptions {
  Path model;
  std::vector<std::string> inputs;  ///< files, folders, pipes, `FILE[index]` of an IDX file, or `-`
  std::int64_t top = 1;
  std::int64_t batch = 64;
  std::optional<std::int64_t> dimensions;  ///< of embeddings; absent: all
  std::string prompt;                      ///< what a model of embeddings calls it
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
  DigestCheck digest_check = DigestCheck::kRemembered;
};

inline void describe(Fields& fields, PredictOptions& options) {
  fields("top", options.top, "how many of the likeliest labels, or best items, to show")
      .range(between(1, 1000));
  fields("batch", options.batch, "samples per forward pass").range(between(1, 1 << 20));
  fields("dimensions", options.dimensions, "leave out the later dimensions of embeddings")
      .range(at_least(1))
      .absent("all");
  fields("prompt", options.prompt, "the model's prompt of this name goes before each text")
      .metavar("NAME");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// One label with its probability.
struct ScoredLabel {
  std::string label;
  double probability = 0;
};

inline void describe(Fields& fields, ScoredLabel& scored) {
  fields("label", scored.label, "the class");
  fields("probability", scored.probability, "its probability");
}

/// One item with its score.
struct ScoredItem {
  std::string item;
  double score = 0;
};

inline void describe(Fields& fields, ScoredItem& scored) {
  fields("item", scored.item, "the item");
  fields("score", scored.score, "how well it suits; higher is better");
}

/// A part of a text with its label.
struct LabelledSpan {
  std::string label;
  std::int64_t from = 0;
  std::int64_t to = 0;
  std::string text{};
  double probability = 0;
};

inline void describe(Fields& fields, LabelledSpan& span) {
  fields("label", span.label, "what the part is");
  fields("from", span.from, "its first character");
  fields("to", span.to, "the character behind its last");
  fields("text", span.text, "the part itself");
  fields("probability", span.probability, "the mean probability of its tokens");
}

/// What the model says of one input: a label, a value or several, an action as the label and its
/// value, items, an embedding, or the labels of parts.
struct Prediction {
  std::string input;
  std::string label{};
  double probability = 0;
  std::vector<ScoredLabel> top{};
  std::optional<double> value{};
  std::vector<double> values{};
  std::optional<std::vector<ScoredItem>> items{};
  std::vector<double> embedding{};
  std::optional<std::vector<LabelledSpan>> labels{};
};

inline void describe(Fields& fields, Prediction& prediction) {
  fields("input", prediction.input, "the input as it was named");
  if (prediction.value) {
    if (!prediction.label.empty()) fields("label", prediction.label, "the best action");
    fields("value", *prediction.value, "the number that the model tells");
    return;
  }
  if (!prediction.values.empty()) {
    fields("values", prediction.values, "the numbers that the model tells, the nearest first");
    return;
  }
  if (prediction.items) {
    fields("items", *prediction.items, "what suits best, the best first");
    return;
  }
  if (!prediction.embedding.empty()) {
    fields("embedding", prediction.embedding, "the text as a vector");
    return;
  }
  if (prediction.labels) {
    fields("labels", *prediction.labels, "the parts of the text that have a label, in order");
    return;
  }
  fields("label", prediction.label, "the likeliest class");
  fields("probability", prediction.probability, "its probability");
  fields("top", prediction.top, "the likeliest classes, the likeliest first");
}

/// Why an input has no answer.
struct InputError {
  std::string code;  ///< the name in `kErrorStatus`
  std::string message;
};

inline void describe(Fields& fields, InputError& error) {
  fields("code", error.code, "what kind of error it is, e.g. invalid_data");
  fields("message", error.message, "what is the matter");
}

/// An input that the model cannot be asked about.
struct BadInput {
  std::string input;
  InputError error;
};

inline void describe(Fields& fields, BadInput& bad) {
  fields("input", bad.input, "the input as it was named");
  fields("error", bad.error, "why it has no answer");
}

/// Who is told of each input, in order; one of the two.
struct PredictSink {
  std::function<void(const Prediction&)> answer;
  std::function<void(const BadInput&)> refuse;
  bool is_told_of_a_lone_one = false;  ///< that is refused; else it is an error
};

/// Asks the model about each input, and about each picture below a folder in the order of their
/// paths. One that is missing or cannot be read is refused, and the others are answered; a lone one
/// is an error.
///
/// @throws Error kNotFound, kInvalidData, kIo, kUsage (an index out of range) for a lone input;
///   kInvalidData for a folder without pictures; what load_model throws
void predict(const PredictOptions& options, const PredictSink& sink, Progress& progress);

}  // namespace maas
