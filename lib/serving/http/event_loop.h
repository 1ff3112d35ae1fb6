#pragma once

#include <chrono>
#include <list>
#include <memory>
#include <string>
#include <thread>

#include <boost/asio/executor_work_guard.hpp>

#include "serving/http/asio.h"
#include "serving/http/connection.h"
#include "serving/http/connection_count.h"
#include "serving/http/handler.h"
#include "serving/http/limits.h"

namespace maas::serving::http {

/// One I/O thread: its connections, their handler, and one coarse clock for all their deadlines.
class EventLoop final : public Loop {
 public:
  EventLoop(const Limits& limits, ConnectionCount& count, const HandlerFactory& make_handler);

  void post(std::function<void()> work) override;
  void defer(std::function<void()> work) override;

  void start();

  /// Serves the client of an accepted, counted socket. Any thread.
  void adopt(Socket socket);

  /// Closes idle connections now and the others after their answer. Any thread.
  void drain();

  /// Cuts every connection, then ends the thread when the last answer under way is there.
  void stop();

  net::io_context& context() { return context_; }
  Handler& handler() { return *handler_; }
  const Limits& limits() const { return limits_; }
  bool is_draining() const { return is_draining_; }

  /// Returns the value of `Date`, renewed by the coarse clock.
  const std::string& date() const { return date_; }

 private:
  void serve(Socket socket);
  void tick();

  Limits limits_;
  ConnectionCount& count_;
  net::io_context context_{1};
  net::executor_work_guard<Executor> work_{context_.get_executor()};
  Timer clock_{context_};
  std::list<Connection> connections_;
  std::unique_ptr<Handler> handler_;
  std::string date_;
  bool is_draining_ = false;
  bool is_stopping_ = false;
  std::thread thread_;
};

}  // namespace maas::serving::http
