#include "serving/http/connection.h"

#include <algorithm>
#include <array>
#include <iterator>

#include <fmt/format.h>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include "serving/http/event_loop.h"

namespace maas::serving::http {
namespace {

constexpr std::size_t kReadSize = std::size_t{16} << 10;
constexpr std::size_t kBufferSize = std::size_t{256} << 10;
constexpr std::size_t kKeptCapacity = std::size_t{1} << 20;
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

}  // namespace

Connection::Connection(EventLoop& loop, Socket socket)
    : loop_(loop), socket_(std::move(socket)), buffer_(loop.limits().header_bytes + kBufferSize) {
  ErrorCode ignored;
  socket_.set_option(net::ip::tcp::no_delay(true), ignored);
}

Awaitable<> Connection::serve() {
  bool keeps_alive = true;
  while (keeps_alive) {
    const Outcome outcome = co_await read_request();
    if (outcome == Outcome::kGone) co_return;
    if (outcome == Outcome::kRequest) co_await answer();
    keeps_alive = outcome == Outcome::kRequest && parser_->keep_alive() && !loop_.is_draining();
    const bool is_written = co_await write_response(keeps_alive);
    if (!is_written) co_return;
  }
  co_await linger();
}

Awaitable<Connection::Outcome> Connection::read_request() {
  response.clear();
  const Limits& limits = loop_.limits();
  parser_.emplace(request, limits);
  const bool is_last = loop_.is_draining();
  enter(State::kIdle, is_last ? limits.linger : limits.idle);
  bool is_continued = false;
  for (;;) {
    if (buffer_.size() >= parser_->least_input()) {
      if (state_ == State::kIdle) {
        enter(State::kReading, is_last ? limits.last_request : limits.request);
      }
      ErrorCode error;
      buffer_.consume(parser_->put(buffer_.data(), error));
      if (error && error != boost::beast::http::error::need_more) {
        co_return refuse(parser_->refusal(error));
      }
      if (parser_->is_done()) co_return Outcome::kRequest;
    }
    if (!is_continued && parser_->is_header_done() && parser_->expects_continue()) {
      is_continued = true;
      const bool is_written = co_await write(net::buffer(kContinue));
      if (!is_written) co_return Outcome::kGone;
    }
    if (buffer_.size() + kReadSize > buffer_.max_size()) {
      co_return refuse({400, "a chunk's header is longer than this server takes"});
    }
    const bool is_read = co_await read_more();
    if (timed_out_) co_return refuse({408, "the request took too long to arrive"});
    if (!is_read) co_return Outcome::kGone;
  }
}

Connection::Outcome Connection::refuse(const Refusal& refusal) {
  loop_.handler().refuse(response, refusal.status(), refusal.what());
  return Outcome::kRefused;
}

Awaitable<bool> Connection::read_more() {
  ErrorCode error;
  const std::size_t size =
      co_await socket_.async_read_some(buffer_.prepare(kReadSize), into(error));
  buffer_.commit(size);
  co_return !error;
}

Awaitable<> Connection::answer() {
  state_ = State::kAnswering;
  if (loop_.handler().handle(*this) == Answer::kNow) co_return;
  co_await net::async_initiate<UseAwaitable, void()>(
      [this](Resume resume) { resume_.emplace(std::move(resume)); }, token_);
}

void Connection::complete() {
  Resume resume = std::move(*resume_);
  resume_.reset();
  std::move(resume)();
}

Awaitable<bool> Connection::write_response(bool keeps_alive) {
  enter(State::kWriting, loop_.limits().response);
  write_head(keeps_alive);
  const bool has_body = request.method != "HEAD";
  const std::array buffers = {
      net::buffer(head_), net::buffer(response.body.data(), has_body ? response.body.size() : 0)};
  const bool is_written = co_await write(buffers);
  if (request.body.capacity() > kKeptCapacity) request.body = {};
  if (response.body.capacity() > kKeptCapacity) response.body = {};
  co_return is_written;
}

template <class Buffers>
Awaitable<bool> Connection::write(Buffers buffers) {
  ErrorCode error;
  co_await net::async_write(socket_, buffers, into(error));
  co_return !error;
}

void Connection::write_head(bool keeps_alive) {
  head_.clear();
  const auto out = std::back_inserter(head_);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                 reason_phrase(response.status), loop_.date());
  for (const auto& [name, value] : response.fields) {
    fmt::format_to(out, "{}: {}\r\n", name, value);
  }
  if (response.status != 204) {
    fmt::format_to(out, "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type,
                   response.body.size());
  }
  if (!keeps_alive) {
    head_ += "Connection: close\r\n";
  } else if (parser_->is_http_1_0()) {
    head_ += "Connection: keep-alive\r\n";
  }
  head_ += "\r\n";
}

/// Reads on for a moment after the last answer: closing with unread bytes would reset the
/// connection, and the client could lose the answer.
Awaitable<> Connection::linger() {
  enter(State::kLingering, loop_.limits().linger);
  ErrorCode error;
  socket_.shutdown(Socket::shutdown_send, error);
  while (!error) {
    buffer_.clear();
    co_await socket_.async_read_some(buffer_.prepare(kReadSize), into(error));
  }
}

void Connection::enter(State state, std::chrono::milliseconds allowance) {
  state_ = state;
  deadline_ = Clock::now() + allowance;
}

void Connection::expire(Clock::time_point now) {
  if (state_ == State::kAnswering || now < deadline_) return;
  if (state_ != State::kReading || timed_out_) return abort();
  timed_out_ = true;
  ErrorCode ignored;
  socket_.cancel(ignored);
}

void Connection::drain() {
  if (state_ == State::kIdle) abort();
  if (state_ == State::kReading) {
    deadline_ = std::min(deadline_, Clock::now() + loop_.limits().last_request);
  }
}

void Connection::abort() {
  ErrorCode ignored;
  socket_.close(ignored);
}

}  // namespace maas::serving::http
