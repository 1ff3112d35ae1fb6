#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace maas::serving::http {

/// Bytes that may be read behind the end of a body, for parsers that look ahead.
inline constexpr std::size_t kBodyPadding = 64;

/// The field that says how many bytes of a body are JSON, where others follow.
inline constexpr std::string_view kJsonLengthField = "Inference-Header-Content-Length";

/// A request whose framing has been checked.
struct Request {
  std::string method;
  std::string target;        ///< as sent, still encoded
  std::string content_type;  ///< without parameters, lower case; empty if there was none
  std::string json_length;   ///< value of `kJsonLengthField`; empty if there was none
  std::string body;          ///< its capacity leaves `kBodyPadding` bytes behind the end

  void clear() {
    method.clear();
    target.clear();
    content_type.clear();
    json_length.clear();
    body.clear();
  }
};

/// What is answered. Framing fields are the connection's business.
struct Response {
  int status = 200;
  std::string_view content_type = "application/json";            ///< of static storage
  std::vector<std::pair<std::string_view, std::string>> fields;  ///< further header fields
  std::string body;

  void clear() {
    status = 200;
    content_type = "application/json";
    fields.clear();
    body.clear();
  }
};

/// Returns the reason phrase of a status that this server sends.
std::string_view reason_phrase(int status);

}  // namespace maas::serving::http
