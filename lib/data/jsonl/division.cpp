#include "data/jsonl/division.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/parallel.h"
#include "data/counter.h"
#include "data/digest.h"
#include "data/jsonl/card.h"
#include "data/jsonl/records.h"
#include "data/split_writer.h"
#include "data/text_file.h"
#include "maas/error.h"

namespace maas::data {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

/// The usual key of the text if the first record has it: other records need none to be divided.
std::string key_of_text(std::string_view content) {
  const std::string key = JsonlOptions().text;
  const RecordShape shape = shape_of_record(first_record(content));
  return std::ranges::find(shape.keys, key) == shape.keys.end() ? "" : key;
}

class DivisibleRecords final : public Divisible {
 public:
  DivisibleRecords(const fs::path& file, const std::string& target)
      : content_(read_text_file(file)),
        records_(content_.text, file.string(),
                 {key_of_text(content_.text), target.empty() ? JsonlOptions().label : target}) {
    if (target.empty() || records_.is_labelled()) return;
    fail(ErrorCode::kUsage, "--target: no record of '{}' has the key '{}'", file.string(), target);
  }

  std::string_view noun() const override { return "texts"; }
  bool has_files() const override { return false; }
  std::vector<std::string> strata() const override { return records_.classes(); }

  std::vector<Member> members(Progress& progress) const override {
    std::vector<Member> members(static_cast<std::size_t>(records_.size()));
    std::vector<char> is_broken(members.size());
    Counter counter("digest", records_.size(), progress);
    base::for_each_index(records_.size(), [&](std::int64_t index) {
      const auto at = static_cast<std::size_t>(index);
      const Record record = records_.read(index);
      is_broken[at] = record.problem.empty() ? 0 : 1;
      members[at] = {content_of(index, record).key(),
                     std::max<std::int64_t>(0, records_.label(index))};
      counter.count_one();
    });
    require_whole(is_broken);
    return members;
  }

  Json write(const Assignment& assignment, Progress& progress) const override {
    SplitWriter files(assignment, ".jsonl", "");
    for (std::int64_t i = 0; i < records_.size(); ++i) {
      const std::size_t split = assignment.of[static_cast<std::size_t>(i)];
      files.add(split, records_.bytes(i));
      files.add(split, line_end_of(i));
      progress.stop_if_asked();
    }
    files.commit();
    return files.names();
  }

 private:
  /// Of the text, or of the whole record if texts have another key.
  Digest content_of(std::int64_t index, const Record& record) const {
    return digest_of(records_.keys().text.empty() ? records_.bytes(index) : record.text);
  }

  std::string_view line_end_of(std::int64_t index) const {
    const std::string_view bytes = records_.bytes(index);
    const char* const end = bytes.data() + bytes.size();
    return end < content_.text.data() + content_.text.size() && *end == '\r' ? "\r\n" : "\n";
  }

  /// @throws Error kInvalidData if a record is broken
  void require_whole(const std::vector<char>& is_broken) const {
    const auto count = std::ranges::count(is_broken, 1);
    if (count == 0) return;
    const std::int64_t first = std::ranges::find(is_broken, 1) - is_broken.begin();
    throw failure_with_hint(ErrorCode::kInvalidData, "`maas data inspect` lists them",
                            "{} of {} texts {} broken, first '{}:{}': {}", count, records_.size(),
                            count == 1 ? "is" : "are", records_.origin(), records_.line(first),
                            records_.read(first).problem);
  }

  TextFile content_;
  JsonRecords records_;
};

}  // namespace

std::unique_ptr<Divisible> divisible_jsonl(const fs::path& file, const std::string& target) {
  return std::make_unique<DivisibleRecords>(file, target);
}

}  // namespace maas::data
