#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas generate` is asked.
struct GenerateOptions {
  Path model;
  std::string prompt;
  bool chat = false;
  std::string system;
  std::int64_t count = 1;
  std::int64_t max_tokens = 256;
  std::optional<double> temperature;
  std::optional<std::int64_t> top_k;
  std::optional<double> top_p;
  std::optional<double> min_p;
  std::optional<double> repeat_penalty;
  std::vector<std::string> stop;
  std::optional<std::int64_t> logprobs;
  std::optional<std::int64_t> ctx;
  std::string kv = "f16";
  std::int64_t seed = 0;
  Path output;
  bool force = false;
  std::string device = "cpu";
  std::optional<std::int64_t> threads;
  bool dry_run = false;
  DigestCheck digest_check = DigestCheck::kRemembered;
};

inline void describe(Fields& fields, GenerateOptions& options) {
  fields("prompt", options.prompt, "what a text begins with");
  fields("chat", options.chat, "talk with a language model: the prompt is what the user says");
  fields("system", options.system, "what a language model is told before a chat");
  fields("count", options.count, "how many texts, or pictures of the one grid")
      .range(between(1, 4096));
  fields("max_tokens", options.max_tokens, "most tokens of a text").range(between(1, 1 << 20));
  fields("temperature", options.temperature,
         "below 1: more of what is likely; of a text, 0: the likeliest; auto: what the model's "
         "makers advise, else 0 of a language model and 1 of others")
      .range(between(0, 100))
      .absent("auto");
  fields("top_k", options.top_k,
         "draw each token of a text from so many of the likeliest; 0: all; auto: as advised")
      .range(at_least(0))
      .absent("auto");
  fields("top_p", options.top_p,
         "draw from the likeliest that have this probability together; auto: as advised, else 1")
      .range(between(0, 1))
      .absent("auto");
  fields("min_p", options.min_p,
         "draw from what is at least so many times as likely as the likeliest; auto: as advised, "
         "else 0")
      .range(between(0, 1))
      .absent("auto");
  fields("repeat_penalty", options.repeat_penalty,
         "above 1: less of what was there before; auto: as advised, else 1")
      .range(between(0.01, 100))
      .absent("auto");
  fields("stop", options.stop, "a text ends before this; may be repeated").metavar("TEXT");
  fields("logprobs", options.logprobs,
         "tell of each token its log probability, and so many of the likeliest")
      .range(between(0, 20))
      .absent("none");
  fields("ctx", options.ctx,
         "most tokens of prompt and text of a language model; auto: what it was made for, at most "
         "8192")
      .range(between(2, 1 << 24))
      .absent("auto");
  fields("kv", options.kv, "how a language model remembers what it has read")
      .choices({"f32", "f16", "int8"});
  fields("seed", options.seed, "the same seed gives the same result").range(at_least(0));
  fields("output", options.output, "file to write: of pictures a .png").metavar("FILE");
  fields("force", options.force, "replace the file");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// A token that was made, or that could have been.
struct TokenProbability {
  std::int64_t token = 0;
  std::string text;
  double logprob = 0;
};

inline void describe(Fields& fields, TokenProbability& probability) {
  fields("token", probability.token, "its number");
  fields("text", probability.text, "what it says");
  fields("logprob", probability.logprob, "natural logarithm of its probability");
}

/// A token that was made, beside the likeliest in its place.
struct TokenChoice {
  TokenProbability chosen;
  std::vector<TokenProbability> top;
};

inline void describe(Fields& fields, TokenChoice& choice) {
  fields("chosen", choice.chosen, "the token that was made");
  fields("top", choice.top, "the likeliest");
}

/// A text that a model made.
struct GeneratedText {
  std::string prompt;
  std::string text;  ///< without the prompt
  std::vector<std::int64_t> tokens;
  std::string finish_reason;  ///< "stop", "length"
  std::vector<TokenChoice> logprobs;
};

inline void describe(Fields& fields, GeneratedText& generated) {
  fields("prompt", generated.prompt, "what it begins with");
  fields("text", generated.text, "what the model added");
  fields("tokens", generated.tokens, "the added tokens");
  fields("finish_reason", generated.finish_reason,
         "stop: it came to its end; length: it was as long as it may be");
  fields("logprobs", generated.logprobs, "of each token, where it was asked for");
}

/// How long a language model took.
struct LanguageTimings {
  double load_seconds = 0;
  double first_token_seconds = 0;  ///< from the prompt on
  std::int64_t prompt_tokens = 0;
  std::int64_t tokens = 0;
  double prompt_tokens_per_second = 0;
  double tokens_per_second = 0;  ///< after the first
  std::int64_t bytes_a_token = 0;
};

inline void describe(Fields& fields, LanguageTimings& timings) {
  fields("load_seconds", timings.load_seconds, "until the model was open");
  fields("first_token_seconds", timings.first_token_seconds, "from the prompt to the first token");
  fields("prompt_tokens", timings.prompt_tokens, "tokens that were read");
  fields("tokens", timings.tokens, "tokens that were made");
  fields("prompt_tokens_per_second", timings.prompt_tokens_per_second, "rate of the reading");
  fields("tokens_per_second", timings.tokens_per_second, "rate of the making, after the first");
  fields("bytes_a_token", timings.bytes_a_token, "weights that one token reads");
}

/// What `maas generate` says.
struct GenerateReport {
  std::string model;
  std::string media;   ///< "image/png", "text/plain"
  std::string output;  ///< empty: there is no file
  std::int64_t bytes = 0;
  std::int64_t count = 0;
  std::int64_t seed = 0;
  double seconds = 0;
  std::vector<GeneratedText> outputs;
  std::optional<LanguageTimings> timings;
};

inline void describe(Fields& fields, GenerateReport& report) {
  fields("model", report.model, "the model");
  fields("media", report.media, "what it makes");
  fields("output", report.output, "the file; empty: there is none");
  fields("bytes", report.bytes, "size of what was made");
  fields("count", report.count, "how many were made");
  fields("seed", report.seed, "what they are drawn by");
  fields("seconds", report.seconds, "time of the making");
  fields("outputs", report.outputs, "texts, each with its prompt");
  fields("timings", report.timings, "how long a language model took");
}

/// Is told pieces of a text as they are made.
using OnPiece = std::function<void(std::string_view)>;

/// Makes texts or pictures, and writes them to the output if there is one.
///
/// @throws Error kUsage if the model's task does not generate, if pictures have no output or one
///   that does not end in .png, or if an option is not one of what the model makes; kCannotCreate
///   if the file is there and may not be replaced; kInterrupted, kTerminated; what load_model
///   throws
GenerateReport generate(const GenerateOptions& options, const OnPiece& on_piece,
                        Progress& progress);

}  // namespace maas
