#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>

#include "serving/http/asio.h"
#include "serving/http/handler.h"
#include "serving/http/parser.h"

namespace maas::serving::http {

class EventLoop;

/// One client: reads a request, has it answered, writes the response, and again. What is pipelined
/// waits in the buffer, so that answers leave in order.
class Connection final : public Exchange {
 public:
  Connection(EventLoop& loop, Socket socket);

  /// Serves the client until it leaves, breaks the rules, or the server drains.
  Awaitable<> serve();

  void complete() override;

  /// Ends what the client has taken too long for: a request half sent is answered 408, anything
  /// else is cut.
  void expire(Clock::time_point now);

  /// Closes the connection if it is idle; else it closes after its answer.
  void drain();

  /// Cuts the connection; an answer under way is waited for and dropped.
  void abort();

 private:
  using Resume = net::async_result<UseAwaitable, void()>::handler_type;

  enum class State { kIdle, kReading, kAnswering, kWriting, kLingering };
  enum class Outcome { kRequest, kRefused, kGone };

  Awaitable<Outcome> read_request();
  Awaitable<bool> read_more();
  Outcome refuse(const Refusal& refusal);
  Awaitable<> answer();
  Awaitable<bool> write_response(bool keeps_alive);
  template <class Buffers>
  Awaitable<bool> write(Buffers buffers);
  void write_head(bool keeps_alive);
  Awaitable<> linger();
  void enter(State state, std::chrono::milliseconds allowance);

  EventLoop& loop_;
  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<RequestParser> parser_;
  std::string head_;
  State state_ = State::kIdle;
  Clock::time_point deadline_;
  bool timed_out_ = false;
  UseAwaitable token_;
  std::optional<Resume> resume_;  ///< set while somebody else writes the answer
};

}  // namespace maas::serving::http
