#include <algorithm>

#include "base/clock.h"
#include "base/destination.h"
#include "base/files.h"
#include "base/output.h"
#include "language/conversation.h"
#include "language/sampling.h"
#include "language/session.h"
#include "language/writing.h"
#include "maas/engine_library.h"
#include "maas/error.h"

namespace maas {
namespace {

using language::Session;
using language::Writing;

std::vector<std::int32_t> prompt_of(const GenerateOptions& options,
                                    const decoding::LanguageModel& model) {
  if (!options.chat) return model.tokenizer.encode(options.prompt).ids;
  language::Conversation conversation;
  conversation.instruct(options.system);
  conversation.add("user", options.prompt);
  return conversation.tokens(model);
}

/// The texts of one prompt, all made together.
class Batch {
 public:
  Batch(Session& session, const GenerateOptions& options) : session_(session) {
    const std::vector<std::int32_t> prompt = prompt_of(options, session.model());
    prompt_tokens_ = std::ssize(prompt);
    for (std::int64_t i = 0; i < options.count; ++i) {
      ids_.push_back(session.scheduler().admit(
          language::request_of(options, session.model().advice, prompt, i)));
      writings_.emplace_back(session.model().tokenizer, options.stop);
    }
  }

  /// @param on_piece  hears the first text
  void run(const OnPiece& on_piece, const Progress& progress) {
    const base::Stopwatch watch;
    while (!session_.scheduler().is_idle()) {
      progress.stop_if_asked();
      for (const decoding::Made& made : session_.scheduler().step()) {
        if (tokens_++ == 0) first_seconds_ = watch.seconds();
        take(made, on_piece);
      }
    }
    seconds_ = watch.seconds();
  }

  std::vector<GeneratedText> texts(const std::string& prompt) const {
    std::vector<GeneratedText> texts;
    for (const Writing& writing : writings_) {
      texts.push_back(writing.text());
      texts.back().prompt = prompt;
    }
    return texts;
  }

  LanguageTimings timings() const {
    const double making = seconds_ - first_seconds_;
    return {.load_seconds = session_.load_seconds(),
            .first_token_seconds = first_seconds_,
            .prompt_tokens = prompt_tokens_,
            .tokens = tokens_,
            .prompt_tokens_per_second =
                first_seconds_ > 0 ? static_cast<double>(prompt_tokens_) / first_seconds_ : 0,
            .tokens_per_second = making > 0 ? static_cast<double>(tokens_ - 1) / making : 0,
            .bytes_a_token = session_.bytes_a_token()};
  }

 private:
  void take(const decoding::Made& made, const OnPiece& on_piece) {
    const auto which =
        static_cast<std::size_t>(std::ranges::find(ids_, made.sequence) - ids_.begin());
    const std::string piece = writings_[which].add(made);
    if (which == 0 && !piece.empty()) on_piece(piece);
    if (writings_[which].is_done()) session_.scheduler().drop(made.sequence);
  }

  Session& session_;
  std::vector<std::int64_t> ids_;
  std::vector<Writing> writings_;
  std::int64_t prompt_tokens_ = 0;
  std::int64_t tokens_ = 0;
  double first_seconds_ = 0;
  double seconds_ = 0;
};

/// All texts, one below the other.
std::string joined(const std::vector<GeneratedText>& texts) {
  std::string all;
  for (const GeneratedText& text : texts) all += text.text + "\n";
  return all;
}

}  // namespace

GenerateReport generate_text(const GenerateOptions& options, const OnPiece& on_piece,
                             Progress& progress) {
  const std::string& output = options.output.text;
  if (!output.empty()) base::check_file_output(output, options.force);
  Session session({.model = options.model.text,
                   .threads = options.threads,
                   .context = options.ctx,
                   .cache = language::cache_type_of(options.kv)});
  Batch batch(session, options);
  const base::Stopwatch watch;
  batch.run(on_piece, progress);
  GenerateReport report = {.model = session.model().name,
                           .media = "text/plain",
                           .output = output,
                           .count = options.count,
                           .seed = options.seed,
                           .seconds = watch.seconds(),
                           .outputs = batch.texts(options.prompt),
                           .timings = batch.timings()};
  const std::string all = joined(report.outputs);
  report.bytes = std::ssize(all);
  if (!output.empty()) {
    const base::Destination destination(output, options.dry_run);
    base::write_file(destination.path(), all);
  }
  return report;
}

}  // namespace maas
