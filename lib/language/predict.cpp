#include <algorithm>
#include <optional>
#include <vector>

#include "base/cores.h"
#include "base/exceptions.h"
#include "base/strings.h"
#include "data/content.h"
#include "decoding/encoder/encoder.h"
#include "formats/json/json.h"
#include "language/session.h"
#include "language/telling.h"
#include "maas/engine_library.h"
#include "maas/error.h"

namespace maas {
namespace {

using decoding::EncodedText;
using decoding::Encoder;
using decoding::Telling;

/// A text, and a second one where a pair is asked about.
struct Question {
  std::string text;
  std::optional<std::string> second{};
};

/// One of a batch: what is to be read, or why it cannot be.
struct Asked {
  std::string name;
  std::string text{};
  EncodedText encoded{};
  std::optional<Error> error{};
};

std::string text_at(const formats::Json& object, const char* key) {
  const auto found = object.is_object() ? object.find(key) : object.end();
  if (found != object.end() && found->is_string()) return found->get<std::string>();
  fail(ErrorCode::kInvalidData, "the line is no JSON object with a string '{}'", key);
}

/// Whether a model is asked about two texts at once.
enum class Pairs { kNever, kSome, kAlways };

/// Scores are of pairs; a class or a value may be of a pair too.
Pairs pairs_of(Telling telling) {
  switch (telling) {
    case Telling::kEmbedding:
    case Telling::kTokens:
      return Pairs::kNever;
    case Telling::kScore:
    case Telling::kRawScore:
      return Pairs::kAlways;
    default:
      return Pairs::kSome;
  }
}

/// Reads `{"text": ...}`, or `{"query": ..., "text": ...}` of a pair.
Question question_in_json(std::string_view line, Pairs pairs) {
  const formats::Json object = formats::parse_json(line, "the line");
  const bool has_query = object.is_object() && object.contains("query");
  if (pairs == Pairs::kNever || (pairs == Pairs::kSome && !has_query)) {
    return {.text = text_at(object, "text")};
  }
  return {.text = text_at(object, "query"), .second = text_at(object, "text")};
}

/// Reads a text, or a query and a text with a tab between them.
Question question_in_line(std::string_view line, Pairs pairs) {
  const std::size_t tab = pairs == Pairs::kNever ? line.npos : line.find('\t');
  if (tab != line.npos) {
    return {.text = std::string(line.substr(0, tab)), .second = std::string(line.substr(tab + 1))};
  }
  if (pairs == Pairs::kAlways) {
    fail(ErrorCode::kInvalidData, "the line has no tab between a query and a text");
  }
  return {.text = std::string(line)};
}

/// Asks an encoder about the lines of files, batch by batch.
class TextPredictor {
 public:
  TextPredictor(const PredictOptions& options, const PredictSink& sink, Progress& progress)
      : options_(options),
        sink_(sink),
        progress_(progress),
        encoder_(language::place_of(options.model.text),
                 static_cast<int>(options.threads.value_or(base::usable_cores()))),
        telling_(encoder_.specification().telling),
        dimensions_(checked_dimensions()),
        prompt_(checked_prompt()),
        prompt_tokens_(encoder_.reader().prompt_tokens(prompt_)) {}

  void run() {
    for (const std::string& file : options_.inputs) read_file(file);
    answer();
    if (cut_ > 0) {
      progress_.warn(
          fmt::format("{} of {} texts are longer than the model reads; their ends were "
                      "left out",
                      cut_, done_));
    }
  }

 private:
  void must_be_embedding(const char* flag) const {
    if (telling_ == Telling::kEmbedding) return;
    fail(ErrorCode::kUsage, "--{} is for embeddings, which '{}' does not give", flag,
         options_.model.text);
  }

  std::int64_t checked_dimensions() const {
    const std::int64_t size = encoder_.modules().size;
    if (!options_.dimensions) return size;
    must_be_embedding("dimensions");
    if (*options_.dimensions <= size) return *options_.dimensions;
    fail(ErrorCode::kUsage, "--dimensions {} was asked for, but an embedding of '{}' has {}",
         *options_.dimensions, options_.model.text, size);
  }

