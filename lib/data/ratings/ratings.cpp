#include "data/ratings/ratings.h"

#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/memo.h"
#include "data/pairs.h"
#include "data/ratings/division.h"
#include "data/ratings/files.h"
#include "data/ratings/table.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;

namespace {

class RatingSet final : public Pairs {
 public:
  RatingSet(fs::path file, const RatingsOptions& options, std::vector<LeftOut> left_out)
      : file_(std::move(file)),
        origin_(file_.string()),
        text_(read_text_file(file_)),
        columns_(columns_of(text_.text, options, origin_)),
        table_(text_.text, columns_, origin_),
        left_out_(std::move(left_out)),
        digests_(static_cast<std::size_t>(table_.size())) {}

  std::int64_t size() const override { return table_.size(); }
  std::string name(std::int64_t index) const override {
    return fmt::format("{}:{}", origin_, table_.line(index));
  }

  void verify(std::int64_t index) const override {
    const auto found = table_.broken().find(index);
    if (found == table_.broken().end()) return;
    fail(ErrorCode::kInvalidData, "{}: {}", name(index), found->second);
  }

  Digest digest(std::int64_t index) const override {
    return digests_.get(index, [&] { return table_.digest(index); });
  }

  /// Of the file's bytes, and of what they are taken for.
  std::string fingerprint(Progress& progress) const override {
    const std::string content = digest_of_text(file_, text_.text, "ratings", progress);
    return base::sha256(fmt::format("{}\n{}\n{} {} {}", content, columns_.form.delimiter,
                                    columns_.user, columns_.item,
                                    columns_.rating ? std::to_string(*columns_.rating) : "none"));
  }

  std::vector<LeftOut> left_out() const override { return left_out_; }

  std::string_view user(std::int64_t index) const override { return table_.user(index); }
  std::string_view item(std::int64_t index) const override { return table_.item(index); }
  double rating(std::int64_t index) const override { return table_.rating(index); }
  bool has_ratings() const override { return columns_.rating.has_value(); }
  const RatingForm& form() const override { return columns_.form; }

 private:
  fs::path file_;
  std::string origin_;
  TextFile text_;
  RatingColumns columns_;
  RatingTable table_;
  std::vector<LeftOut> left_out_;
  Memo<Digest> digests_;
};

class Ratings final : public Layout {
 public:
  Ratings(std::string split, RatingsOptions options)
      : split_(std::move(split)), options_(std::move(options)) {}

  Located locate(const fs::path& path) const override { return located_ratings(path); }

  std::unique_ptr<Dataset> open(const Opening&) const override {
    fs::path file = rating_file_of(options_.path.text, split_);
    std::vector<LeftOut> left_out;
    if (split_ == "train") left_out = ratings_beside(file);
    return std::make_unique<RatingSet>(std::move(file), options_, std::move(left_out));
  }

  std::vector<fs::path> files() const override {
    return {rating_file_of(options_.path.text, split_)};
  }

  AnyOptions settled(const Facts&) const override {
    return AnyOptions::of(RatingsOptions(options_));
  }

  std::unique_ptr<Divisible> divisible(const fs::path& path,
                                       const std::string& target) const override {
    auto ratings = divisible_ratings(path);
    if (ratings == nullptr || target.empty()) return ratings;
    fail(ErrorCode::kUsage, "--target: ratings are divided as a whole, not by '{}'", target);
  }

 private:
  std::string split_;
  RatingsOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_ratings(const std::string& split, const RatingsOptions& options) {
  return std::make_unique<Ratings>(split, options);
}

}  // namespace maas::data
