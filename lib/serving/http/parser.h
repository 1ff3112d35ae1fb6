#pragma once

#include <optional>

#include <boost/beast/http/basic_parser.hpp>

#include "serving/http/body.h"
#include "serving/http/handler.h"
#include "serving/http/limits.h"
#include "serving/http/refusal.h"

namespace maas::serving::http {

/// Reads one request. Beast 1.81 does the grammar; what it lets through is refused here:
///
/// - a Transfer-Encoding that is not exactly `chunked`, that comes with a Content-Length, or that
///   comes in HTTP/1.0: another server on the way may see the body end elsewhere;
/// - a Content-Length given more than once;
/// - HTTP/1.1 without a Host, and any request with two;
/// - a header that grows beyond its limits piece by piece, fields after a chunked body included;
///   these are dropped.
///
/// A body that the server cannot take at the moment is refused before it is sent, where the header
/// tells its size.
class RequestParser final : public boost::beast::http::basic_parser<true> {
 public:
  /// Parses into the request of `exchange`, whose memory pays for the body.
  RequestParser(Exchange& exchange, const Limits& limits);

  /// Reads from the front of `bytes`, as Beast's parser does.
  /// @param[out] error  `need_more` if the request goes on, `need_buffer` if it goes on in what was
  ///   left of `bytes`
  /// @returns how many were read
  /// @throws Refusal, std::bad_alloc
  std::size_t read(boost::asio::const_buffer bytes, boost::beast::error_code& error);

  /// Returns whether the client waits for `100 Continue` before it sends the body.
  bool expects_continue() const { return expects_continue_; }

  /// Returns how many bytes `read` must be given at least: what remains of a chunked body is never
  /// shorter than its last chunk, and Beast 1.81 asserts that it sees as much.
  std::size_t least_input() const;

  bool is_http_1_0() const { return version_ == 10; }

 private:
  using Error = boost::beast::error_code;
  using Text = boost::beast::string_view;
  using Field = boost::beast::http::field;

  void on_request_impl(boost::beast::http::verb, Text method, Text target, int version,
                       Error& error) override;
  void on_field_impl(Field field, Text name, Text value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& length, Error& error) override;
  std::size_t on_body_impl(Text body, Error& error) override;
  void on_chunk_header_impl(std::uint64_t, Text, Error& error) override { error = {}; }
  std::size_t on_chunk_body_impl(std::uint64_t, Text body, Error& error) override;
  void on_finish_impl(Error& error) override;
  void on_response_impl(int, Text, int, Error& error) override { error = {}; }

  void count_field(std::size_t size);

  Exchange& exchange_;
  BodyReader body_;
  std::size_t header_room_;
  std::size_t fields_room_;
  int version_ = 11;
  int hosts_ = 0;
  int lengths_ = 0;
  std::optional<std::string> transfer_encoding_;
  std::optional<std::string> content_encoding_;
  bool expects_continue_ = false;
  bool in_body_ = false;
};

}  // namespace maas::serving::http
