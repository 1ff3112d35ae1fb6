#include <nlohmann/json.hpp>

#include "fuzz/support.h"
#include "text/tokenizer/tokenizer.h"
#include "text/tokenizer/utf8.h"

using namespace maas;

/// Whatever a tokenizer.json and the text behind its first NUL, there are ids of its own, each in
/// its place, and a stream makes of them what they make at once; or an error of ours.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text_of(data, size);
  const std::size_t border = std::min(input.find('\0'), input.size());
  const auto json = nlohmann::json::parse(input.substr(0, border), nullptr, false);
  if (json.is_discarded()) return 0;
  const std::string_view text = input.substr(std::min(border + 1, input.size()));
  return fuzz::expect_only_bad_data([&] {
    const text::Tokenizer tokenizer(json, "fuzz");
    const text::Encoding encoding = tokenizer.encode(text, {.offsets = true});
    fuzz::require(encoding.offsets.size() == encoding.ids.size());
    fuzz::require(tokenizer.encode(text).ids == encoding.ids);
    const auto characters = static_cast<std::int64_t>(text::count_characters(text::repaired(text)));
    for (const auto& [from, to] : encoding.offsets) {
      fuzz::require(0 <= from && from <= to && to <= characters);
    }
    text::TextStream stream(tokenizer);
    std::string streamed;
    for (const std::int32_t id : encoding.ids) {
      const std::string part = stream.add(id);
      fuzz::require(text::well_formed_front(part) == part.size());
      streamed += part;
    }
    fuzz::require(streamed + stream.finish() == tokenizer.decode(encoding.ids));
  });
}
