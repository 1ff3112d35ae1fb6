#include "serving/http/parser.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

namespace maas::serving::http {
namespace {

namespace beast_http = boost::beast::http;

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return boost::beast::iequals({a.data(), a.size()}, {b.data(), b.size()});
}

/// Returns "text/plain" for "Text/Plain; charset=utf-8".
void assign_media_type(std::string& type, std::string_view value) {
  value = value.substr(0, value.find(';'));
  value = value.substr(0, value.find_last_not_of(" \t") + 1);
  type.resize(value.size());
  std::ranges::transform(value, type.begin(), boost::beast::detail::ascii_tolower);
}

/// Joins the values of a repeated field, as RFC 9110 5.3 reads them.
void append_to_list(std::optional<std::string>& list, std::string_view value) {
  list = list ? fmt::format("{}, {}", *list, value) : std::string(value);
}

}  // namespace

RequestParser::RequestParser(Request& request, const Limits& limits)
    : request_(request), header_room_(limits.header_bytes) {
  request_.clear();
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(limits.body_bytes);
  eager(true);
}

std::size_t RequestParser::least_input() const {
  constexpr std::string_view kLastChunk = "0\r\n\r\n";
  return is_header_done() && chunked() ? kLastChunk.size() : 1;
}

Refusal RequestParser::refusal(const boost::beast::error_code& error) const {
  if (refusal_) return *refusal_;
  if (error == beast_http::error::body_limit) {
    return {413, "the body is larger than this server takes"};
  }
  if (error == beast_http::error::header_limit) {
    return {431, "the header is larger than this server takes"};
  }
  return {400, fmt::format("not an HTTP request: {}", error.message())};
}

void RequestParser::on_request_impl(beast_http::verb, Text method, Text target, int version,
                                    Error& error) {
  request_.method = method;
  request_.target = target;
  version_ = version;
  header_room_ -= std::min(header_room_, method.size() + target.size());
  error = {};
}

void RequestParser::on_field_impl(Field field, Text name, Text value, Error& error) {
  error = {};
  if (in_body_) return refuse(400, "header fields after the body are not taken", error);
  const std::size_t size = name.size() + value.size() + 4;
  if (size > header_room_) return refuse(431, "the header is larger than this server takes", error);
  header_room_ -= size;

  switch (field) {
    case Field::host:
      ++hosts_;
      break;
    case Field::content_length:
      if (++lengths_ > 1 || value.find(',') != value.npos) {
        refuse(400, "Content-Length is given more than once", error);
      }
      break;
    case Field::content_type:
      assign_media_type(request_.content_type, value);
      break;
    case Field::transfer_encoding:
      append_to_list(transfer_encoding_, value);
      break;
    case Field::expect:
      expects_continue_ = equal_ignoring_case(value, "100-continue");
      break;
    default:
      if (equal_ignoring_case({name.data(), name.size()}, kJsonLengthField)) {
        request_.json_length = value;
      }
      break;
  }
}

void RequestParser::on_header_impl(Error& error) {
  error = {};
  if (hosts_ > 1) return refuse(400, "the header names more than one Host", error);
  if (hosts_ == 0 && version_ >= 11) return refuse(400, "the header names no Host", error);
  if (!transfer_encoding_) return;
  if (lengths_ > 0) {
    return refuse(400, "Transfer-Encoding and Content-Length exclude each other", error);
  }
  if (version_ < 11) return refuse(400, "HTTP/1.0 knows no Transfer-Encoding", error);
  if (!equal_ignoring_case(*transfer_encoding_, "chunked")) {
    refuse(400, fmt::format("Transfer-Encoding '{}' is not 'chunked'", *transfer_encoding_), error);
  }
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>& length, Error& error) {
  in_body_ = true;
  request_.body.reserve(static_cast<std::size_t>(length.value_or(0)) + kBodyPadding);
  error = {};
}

std::size_t RequestParser::on_body_impl(Text body, Error& error) {
  request_.body.append(body.data(), body.size());
  error = {};
  return body.size();
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, Error& error) {
  return on_body_impl(body, error);
}

void RequestParser::on_finish_impl(Error& error) {
  request_.body.reserve(request_.body.size() + kBodyPadding);
  error = {};
}

void RequestParser::refuse(int status, std::string message, Error& error) {
  refusal_.emplace(status, message);
  error = beast_http::error::bad_value;
}

}  // namespace maas::serving::http
