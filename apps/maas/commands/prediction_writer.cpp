#include "commands/prediction_writer.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/destination.h"
#include "base/files.h"
#include "base/output.h"
#include "base/strings.h"
#include "base/utf8.h"
#include "recipe/write.h"

namespace maas::cli {
namespace {

/// "shirt.png  t-shirt 0.912  shirt 0.071", tabs between.
class Lines final : public PredictionWriter {
 public:
  explicit Lines(Session& session) : session_(session) {}

  void answer(const Prediction& prediction) override {
    std::string line = base::printable(prediction.input);
    if (prediction.value && !prediction.label.empty()) {
      line += "\t" + base::printable(prediction.label);
    }
    if (prediction.value) line += fmt::format("\t{:.7g}", *prediction.value);
    for (const double value : prediction.values) line += fmt::format("\t{:.7g}", value);
    for (const ScoredLabel& scored : prediction.top) {
      line += fmt::format("\t{} {:.4f}", base::printable(scored.label), scored.probability);
    }
    for (const double value : prediction.embedding) line += fmt::format("\t{:.7g}", value);
    for (const LabelledSpan& span : prediction.labels.value_or(std::vector<LabelledSpan>())) {
      line += fmt::format("\t{} {} {:.4f}", base::printable(span.label), base::printable(span.text),
                          span.probability);
    }
    for (const ScoredItem& scored : prediction.items.value_or(std::vector<ScoredItem>())) {
      line += fmt::format("\t{} {:.4f}", base::printable(scored.item), scored.score);
    }
    session_.output().line(line);
  }
  void refuse(const BadInput&) override {}
  void finish(std::int64_t, std::int64_t) override {}

 private:
  Session& session_;
};

/// A document for each input.
class JsonLines final : public PredictionWriter {
 public:
  explicit JsonLines(Session& session) : session_(session) {}

  void answer(const Prediction& prediction) override {
    session_.output().json(recipe::to_json_of(prediction));
  }
  void refuse(const BadInput& bad) override { session_.output().json(recipe::to_json_of(bad)); }
  void finish(std::int64_t, std::int64_t) override {}

 private:
  Session& session_;
};

nlohmann::ordered_json document_of(const Session& session, const std::string& model,
                                   std::int64_t refused) {
  nlohmann::ordered_json document = {{"schema", "maas.predict/v1"}};
  if (session.dry_run()) document["dry_run"] = true;
  document["model"] = model;
  document["refused"] = refused;
  return document;
}

/// One document of all.
class Document final : public PredictionWriter {
 public:
  Document(Session& session, std::string model) : session_(session), model_(std::move(model)) {}

  void answer(const Prediction& prediction) override {
    predictions_.push_back(recipe::to_json_of(prediction));
  }
  void refuse(const BadInput& bad) override { predictions_.push_back(recipe::to_json_of(bad)); }
  void finish(std::int64_t, std::int64_t refused) override {
    nlohmann::ordered_json document = document_of(session_, model_, refused);
    document["predictions"] = std::move(predictions_);
    session_.output().json(document);
  }

 private:
  Session& session_;
  std::string model_;
  nlohmann::ordered_json predictions_ = nlohmann::ordered_json::array();
};

/// A file that appears when it is complete.
class File : public PredictionWriter {
 public:
  File(Session& session, std::string model, const std::string& path)
      : session_(session),
        model_(std::move(model)),
        path_(path),
        destination_(path, session.dry_run()),
        file_(destination_.path()) {}

  void finish(std::int64_t answered, std::int64_t refused) override {
    file_.commit();
    if (!session_.json()) return session_.output().line(path_);
    nlohmann::ordered_json document = document_of(session_, model_, refused);
    document["output"] = path_;
    document["answered"] = answered;
    session_.output().json(document);
  }

 protected:
  void write(const std::string& line) { file_.write(line + "\n"); }

 private:
  Session& session_;
  std::string model_;
  std::string path_;
  base::Destination destination_;
  base::AtomicFile file_;
};

class JsonLinesFile final : public File {
 public:
  using File::File;

  void answer(const Prediction& prediction) override { write(text_of(prediction)); }
  void refuse(const BadInput& bad) override { write(text_of(bad)); }

 private:
  template <class Record>
  static std::string text_of(const Record& record) {
    return recipe::to_json_of(record).dump(-1, ' ', false,
                                           nlohmann::json::error_handler_t::replace);
  }
};

/// A row for each input: its value or values, a value behind the action that it is of if there is
/// one, or its label and the label's probability, or an item and its score, with the further ones
/// that were asked for, or its embedding, or the labels of its parts; and what is the matter with
/// it. Which of them shows with the first answer.
class CsvFile final : public File {
 public:
  CsvFile(Session& session, std::string model, const std::string& path, std::int64_t top)
      : File(session, std::move(model), path), top_(static_cast<std::size_t>(top)) {}

