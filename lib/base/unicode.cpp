#include "base/unicode.h"

#include <algorithm>
#include <cstdlib>
#include <memory>

#include <utf8proc.h>

#include "base/strings.h"
#include "base/utf8.h"

namespace maas::base {
namespace {

/// @param text  valid UTF-8
std::string mapped(std::string_view text, utf8proc_option_t options) {
  utf8proc_uint8_t* result = nullptr;
  const utf8proc_ssize_t length =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                   static_cast<utf8proc_ssize_t>(text.size()), &result, options);
  const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(result, &std::free);
  if (length < 0) throw std::bad_alloc();
  return {reinterpret_cast<const char*>(result), static_cast<std::size_t>(length)};
}

/// Maps what is valid between bytes that are no UTF-8.
std::string valid_mapped(std::string_view text, int options) {
  std::string result;
  while (!text.empty()) {
    const std::size_t valid = std::min(find_invalid_utf8(text), text.size());
    result += mapped(text.substr(0, valid), static_cast<utf8proc_option_t>(options));
    result += text.substr(valid, 1);
    text.remove_prefix(std::min(valid + 1, text.size()));
  }
  return result;
}

}  // namespace

std::string composed(std::string_view text) {
  if (is_ascii(text)) return std::string(text);
  return valid_mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string case_folded(std::string_view text) {
  if (is_ascii(text)) return lowered(text);
  return valid_mapped(text, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT |
                                UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);
}

}  // namespace maas::base
