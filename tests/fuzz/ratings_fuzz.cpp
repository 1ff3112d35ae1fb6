#include <cmath>

#include "data/ratings/columns.h"
#include "data/ratings/table.h"
#include "data/text_file.h"
#include "fuzz/support.h"
#include "maas/error.h"

using namespace maas;

/// Whatever the text, it is ratings or an error of ours; every whole one has names and a number.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  return fuzz::expect_only_bad_data([&] {
    const std::string_view text = fuzz::text_of(bytes, size);
    data::check_encoding(text, "fuzz");
    const std::string origin = "fuzz";
    const data::RatingTable table(text, data::columns_of(text, {}, origin), origin);
    fuzz::require(table.size() > 0);
    std::uint32_t line = 0;
    for (std::int64_t i = 0; i < table.size(); ++i) {
      fuzz::require(table.line(i) > line);
      line = table.line(i);
      fuzz::require(std::isfinite(table.rating(i)));
      const bool is_whole = !table.broken().contains(i);
      fuzz::require(table.user(i).empty() != is_whole && table.item(i).empty() != is_whole);
    }
  });
}
