#pragma once

#include <chrono>
#include <optional>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>

#include "serving/http/asio.h"
#include "serving/http/client.h"
#include "serving/http/handler.h"
#include "serving/http/parser.h"

namespace maas::serving::http {

class EventLoop;

/// One client: reads a request, has it answered, writes the response, and again. What is pipelined
/// waits in the buffer, so that answers leave in order. A request that another thread answers takes
/// its connection there.
class Connection final : public Exchange {
 public:
  /// How a connection counts among those of its thread.
  enum class Standing {
    kGuest,     ///< has not been admitted
    kResident,  ///< has one of the places
    kLeaving,   ///< has been cut, and ends as soon as it notices
  };

  Connection(EventLoop& loop, Client client, Socket socket);

  /// Serves the client until it leaves, breaks the rules, goes to another thread, or the server
  /// drains.
  Awaitable<> serve();

  void complete() override;

  Standing standing() const { return standing_; }
  void set_standing(Standing standing) { standing_ = standing; }

  /// How long a client has kept its place without using it; the least of several is idlest.
  struct Idleness {
    bool is_amid_request;  ///< reads or sends it slowly
    Clock::time_point since;

    auto operator<=>(const Idleness&) const = default;
  };

  /// Returns how idle the connection is, or nothing while its answer is being made.
  std::optional<Idleness> idleness() const;

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
  enum class Outcome { kRequest, kRefused, kElsewhere, kGone };

  Awaitable<Outcome> read_request();
  std::optional<Outcome> advance();
  std::optional<Outcome> begin();
  void skip_empty_lines();
  void parse();
  bool must_continue() const;
  Awaitable<bool> read_more();
  Outcome refuse(const Refusal& refusal);
  Awaitable<> answer();
  Awaitable<bool> write_response(bool keeps_alive);
  template <class Buffers>
  Awaitable<bool> write(Buffers buffers);
  void write_head(bool keeps_alive);
  void release_request();
  Awaitable<> linger();
  Client take_client();
  std::string_view received() const;
  void enter(State state, std::chrono::milliseconds allowance);

  EventLoop& loop_;
  net::ip::tcp protocol_;
  ConnectionCount::Ticket ticket_;
  Socket socket_;
  boost::beast::flat_buffer buffer_;
  std::optional<RequestParser> parser_;  ///< once the request has begun, and is answered here
  std::string head_;
  Standing standing_ = Standing::kGuest;
  State state_ = State::kIdle;
  Clock::time_point since_;  ///< when the state was entered
  Clock::time_point deadline_;
  bool is_new_ = true;    ///< has sent nothing yet
  bool goes_on_ = false;  ///< the buffer holds more of the request, for its next turn
  bool timed_out_ = false;
  UseAwaitable token_;
  std::optional<Resume> resume_;  ///< set while somebody else writes the answer
};

}  // namespace maas::serving::http
