#include "fuzz/support.h"
#include "privacy/csv.h"
#include "privacy/jsonl.h"
#include "privacy/rules.h"

using namespace maas;

namespace {

privacy::Rules rules() {
  privacy::Kinds kinds;
  for (std::size_t kind = 0; kind < privacy::kKinds; ++kind) {
    kinds.add(static_cast<privacy::Kind>(kind));
  }
  privacy::Names names;
  for (const char* const name : {"Anna", "Anna Maria", "O'Brien", "card"}) names.add(name);
  return {.finder = privacy::Finder(kinds, names), .tokens = privacy::Tokens("0123456789abcdef")};
}

/// What is masked once stays as it is, in every format that takes the bytes at all.
void require_once(privacy::Masker& masker, std::string_view bytes) {
  masker.begin(bytes);
  const std::string once = masker.mask({std::string(bytes)}).bytes;
  fuzz::require(masker.mask({once}).bytes == once);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const privacy::Rules all = rules();
  const std::string_view text = fuzz::text_of(data, size);
  const std::string once = privacy::masked_text(std::string(text), all);
  fuzz::require(privacy::masked_text(once, all) == once);
  fuzz::expect_only_bad_data([&] {
    privacy::JsonLinesMasker masker(all, "fuzz");
    require_once(masker, text);
  });
  return fuzz::expect_only_bad_data([&] {
    privacy::CsvMasker masker(all, {.header = privacy::Header::kNo}, "fuzz");
    require_once(masker, text);
  });
}
