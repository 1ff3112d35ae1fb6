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
  std::int64_t count = 1;
  std::int64_t max_tokens = 256;
  double temperature = 1;
  std::int64_t top_k = 0;
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
  fields("count", options.count, "how many texts, or pictures of the one grid")
      .range(between(1, 4096));
  fields("max_tokens", options.max_tokens, "most tokens of a text").range(between(1, 1 << 20));
  fields("temperature", options.temperature,
         "below 1: more of what is likely; of a text, 0: the likeliest")
      .range(between(0, 100));
  fields("top_k", options.top_k, "draw each token of a text from so many of the likeliest; 0: all")
      .range(at_least(0));
  fields("seed", options.seed, "the same seed gives the same result").range(at_least(0));
  fields("output", options.output, "file to write: of pictures a .png").metavar("FILE");
  fields("force", options.force, "replace the file");
  fields("device", options.device, "device to run on: cpu").metavar("DEVICE");
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// A text that a model made.
struct GeneratedText {
  std::string prompt;
  std::string text;  ///< without the prompt
  std::vector<std::int64_t> tokens;
  std::string finish_reason;  ///< "stop", "length"
};

inline void describe(Fields& fields, GeneratedText& generated) {
  fields("prompt", generated.prompt, "what it begins with");
  fields("text", generated.text, "what the model added");
  fields("tokens", generated.tokens, "the added tokens");
  fields("finish_reason", generated.finish_reason,
         "stop: it came to its end; length: it was as long as it may be");
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