  void answer(const Prediction& prediction) override {
    begin(prediction);
    std::string row = field(prediction.input);
    if (prediction.value && !prediction.label.empty()) row += "," + field(prediction.label);
    if (prediction.value) return write(fmt::format("{},{:.9g},", row, *prediction.value));
    if (prediction.labels) return write(row + "," + field(spans_text(*prediction.labels)) + ",");
    const std::vector<double>& numbers = numbers_of(prediction);
    for (const double value : numbers) row += fmt::format(",{:.9g}", value);
    if (!numbers.empty()) return write(row + ",");
    const std::vector<std::string> cells = cells_of(prediction);
    for (std::size_t i = 0; i < top_; ++i) row += i < cells.size() ? cells[i] : ",,";
    write(row + ",");
  }

  void refuse(const BadInput& bad) override {
    if (columns_ == 0) return early_.push_back(bad);
    write(field(bad.input) + std::string(columns_, ',') + "," +
          field(bad.error.code + ": " + bad.error.message));
  }

  void finish(std::int64_t answered, std::int64_t refused) override {
    begin({});
    File::finish(answered, refused);
  }

 private:
  /// Writes the header, and those that were refused before it was known.
  void begin(const Prediction& first) {
    if (columns_ > 0) return;
    const std::string header = first.value             ? value_column(first)
                               : !first.values.empty() ? numbered_columns("value", first.values)
                               : !first.embedding.empty()
                                   ? numbered_columns("embedding", first.embedding)
                               : first.labels ? ",labels"
                               : first.items  ? pair_columns("item", "score")
                                              : pair_columns("label", "probability");
    columns_ = static_cast<std::size_t>(std::ranges::count(header, ','));
    write("input" + header + ",error");
    for (const BadInput& bad : std::exchange(early_, {})) refuse(bad);
  }

  static std::string value_column(const Prediction& first) {
    return first.label.empty() ? ",value" : ",label,value";
  }

  static std::string numbered_columns(std::string_view name, const std::vector<double>& numbers) {
    std::string columns;
    for (std::size_t i = 1; i <= numbers.size(); ++i) columns += fmt::format(",{}_{}", name, i);
    return columns;
  }

  static const std::vector<double>& numbers_of(const Prediction& prediction) {
    return prediction.values.empty() ? prediction.embedding : prediction.values;
  }

  /// The parts of a text as a JSON list.
  static std::string spans_text(const std::vector<LabelledSpan>& spans) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const LabelledSpan& span : spans) list.push_back(recipe::to_json_of(span));
    return list.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  }

  /// As many pairs of columns as were asked for.
  std::string pair_columns(std::string_view name, std::string_view number) const {
    std::string columns = fmt::format(",{},{}", name, number);
    for (std::size_t i = 2; i <= top_; ++i)
      columns += fmt::format(",{}_{},{}_{}", name, i, number, i);
    return columns;
  }

  /// Two columns of each label or item, a comma before them.
  static std::vector<std::string> cells_of(const Prediction& prediction) {
    std::vector<std::string> cells;
    for (const ScoredLabel& scored : prediction.top) {
      cells.push_back(fmt::format(",{},{:.6f}", field(scored.label), scored.probability));
    }
    for (const ScoredItem& scored : prediction.items.value_or(std::vector<ScoredItem>())) {
      cells.push_back(fmt::format(",{},{:.6f}", field(scored.item), scored.score));
    }
    return cells;
  }

  static std::string field(const std::string& text) {
    if (text.find_first_of(",\"\r\n") == text.npos) return text;
    return "\"" + base::replace_all(text, "\"", "\"\"") + "\"";
  }

  std::size_t top_;
  std::size_t columns_ = 0;  ///< between the input and the error; 0: there is no header yet
  std::vector<BadInput> early_;
};

void check_output(const std::string& path, bool force) {
  if (!path.ends_with(".csv") && !path.ends_with(".jsonl")) {
    throw failure_with_hint(ErrorCode::kUsage, "the endings are .csv and .jsonl",
                            "'{}' does not tell what to write", path);
  }
  base::check_file_output(path, force);
}

}  // namespace

void describe(Fields& fields, PrintOptions& options) {
  fields("jsonl", options.jsonl, "print one JSON document for each input, as it is ready");
  fields("output", options.output, "write a .csv or .jsonl file instead").metavar("FILE");
  fields("force", options.force, "replace the file");
  fields("skip_bad", options.skip_bad, "end with 0 for up to so many inputs that cannot be read")
      .range(at_least(0));
}

std::unique_ptr<PredictionWriter> prediction_writer(Session& session, const std::string& model,
                                                    const PrintOptions& options, std::int64_t top) {
  const std::string& path = options.output.text;
  if (!path.empty()) {
    check_output(path, options.force);
    if (path.ends_with(".csv")) return std::make_unique<CsvFile>(session, model, path, top);
    return std::make_unique<JsonLinesFile>(session, model, path);
  }
  if (options.jsonl) return std::make_unique<JsonLines>(session);
  if (session.json()) return std::make_unique<Document>(session, model);
  return std::make_unique<Lines>(session);
}

}  // namespace maas::cli
