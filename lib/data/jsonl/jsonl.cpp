#include "data/jsonl/jsonl.h"

#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hashing.h"
#include "data/jsonl/division.h"
#include "data/jsonl/files.h"
#include "data/jsonl/records.h"
#include "data/memo.h"
#include "data/text_file.h"
#include "data/texts.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class JsonlSet final : public Texts {
 public:
  JsonlSet(fs::path file, RecordKeys keys, std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        content_(read_text_file(file_)),
        records_(content_.text, file_.string(), std::move(keys)),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(records_.size())) {}

  std::int64_t size() const override { return records_.size(); }
  const std::vector<std::string>& classes() const override { return records_.classes(); }
  std::int64_t label(std::int64_t index) const override {
    return records_.classes().empty() ? Dataset::label(index) : records_.label(index);
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", records_.origin(), records_.line(index));
  }
  std::string text(std::int64_t index) const override { return records_.require(index).text; }

  /// Of the text; of a broken record of its bytes.
  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] {
      const Record record = records_.read(index);
      return digest_of(record.problem.empty() ? record.text : records_.bytes(index));
    });
  }

  /// Of the file's bytes, and of what they are taken for.
  std::string fingerprint(Progress& progress) const override {
    const std::string content = digest_of_text(file_, content_.text, "text", progress);
    const RecordKeys& keys = records_.keys();
    return base::sha256(fmt::format("{}\n{}:{}\n{}", content, keys.text.size(), keys.text,
                                    records_.is_labelled() ? keys.label : ""));
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

 private:
  fs::path file_;
  TextFile content_;
  JsonRecords records_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
};

class Jsonl final : public Layout {
 public:
  Jsonl(std::string split, JsonlOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override { return located_jsonl(path); }

  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    fs::path file = jsonl_file_of(options_, split_);
    RecordKeys keys = keys_of(options_);
    if (!opening.wants_classes) keys.label.clear();
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = jsonl_beside(file);
    return std::make_unique<JsonlSet>(std::move(file), std::move(keys), std::move(left_out));
  }

  std::vector<fs::path> files() const override { return {jsonl_file_of(options_, split_)}; }

  AnyOptions settled(const Facts&) const override { return AnyOptions::of(JsonlOptions(options_)); }

  std::unique_ptr<Divisible> divisible(const fs::path& path,
                                       const std::string& target) const override {
    if (base::is_folder(path) || !is_jsonl_name(path)) return nullptr;
    return divisible_jsonl(path, target);
  }

 private:
  std::string split_;
  JsonlOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_jsonl(const std::string& split, const JsonlOptions& options) {
  return std::make_unique<Jsonl>(split, options);
}

}  // namespace maas::data
