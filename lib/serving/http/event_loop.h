#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <functional>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>

#include "base/budget.h"
#include "serving/http/asio.h"
#include "serving/http/client.h"
#include "serving/http/connection.h"
#include "serving/http/handler.h"
#include "serving/http/limits.h"

namespace maas::serving::http {

/// One thread of the server: its connections, their handler, and one coarse clock for all their
/// deadlines. Places are bounded; when they run out, the idlest connection makes room.
class EventLoop final : public Loop {
 public:
  /// What tells one of a server's threads from another.
  struct Role {
    std::size_t guests;                  ///< connections that may stay without a place
    std::size_t residents;               ///< places
    std::chrono::milliseconds patience;  ///< with a resident amid its request, if others want in
    std::function<bool(std::string_view target)> answers;
    std::function<void(Client client)> pass_on;  ///< of those who ask for something else
  };

  EventLoop(Role role, const Limits& limits, base::Budget& memory,
            const HandlerFactory& make_handler);
  ~EventLoop() override { stop(); }

  void post(std::function<void()> work) override;
  void defer(std::function<void()> work) override;

  /// @throws std::system_error if no thread can be started
  void start();

  /// Serves a client, or cuts it off if more of them wait for this thread than it has places. Any
  /// thread.
  void adopt(Client client);

  /// Closes idle connections now and the others after their answer. Any thread.
  void drain();

  /// Cuts every connection, then ends the thread when the last answer under way is there.
  void stop();

  // The rest on the loop's thread.

  /// Serves a client by a socket that was opened on this loop.
  void serve(Client client, Socket socket);

  bool answers(std::string_view target) const { return role_.answers(target); }

  /// Sends a client to the thread that answers it.
  void pass_on(Client client) { role_.pass_on(std::move(client)); }

  /// Gives a place to a connection that has none.
  /// @returns false if all are taken by connections that use them
  bool admit(Connection& connection);

  /// Cuts the guest that has been here longest.
  void evict_guest();

  net::io_context& context() { return context_; }
  Handler& handler() { return *handler_; }
  const Limits& limits() const { return limits_; }
  base::Budget& memory() { return memory_; }
  bool is_draining() const { return is_draining_; }

  /// Returns the value of `Date`, renewed by the coarse clock.
  const std::string& date() const { return date_; }

 private:
  using Standing = Connection::Standing;

  void serve(Client client);
  void forget(std::list<Connection>::iterator connection);
  void run();
  void tick();
  bool evict_resident(Clock::time_point latest);
  void cut(Connection& connection);
  void change_standing(Connection& connection, Standing standing);
  std::size_t& count(Standing standing) { return counts_[static_cast<std::size_t>(standing)]; }

  Role role_;
  Limits limits_;
  base::Budget& memory_;
  net::io_context context_{1};
  net::executor_work_guard<Executor> work_{context_.get_executor()};
  Timer clock_{context_};
  std::list<Connection> connections_;
  std::array<std::size_t, 3> counts_{};  ///< by standing
  std::unique_ptr<Handler> handler_;
  std::string date_;
  std::atomic<std::size_t> arriving_{0};  ///< clients that wait to be served
  bool is_draining_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace maas::serving::http
