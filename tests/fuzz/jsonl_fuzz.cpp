#include "base/strings.h"
#include "base/utf8.h"
#include "data/jsonl/records.h"
#include "data/text_file.h"
#include "fuzz/support.h"
#include "maas/error.h"

using namespace maas;

/// Whatever the text, it is JSON lines or an error of ours; every record is whole, with a text and
/// a class among those that there are, or says why not.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view text = fuzz::text_of(bytes, size);
  return fuzz::expect_only_bad_data([&] {
    data::check_encoding(text, "fuzz");
    const data::JsonRecords records(text, "fuzz", {"text", "label"});
    const auto classes = static_cast<std::int32_t>(records.classes().size());
    std::uint32_t line = 0;
    for (std::int64_t i = 0; i < records.size(); ++i) {
      fuzz::require(records.line(i) > line);
      line = records.line(i);
      const data::Record record = records.read(i);
      const bool is_whole = record.problem.empty();
      fuzz::require(records.label(i) < classes);
      fuzz::require((records.label(i) >= 0) == (is_whole && records.is_labelled()));
      if (!is_whole) continue;
      fuzz::require(!base::trim(record.text).empty());
      fuzz::require(base::find_invalid_utf8(record.text) == std::string_view::npos);
      fuzz::require(data::shape_of_record(records.bytes(i)).is_object);
    }
  });
}
