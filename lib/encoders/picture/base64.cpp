#include "encoders/picture/base64.h"

#include <span>
#include <string_view>
#include <utility>

#include "base/base64.h"
#include "formats/image/image.h"

namespace maas::encoders {
namespace {

bool is_picture(std::string_view bytes) {
  return formats::image_format_of(std::as_bytes(std::span(bytes))).has_value();
}

/// The base 64 of `data:image/png;base64,...`, or the whole text.
std::string_view payload_of(std::string_view text) {
  constexpr std::string_view kScheme = "data:";
  constexpr std::string_view kEncoding = ";base64,";
  constexpr std::size_t kLongestType = 128;
  if (!text.starts_with(kScheme)) return text;
  const std::size_t at = text.substr(0, kLongestType).find(kEncoding);
  return at == text.npos ? text : text.substr(at + kEncoding.size());
}

}  // namespace

void undo_base64(std::string& file) {
  if (is_picture(file)) return;
  auto picture = base::from_base64(payload_of(file));
  if (picture && is_picture(*picture)) file = std::move(*picture);
}

}  // namespace maas::encoders
