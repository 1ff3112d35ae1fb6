#include "formats/onnx/onnx.h"
#include "fuzz/support.h"

using namespace maas;

namespace {

std::string written(const formats::OnnxModel& model) {
  std::string bytes;
  formats::write_onnx(model, [&bytes](std::string_view piece) { bytes += piece; });
  return bytes;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  return fuzz::expect_only_bad_data([=] {
    const auto file = fuzz::bytes_of(data, size);
    formats::onnx_producer(file, "fuzz");
    const std::string once = written(formats::parse_onnx(file, "fuzz"));
    const std::string twice = written(formats::parse_onnx(std::as_bytes(std::span(once)), "fuzz"));
    fuzz::require(once == twice);
  });
}
