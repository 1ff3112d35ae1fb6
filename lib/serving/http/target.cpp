#include "serving/http/target.h"

#include <algorithm>
#include <charconv>

#include "maas/error.h"

namespace maas::serving::http {
namespace {

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

bool is_upper(char c) {
  return c >= 'A' && c <= 'Z';
}

}  // namespace

std::string_view path_of(std::string_view target) {
  if (target.starts_with("http://") || target.starts_with("https://")) {
    target.remove_prefix(target.find("//") + 2);
    target.remove_prefix(std::min(target.find_first_of("/?"), target.size()));
    if (target.empty() || target.front() == '?') return "/";
  }
  return target.starts_with('/') ? target.substr(0, target.find('?')) : "";
}

void split_target(std::string_view target, std::vector<std::string>& segments) {
  segments.clear();
  std::string_view path = path_of(target);
  if (path.empty()) {
    fail(ErrorCode::kInvalidData, "request target '{}' does not start with '/'", target);
  }
  if (path == "/") return;
  while (!path.empty()) {
    path.remove_prefix(1);
    const std::size_t length = std::min(path.find('/'), path.size());
    decode(path.substr(0, length), segments.emplace_back());
    check_segment(segments.back());
    path.remove_prefix(length);
  }
}

std::optional<std::string_view> peek_target(std::string_view bytes) {
  const std::size_t method = std::min(bytes.find(' '), bytes.size());
  if (!std::ranges::all_of(bytes.substr(0, method), is_upper)) return "";
  if (method == bytes.size()) return std::nullopt;
  bytes.remove_prefix(method + 1);
  const std::size_t end = bytes.find_first_of(" \r\n");
  if (end == bytes.npos) return std::nullopt;
  return bytes.substr(0, end);
}

}  // namespace maas::serving::http
