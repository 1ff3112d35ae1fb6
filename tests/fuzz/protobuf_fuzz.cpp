#include "formats/protobuf/reader.h"
#include "fuzz/support.h"

using namespace maas;

namespace {

/// Reads every byte field as a message too, as a reader of a real format would.
void read_nested(std::string_view message, int depth) {
  formats::ProtoReader reader(message, "fuzz");
  for (formats::ProtoField field; reader.next(field);) {
    fuzz::require(field.number > 0);
    if (!field.has_bytes) continue;
    fuzz::require(field.bytes.size() <= message.size());
    fuzz::expect_only_bad_data([&] { formats::unpacked_integers(field.bytes, "fuzz"); });
    if (depth > 0) fuzz::expect_only_bad_data([&] { read_nested(field.bytes, depth - 1); });
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] { read_nested(fuzz::text_of(data, size), 8); });
}
