#include "serving/http/parser.h"

#include <algorithm>

#include <fmt/format.h>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include "base/strings.h"

namespace maas::serving::http {
namespace {

namespace beast_http = boost::beast::http;

constexpr const char* kHeaderTooLarge = "the header is larger than this server takes";

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

RequestParser::RequestParser(Exchange& exchange, const Limits& limits)
    : exchange_(exchange),
      body_(exchange.request.body, exchange.memory, limits.body_bytes),
      header_room_(limits.header_bytes),
      fields_room_(limits.header_fields) {
  exchange.request.clear();
  header_limit(static_cast<std::uint32_t>(limits.header_bytes));
  body_limit(limits.body_bytes);
  eager(true);
}

std::size_t RequestParser::least_input() const {
  constexpr std::string_view kLastChunk = "0\r\n\r\n";
  return is_header_done() && chunked() ? kLastChunk.size() : 1;
}

std::size_t RequestParser::read(boost::asio::const_buffer bytes, boost::beast::error_code& error) {
  const std::size_t size = put(bytes, error);
  if (!error || error == beast_http::error::need_more || error == beast_http::error::need_buffer) {
    return size;
  }
  if (error == beast_http::error::body_limit) {
    throw Refusal(413, "the body is larger than this server takes");
  }
  if (error == beast_http::error::header_limit) throw Refusal(431, kHeaderTooLarge);
  throw Refusal(400, fmt::format("not an HTTP request: {}", error.message()));
}

void RequestParser::on_request_impl(beast_http::verb, Text method, Text target, int version,
                                    Error& error) {
  exchange_.request.method = method;
  exchange_.request.target = target;
  version_ = version;
  header_room_ -= std::min(header_room_, method.size() + target.size());
  error = {};
}

void RequestParser::on_field_impl(Field field, Text name, Text value, Error& error) {
  error = {};
  count_field(name.size() + value.size());
  if (in_body_) return;

  switch (field) {
    case Field::host:
      ++hosts_;
      break;
    case Field::content_length:
      if (++lengths_ > 1 || value.find(',') != value.npos) {
        throw Refusal(400, "Content-Length is given more than once");
      }
      break;
    case Field::content_type:
      assign_media_type(exchange_.request.content_type, value);
      break;
    case Field::content_encoding:
      append_to_list(content_encoding_, value);
      break;
    case Field::transfer_encoding:
      append_to_list(transfer_encoding_, value);
      break;
    case Field::expect:
      expects_continue_ = equal_ignoring_case(value, "100-continue");
      break;
    default:
      if (equal_ignoring_case({name.data(), name.size()}, kJsonLengthField)) {
        exchange_.request.json_length = value;
      }
      break;
  }
}

/// Counts a field of the header or behind the body.
void RequestParser::count_field(std::size_t size) {
  constexpr std::size_t kAround = 4;  // the colon, the blank and the end of the line
  if (fields_room_ == 0) throw Refusal(431, "the header has more fields than this server takes");
  if (size + kAround > header_room_) throw Refusal(431, kHeaderTooLarge);
  header_room_ -= size + kAround;
  --fields_room_;
}

void RequestParser::on_header_impl(Error& error) {
  error = {};
  if (hosts_ > 1) throw Refusal(400, "the header names more than one Host");
  if (hosts_ == 0 && version_ >= 11) throw Refusal(400, "the header names no Host");
  if (transfer_encoding_) {
    if (lengths_ > 0) {
      throw Refusal(400, "Transfer-Encoding and Content-Length exclude each other");
    }
    if (version_ < 11) throw Refusal(400, "HTTP/1.0 knows no Transfer-Encoding");
    if (!equal_ignoring_case(*transfer_encoding_, "chunked")) {
      throw Refusal(400,
                    fmt::format("Transfer-Encoding '{}' is not 'chunked'", *transfer_encoding_));
    }
  }
  body_.expect(content_length().value_or(0), base::lowered(content_encoding_.value_or("")));
}

void RequestParser::on_body_init_impl(const boost::optional<std::uint64_t>&, Error& error) {
  in_body_ = true;
  error = {};
}

std::size_t RequestParser::on_body_impl(Text body, Error& error) {
  const std::size_t size = body_.put({body.data(), body.size()});
  error = {};
  if (size < body.size()) error = beast_http::error::need_buffer;
  return size;
}

std::size_t RequestParser::on_chunk_body_impl(std::uint64_t, Text body, Error& error) {
  return on_body_impl(body, error);
}

void RequestParser::on_finish_impl(Error& error) {
  body_.finish();
  error = {};
}

}  // namespace maas::serving::http
