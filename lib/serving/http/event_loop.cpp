#include "serving/http/event_loop.h"

#include <ctime>

#include <fmt/chrono.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/defer.hpp>
#include <boost/asio/post.hpp>

namespace maas::serving::http {
namespace {

/// How exactly connections' deadlines are kept.
constexpr std::chrono::milliseconds kTick{50};

}  // namespace

EventLoop::EventLoop(const Limits& limits, ConnectionCount& count,
                     const HandlerFactory& make_handler)
    : limits_(limits), count_(count), handler_(make_handler(*this)) {}

void EventLoop::post(std::function<void()> work) {
  net::post(context_, std::move(work));
}

void EventLoop::defer(std::function<void()> work) {
  net::defer(context_, std::move(work));
}

void EventLoop::start() {
  tick();
  thread_ = std::thread([this] { context_.run(); });
}

void EventLoop::adopt(Socket socket) {
  net::post(context_, [this, socket = std::move(socket)]() mutable { serve(std::move(socket)); });
}

void EventLoop::serve(Socket socket) {
  if (is_stopping_) return count_.remove();
  const auto connection = connections_.emplace(connections_.end(), *this, std::move(socket));
  // Whatever ended the coroutine, e.g. memory that ran out, ends this connection alone.
  net::co_spawn(context_, connection->serve(), [this, connection](const std::exception_ptr&) {
    connections_.erase(connection);
    count_.remove();
  });
}

void EventLoop::drain() {
  post([this] {
    is_draining_ = true;
    for (Connection& connection : connections_) connection.drain();
  });
}

void EventLoop::stop() {
  if (!thread_.joinable()) return;
  post([this] {
    is_stopping_ = true;
    is_draining_ = true;
    for (Connection& connection : connections_) connection.abort();
    clock_.cancel();
    work_.reset();
  });
  thread_.join();
}

void EventLoop::tick() {
  date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time(nullptr)));
  const Clock::time_point now = Clock::now();
  for (Connection& connection : connections_) connection.expire(now);
  clock_.expires_after(kTick);
  clock_.async_wait([this](const ErrorCode& error) {
    if (!error && !is_stopping_) tick();
  });
}

}  // namespace maas::serving::http
