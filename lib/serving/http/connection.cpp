#include "serving/http/connection.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <new>

#include <fmt/format.h>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

#include "serving/http/event_loop.h"
#include "serving/http/target.h"

namespace maas::serving::http {
namespace {

constexpr std::size_t kReadSize = std::size_t{16} << 10;
constexpr std::size_t kFirstReadSize = std::size_t{1} << 10;  ///< many say nothing at all
constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";

/// Frees what a string holds beyond what a connection may keep.
void trim(std::string& text) {
  text.clear();
  if (text.capacity() > kKeptBody) text.shrink_to_fit();
}

}  // namespace

Connection::Connection(EventLoop& loop, Client client, Socket socket)
    : loop_(loop),
      protocol_(client.protocol),
      ticket_(std::move(client.ticket)),
      socket_(std::move(socket)),
      buffer_(loop.limits().header_bytes + 2 * kReadSize),
      is_new_(client.received.empty()) {
  memory = base::Budget::Lease(loop.memory());
  const auto room = buffer_.prepare(client.received.size());
  buffer_.commit(net::buffer_copy(room, net::buffer(client.received)));
  ErrorCode ignored;
  socket_.set_option(net::ip::tcp::no_delay(true), ignored);
}

Awaitable<> Connection::serve() {
  bool keeps_alive = true;
  while (keeps_alive) {
    const Outcome outcome = co_await read_request();
    if (outcome == Outcome::kGone) co_return;
    if (outcome == Outcome::kElsewhere) {
      loop_.pass_on(take_client());
      co_return;
    }
    if (outcome == Outcome::kRequest) co_await answer();
    keeps_alive = outcome == Outcome::kRequest && parser_->keep_alive() && !loop_.is_draining();
    const bool is_written = co_await write_response(keeps_alive);
    if (!is_written) co_return;
  }
  co_await linger();
}

Awaitable<Connection::Outcome> Connection::read_request() {
  const Limits& limits = loop_.limits();
  response.clear();
  parser_.reset();
  if (loop_.is_draining()) {
    enter(State::kIdle, limits.linger);
  } else {
    enter(State::kIdle, is_new_ ? limits.first_byte : limits.idle);
  }
  bool is_continued = false;
  for (;;) {
    if (const auto outcome = advance()) co_return *outcome;
    if (goes_on_) {
      co_await net::post(loop_.context(), UseAwaitable());
      if (timed_out_) co_return refuse({408, "the request took too long to arrive"});
      continue;
    }
    if (!is_continued && must_continue()) {
      is_continued = true;
      const bool is_written = co_await write(net::buffer(kContinue));
      if (!is_written) co_return Outcome::kGone;
    }
    const bool is_read = co_await read_more();
    if (timed_out_) co_return refuse({408, "the request took too long to arrive"});
    if (!is_read) co_return Outcome::kGone;
  }
}

/// Does what can be done with the bytes that are there.
/// @returns nothing if the request goes on
std::optional<Connection::Outcome> Connection::advance() try {
  if (!parser_) {
    if (const auto outcome = begin()) return outcome;
    if (!parser_) return std::nullopt;
  }
  if (goes_on_ || buffer_.size() >= parser_->least_input()) parse();
  if (parser_->is_done()) return Outcome::kRequest;
  if (buffer_.size() + kReadSize > buffer_.max_size()) {
    throw Refusal(400, "a chunk's header is longer than this server takes");
  }
  return std::nullopt;
} catch (const Refusal& refusal) {
  return refuse(refusal);
} catch (const std::bad_alloc&) {
  return refuse({503, "memory ran out"});
}

/// Finds out who answers the request that begins in the buffer, and makes a parser for it if that
/// is this thread.
std::optional<Connection::Outcome> Connection::begin() {
  skip_empty_lines();
  if (received().empty() || received() == "\r") return std::nullopt;
  const Limits& limits = loop_.limits();
  is_new_ = false;
  if (state_ == State::kIdle) {
    enter(State::kReading, loop_.is_draining() ? limits.last_request : limits.header);
  }
  const auto target = peek_target(received());
  if (!target && buffer_.size() < limits.header_bytes) return std::nullopt;
  if (!loop_.answers(target.value_or(""))) return Outcome::kElsewhere;
  if (!loop_.admit(*this)) {
    throw Refusal(429, "as many connections as this server takes are busy; try again");
  }
  parser_.emplace(*this, limits);
  return std::nullopt;
}

void Connection::skip_empty_lines() {
  while (received().starts_with("\r\n")) buffer_.consume(2);
}

void Connection::parse() {
  ErrorCode error;
  const bool was_header_done = parser_->is_header_done();
  buffer_.consume(parser_->read(buffer_.data(), error));
  goes_on_ = error == boost::beast::http::error::need_buffer;
  if (!was_header_done && parser_->is_header_done() && !loop_.is_draining()) {
    deadline_ = since_ + loop_.limits().request;
  }
}

bool Connection::must_continue() const {
  return parser_ && parser_->is_header_done() && parser_->expects_continue();
}

Connection::Outcome Connection::refuse(const Refusal& refusal) {
  release_request();
  goes_on_ = false;
  response.clear();
  loop_.handler().refuse(response, refusal.status(), refusal.what());
  if (refusal.status() == 415) response.fields.emplace_back("Accept-Encoding", "gzip, deflate");
  if (refusal.status() == 429 || refusal.status() == 503) {
    response.fields.emplace_back("Retry-After", "1");
  }
  return Outcome::kRefused;
}

Awaitable<bool> Connection::read_more() {
  ErrorCode error;
  const std::size_t size = co_await socket_.async_read_some(
      buffer_.prepare(is_new_ ? kFirstReadSize : kReadSize), into(error));
  buffer_.commit(size);
  co_return !error;
}

Awaitable<> Connection::answer() {
  state_ = State::kAnswering;
  // Made before: once somebody else is to write the answer, nothing may fail until it is there.
  Awaitable<> answered = net::async_initiate<UseAwaitable, void()>(
      [this](Resume resume) { resume_.emplace(std::move(resume)); }, token_);
  if (loop_.handler().handle(*this) == Answer::kLater) co_await std::move(answered);
}

void Connection::complete() {
  Resume resume = std::move(*resume_);
  resume_.reset();
  std::move(resume)();
}

Awaitable<bool> Connection::write_response(bool keeps_alive) {
  enter(State::kWriting, loop_.limits().response);
  release_request();
  // Made already; if there is no room for it, no other body gets any until it is sent.
  memory.try_grow(response.body.capacity());
  write_head(keeps_alive);
  const bool has_body = request.method != "HEAD";
  const std::array buffers = {
      net::buffer(head_), net::buffer(response.body.data(), has_body ? response.body.size() : 0)};
  const bool is_written = co_await write(buffers);
  trim(response.body);
  memory.shrink_to(0);
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

void Connection::release_request() {
  trim(request.body);
  memory.shrink_to(0);
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

Client Connection::take_client() {
  ErrorCode ignored;
  return {.protocol = protocol_,
          .socket = base::Descriptor(socket_.release(ignored)),
          .received = std::string(received()),
          .ticket = std::move(ticket_)};
}

std::string_view Connection::received() const {
  return {static_cast<const char*>(buffer_.data().data()), buffer_.size()};
}

void Connection::enter(State state, std::chrono::milliseconds allowance) {
  state_ = state;
  since_ = Clock::now();
  deadline_ = since_ + allowance;
}

std::optional<Connection::Idleness> Connection::idleness() const {
  if (state_ == State::kAnswering) return std::nullopt;
  const bool is_amid_request = state_ == State::kReading || state_ == State::kWriting;
  return Idleness{.is_amid_request = is_amid_request, .since = since_};
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
