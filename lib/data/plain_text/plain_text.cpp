#include "data/plain_text/plain_text.h"

#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hashing.h"
#include "base/strings.h"
#include "data/memo.h"
#include "data/split_files.h"
#include "data/text_file.h"
#include "data/texts.h"
#include "maas/catalog.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

const Endings kEndings = {".txt", ".txt.gz"};

class PlainTextSet final : public Texts {
 public:
  PlainTextSet(fs::path file, std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        content_(read_text_file(file_)),
        paragraphs_(paragraphs_of(content_.text)),
        left_out_(std::move(left_out)),
        digests_(paragraphs_.size()) {
    if (paragraphs_.empty()) fail(ErrorCode::kInvalidData, "'{}' has no text", file_.string());
  }

  std::string_view kind() const override { return kind::kTokens; }
  std::int64_t size() const override { return std::ssize(paragraphs_); }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", file_.string(), at(index).line);
  }

  std::string text(std::int64_t index) const override {
    const std::string_view text = at(index).text;
    if (text.size() > kMostBytesOfText) {
      fail(ErrorCode::kInvalidData, "{}: a paragraph of {} bytes, the limit is {}", name(index),
           text.size(), kMostBytesOfText);
    }
    const std::string problem = problem_of_text(text);
    if (!problem.empty()) fail(ErrorCode::kInvalidData, "{}: {}", name(index), problem);
    return std::string(text);
  }

  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] { return digest_of(at(index).text); });
  }

  /// Of the file's bytes.
  std::string fingerprint(Progress& progress) const override {
    const std::string content = digest_of_text(file_, content_.text, "text", progress);
    return base::sha256(content + "\nparagraphs");
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

 private:
  const Paragraph& at(std::int64_t index) const {
    return paragraphs_[static_cast<std::size_t>(index)];
  }

  fs::path file_;
  TextFile content_;
  std::vector<Paragraph> paragraphs_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
};

SplitFiles named(std::string split, const fs::path& file) {
  PlainTextOptions options{.path = {file.string()}};
  return {std::move(split), {"plain-text", AnyOptions::of(std::move(options))}};
}

class PlainText final : public Layout {
 public:
  PlainText(std::string split, PlainTextOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override {
    if (!base::is_folder(path)) {
      if (stem_of(path, kEndings).empty()) return {};
      return {Located::Fit::kCertain, {named("train", path)}};
    }
    Located located{Located::Fit::kCertain};
    for (const SplitFile& each : split_files_in(path, kEndings)) {
      located.splits.push_back(named(each.split, each.file));
    }
    return located.splits.empty() || located.splits.front().split != "train" ? Located{} : located;
  }

  std::unique_ptr<Dataset> open(const Opening& /*opening*/) const override {
    fs::path file = file_of_split(options_.path.text, split_, kEndings, "file of text");
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = files_beside(file, kEndings, "files of text");
    return std::make_unique<PlainTextSet>(std::move(file), std::move(left_out));
  }

  std::vector<fs::path> files() const override {
    return {file_of_split(options_.path.text, split_, kEndings, "file of text")};
  }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(PlainTextOptions(options_));
  }

 private:
  std::string split_;
  PlainTextOptions options_;
};

}  // namespace

std::vector<Paragraph> paragraphs_of(std::string_view text) {
  std::vector<Paragraph> paragraphs;
  std::size_t begin = std::string_view::npos;  // of the paragraph that is being read
  std::size_t end = 0;
  std::int64_t first_line = 0;
  const auto finish = [&] {
    if (begin == std::string_view::npos) return;
    paragraphs.push_back({text.substr(begin, end - begin), first_line});
    begin = std::string_view::npos;
  };
  std::int64_t line = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t stop = std::min(text.find('\n', at), text.size());
    ++line;
    if (base::trim(text.substr(at, stop - at)).empty()) {
      finish();
    } else {
      if (begin == std::string_view::npos) {
        begin = at;
        first_line = line;
      }
      end = stop;
    }
    at = stop + 1;
  }
  finish();
  return paragraphs;
}

std::unique_ptr<Layout> make_plain_text(const std::string& split, const PlainTextOptions& options) {
  return std::make_unique<PlainText>(split, options);
}

}  // namespace maas::data
