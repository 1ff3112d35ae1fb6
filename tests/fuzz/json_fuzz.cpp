#include "formats/json/json.h"
#include "fuzz/support.h"

using namespace maas;

/// What was accepted must read back from its own text.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const formats::Json document = formats::parse_json(fuzz::text_of(data, size), "fuzz");
    fuzz::require(formats::parse_json(document.dump(), "fuzz") == document);
  });
}
