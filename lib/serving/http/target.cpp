#include "serving/http/target.h"

#include <charconv>

#include "maas/error.h"

namespace maas::serving::http {
namespace {

/// Returns the path of `/path?query` or of `http://authority/path?query`.
std::string_view path_of(std::string_view target) {
  if (target.starts_with("http://") || target.starts_with("https://")) {
    target.remove_prefix(target.find("//") + 2);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
    if (target.empty() || target.front() == '?') return "/";
  }
  if (!target.starts_with('/')) {
    fail(ErrorCode::kInvalidData, "request target '{}' does not start with '/'", target);
  }
  return target.substr(0, target.find('?'));
}

char decode_escape(std::string_view escape) {
  unsigned char byte = 0;
  const char* const end = escape.data() + escape.size();
  if (escape.size() != 3 || std::from_chars(escape.data() + 1, end, byte, 16).ptr != end) {
    fail(ErrorCode::kInvalidData, "'{}' in the path is not an escaped byte", escape);
  }
  return static_cast<char>(byte);
}

void check_segment(std::string_view segment) {
  if (segment == "." || segment == "..") {
    fail(ErrorCode::kInvalidData, "'{}' is not allowed in the path", segment);
  }
  for (const char c : segment) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7F || c == '/' || c == '\\') {
      fail(ErrorCode::kInvalidData, "byte {:#04x} is not allowed in a segment of the path", byte);
    }
  }
}

void decode(std::string_view encoded, std::string& segment) {
  while (!encoded.empty()) {
    const bool escaped = encoded.front() == '%';
    segment += escaped ? decode_escape(encoded.substr(0, 3)) : encoded.front();
    encoded.remove_prefix(escaped ? 3 : 1);
  }
}

}  // namespace

void split_target(std::string_view target, std::vector<std::string>& segments) {
  segments.clear();
  std::string_view path = path_of(target);
  if (path == "/") return;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t length = std::min(path.find('/'), path.size());
    decode(path.substr(0, length), segments.emplace_back());
    check_segment(segments.back());
    path.remove_prefix(length);
  }
}

}  // namespace maas::serving::http
