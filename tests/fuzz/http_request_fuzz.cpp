#include <vector>

#include "fuzz/support.h"
#include "serving/http/parser.h"
#include "serving/http/target.h"

using namespace maas;
using namespace maas::serving;

namespace {

constexpr http::Limits kLimits{.header_bytes = 256, .body_bytes = 64};

/// Reads one request, given `step` bytes more at a time; false if it is refused or incomplete.
bool read(std::string_view bytes, std::size_t step, http::Request& request) {
  http::RequestParser parser(request, kLimits);
  std::size_t used = 0;
  for (std::size_t known = std::min(step, bytes.size());;) {
    if (known - used >= parser.least_input()) {
      boost::beast::error_code error;
      used += parser.put(boost::asio::const_buffer(bytes.data() + used, known - used), error);
      if (error && error != boost::beast::http::error::need_more) return false;
      if (parser.is_done()) return true;
    }
    if (known == bytes.size()) return false;
    known = std::min(known + step, bytes.size());
  }
}

}  // namespace

/// However the bytes arrive, the request must be the same, within its limits.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  http::Request whole;
  http::Request pieces;
  const bool is_whole = size > 0 && read(bytes, size, whole);
  const bool is_pieces = size > 0 && read(bytes, 1, pieces);
  if (!is_whole || !is_pieces) return 0;
  fuzz::require(whole.method == pieces.method && whole.target == pieces.target &&
                whole.body == pieces.body && whole.content_type == pieces.content_type);
  fuzz::require(whole.body.size() <= kLimits.body_bytes);
  return fuzz::expect_only_bad_data([&] {
    std::vector<std::string> segments;
    http::split_target(whole.target, segments);
    for (const std::string& segment : segments) fuzz::require(segment != "..");
  });
}