  std::string checked_prompt() const {
    const auto& prompts = encoder_.modules().prompts;
    if (options_.prompt.empty()) {
      const std::string& usual = encoder_.modules().default_prompt;
      return telling_ == Telling::kEmbedding && !usual.empty() ? prompts.at(usual) : "";
    }
    must_be_embedding("prompt");
    const auto found = prompts.find(options_.prompt);
    if (found != prompts.end()) return found->second;
    std::vector<std::string> names;
    for (const auto& [name, text] : prompts) names.push_back(name);
    fail(ErrorCode::kUsage, "'{}' has no prompt '{}'; it has {}", options_.model.text,
         options_.prompt, names.empty() ? "none" : base::join(names));
  }

  /// One of several files that cannot be opened is refused, and the others are answered.
  void read_file(const std::string& file) {
    data::TextFile content;
    try {
      content = data::content_of(file);
    } catch (const Error& error) {
      if (options_.inputs.size() == 1) throw;
      return add({.name = file, .error = error});
    }
    const bool is_json = data::are_json_lines(file, content.text);
    const std::string shown = file == "-" ? "standard input" : file;
    for (data::Lines lines(content.text); lines.next();) {
      progress_.stop_if_asked();
      add(asked(fmt::format("{}:{}", shown, lines.number()), lines.text(), is_json));
    }
  }

  Asked asked(std::string name, std::string_view line, bool is_json) const {
    Asked asked = {.name = std::move(name)};
    try {
      const Pairs pairs = pairs_of(telling_);
      Question question = is_json ? question_in_json(line, pairs) : question_in_line(line, pairs);
      const decoding::TextReader& reader = encoder_.reader();
      asked.encoded = question.second
                          ? reader.read_pair(question.text, *question.second)
                          : reader.read(prompt_ + question.text, telling_ == Telling::kTokens);
      asked.text = std::move(question.text);
      encoder_.check(asked.encoded);
    } catch (const Error& error) {
      asked.error = error;
    }
    return asked;
  }

  void add(Asked asked) {
    batch_.push_back(std::move(asked));
    if (std::ssize(batch_) == options_.batch) answer();
  }

  /// Tells of the batch in order; those that could be read are run together.
  void answer() {
    std::vector<EncodedText> texts;
    for (const Asked& asked : batch_) {
      if (!asked.error) texts.push_back(asked.encoded);
    }
    const auto answers = telling_ == Telling::kEmbedding ? encoder_.embed(texts, prompt_tokens_)
                                                         : encoder_.judge(texts);
    auto next = answers.begin();
    for (const Asked& asked : batch_) {
      if (asked.error) {
        sink_.refuse(
            {asked.name, {std::string(base::name_of(asked.error->code())), asked.error->what()}});
      } else {
        tell(asked, *next++);
      }
    }
    done_ += std::ssize(batch_);
    batch_.clear();
  }

  void tell(const Asked& asked, const std::vector<float>& answer) {
    if (asked.encoded.cut > 0) ++cut_;
    Prediction prediction = telling_ == Telling::kEmbedding
                                ? language::told(answer, dimensions_, encoder_.modules().normalized)
                                : language::told(encoder_.specification(), asked.text,
                                                 asked.encoded, answer, options_.top);
    prediction.input = asked.name;
    sink_.answer(prediction);
  }

  const PredictOptions& options_;
  const PredictSink& sink_;
  Progress& progress_;
  Encoder encoder_;
  Telling telling_;
  std::int64_t dimensions_;
  std::string prompt_;
  std::int64_t prompt_tokens_;
  std::vector<Asked> batch_;
  std::int64_t done_ = 0;
  std::int64_t cut_ = 0;
};

}  // namespace

void predict_texts(const PredictOptions& options, const PredictSink& sink, Progress& progress) {
  if (options.device != "cpu") {
    fail(ErrorCode::kDevice, "device '{}' is not available: this command runs on the CPU",
         options.device);
  }
  TextPredictor(options, sink, progress).run();
}

}  // namespace maas
