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

EventLoop::EventLoop(Role role, const Limits& limits, base::Budget& memory,
                     const HandlerFactory& make_handler)
    : role_(std::move(role)), limits_(limits), memory_(memory), handler_(make_handler(*this)) {}

void EventLoop::post(std::function<void()> work) {
  net::post(context_, std::move(work));
}

void EventLoop::defer(std::function<void()> work) {
  net::defer(context_, std::move(work));
}

void EventLoop::start() {
  thread_ = std::thread([this] { run(); });
}

/// Runs until `stop`. What a lack of memory throws out of a piece of work ends that piece alone.
void EventLoop::run() {
  for (;;) {
    try {
      tick();
      context_.run();
      return;
    } catch (...) {
      continue;
    }
  }
}

void EventLoop::adopt(Client client) {
  if (arriving_ >= role_.residents) return;
  ++arriving_;
  try {
    net::post(context_, [this, client = std::move(client)]() mutable {
      --arriving_;
      serve(std::move(client));
    });
  } catch (...) {
    --arriving_;
    throw;
  }
}

void EventLoop::serve(Client client) {
  Socket socket(context_);
  ErrorCode error;
  socket.assign(client.protocol, client.socket.get(), error);
  if (error) return;
  client.socket.release();
  serve(std::move(client), std::move(socket));
}

void EventLoop::serve(Client client, Socket socket) {
  if (is_stopping_) return;
  if (count(Standing::kGuest) >= role_.guests) evict_guest();
  connections_.emplace_back(*this, std::move(client), std::move(socket));
  ++count(Standing::kGuest);
  const auto connection = std::prev(connections_.end());
  try {
    // Whatever ends the coroutine, e.g. memory that ran out, ends this connection alone.
    net::co_spawn(context_, connection->serve(),
                  [this, connection](const std::exception_ptr&) { forget(connection); });
  } catch (...) {
    forget(connection);
  }
}

void EventLoop::forget(std::list<Connection>::iterator connection) {
  --count(connection->standing());
  connections_.erase(connection);
}

bool EventLoop::admit(Connection& connection) {
  if (connection.standing() != Standing::kGuest) return true;
  const bool is_full = count(Standing::kResident) >= role_.residents;
  if (is_full && !evict_resident(Clock::now() - role_.patience)) return false;
  change_standing(connection, Standing::kResident);
  return true;
}

/// The list is in the order of arrival, so that a flood of newcomers costs no search.
void EventLoop::evict_guest() {
  for (Connection& connection : connections_) {
    if (connection.standing() == Standing::kGuest && connection.idleness()) return cut(connection);
  }
}

/// Cuts the idlest resident; one amid its request only if it began that before `latest`.
bool EventLoop::evict_resident(Clock::time_point latest) {
  Connection* idlest = nullptr;
  for (Connection& connection : connections_) {
    const auto idleness = connection.idleness();
    if (connection.standing() != Standing::kResident || !idleness) continue;
    if (idleness->is_amid_request && idleness->since > latest) continue;
    if (idlest == nullptr || idleness < idlest->idleness()) idlest = &connection;
  }
  if (idlest != nullptr) cut(*idlest);
  return idlest != nullptr;
}

void EventLoop::cut(Connection& connection) {
  change_standing(connection, Standing::kLeaving);
  connection.abort();
}

void EventLoop::change_standing(Connection& connection, Standing standing) {
  --count(connection.standing());
  ++count(standing);
  connection.set_standing(standing);
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
  if (is_stopping_) return;
  clock_.expires_after(kTick);
  clock_.async_wait([this](const ErrorCode& error) {
    if (!error) tick();
  });
  date_ = fmt::format("{:%a, %d %b %Y %H:%M:%S GMT}", fmt::gmtime(std::time(nullptr)));
  const Clock::time_point now = Clock::now();
  for (Connection& connection : connections_) connection.expire(now);
}

}  // namespace maas::serving::http
