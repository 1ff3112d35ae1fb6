#include "data/ratings/division.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/parallel.h"
#include "data/counter.h"
#include "data/ratings/files.h"
#include "data/ratings/look.h"
#include "data/ratings/table.h"
#include "data/ratings/walk.h"
#include "data/split_writer.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

class DivisibleRatings final : public Divisible {
 public:
  explicit DivisibleRatings(const fs::path& file)
      : origin_(file.string()),
        ending_(rating_ending_of(file)),
        text_(read_text_file(file)),
        columns_(columns_of(text_.text, {}, origin_)),
        table_(text_.text, columns_, origin_) {}

  std::string_view noun() const override { return "ratings"; }
  bool has_files() const override { return false; }
  std::vector<std::string> strata() const override { return {}; }

  std::vector<Member> members(Progress& progress) const override {
    require_whole();
    std::vector<Member> members(static_cast<std::size_t>(table_.size()));
    Counter counter("digest", table_.size(), progress);
    base::for_each_index(table_.size(), [&](std::int64_t index) {
      members[static_cast<std::size_t>(index)] = {table_.digest(index).key(), 0};
      counter.count_one();
    });
    return members;
  }

  Json write(const Assignment& assignment, Progress& progress) const override {
    RatingWalk walk(text_.text, columns_.form.delimiter, origin_);
    std::string_view header;
    if (columns_.form.has_header && walk.next()) header = walk.bytes();
    SplitWriter files(assignment, ending_, header);
    for (std::size_t index = 0; walk.next(); ++index) {
      files.add(assignment.of[index], walk.bytes());
      if (!walk.bytes().ends_with('\n')) files.add(assignment.of[index], "\n");
      progress.stop_if_asked();
    }
    files.commit();
    return files.names();
  }

 private:
  /// @throws Error kInvalidData if a rating is broken
  void require_whole() const {
    if (table_.broken().empty()) return;
    std::int64_t first = table_.size();
    for (const auto& [index, problem] : table_.broken()) first = std::min(first, index);
    throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them",
                            "{} of {} ratings {} broken, first '{}:{}': {}", table_.broken().size(),
                            table_.size(), table_.broken().size() == 1 ? "is" : "are", origin_,
                            table_.line(first), table_.broken().at(first));
  }

  std::string origin_;
  std::string ending_;
  TextFile text_;
  RatingColumns columns_;
  RatingTable table_;
};

}  // namespace

std::unique_ptr<Divisible> divisible_ratings(const fs::path& file) {
  if (is_table(file) || rating_ending_of(file).empty() || !look_like_ratings(file)) return nullptr;
  return std::make_unique<DivisibleRatings>(file);
}

}  // namespace maas::data
