#include "serving/http/server.h"

#include <new>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "maas/error.h"
#include "serving/http/event_loop.h"

namespace maas::serving::http {
namespace {

/// How long to wait before the next try when there are no descriptors.
constexpr std::chrono::milliseconds kAcceptPause{10};
/// How long a request may be on its way before it makes room for another one.
constexpr std::chrono::milliseconds kPatience{2'000};
/// Connections that are told that there is no place for them.
constexpr std::size_t kTurnedAway = 64;

}  // namespace

class Server::Implementation {
 public:
  Implementation(const Address& address, int io_threads, const Limits& limits, base::Budget& memory,
                 const Handlers& handlers)
      : is_watched_(handlers.is_watched),
        watch_(role_of_watch(limits), limits, memory, handlers.make_watcher) {
    const auto threads = static_cast<std::size_t>(io_threads);
    for (std::size_t i = 0; i < threads; ++i) {
      workers_.push_back(std::make_unique<EventLoop>(role_of_worker(limits, threads), limits,
                                                     memory, handlers.make_worker));
    }
    listen(address);
    start();
  }

  ~Implementation() { stop(); }

  void stop() {
    close();
    watch_.stop();
    for (const auto& worker : workers_) worker->stop();
  }

  const Address& address() const { return address_; }

  bool drain(std::chrono::milliseconds patience) {
    close();
    watch_.drain();
    for (const auto& worker : workers_) worker->drain();
    return count_.wait_for_none(patience);
  }

 private:
  using Acceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;

  EventLoop::Role role_of_watch(const Limits& limits) {
    return {.guests = limits.newcomers,
            .residents = limits.watchers,
            .patience = std::chrono::milliseconds(0),
            .answers = is_watched_,
            .pass_on = [this](Client client) {
              workers_[turn_++ % workers_.size()]->adopt(std::move(client));
            }};
  }

  EventLoop::Role role_of_worker(const Limits& limits, std::size_t threads) {
    return {.guests = kTurnedAway,
            .residents = (limits.connections + threads - 1) / threads,
            .patience = kPatience,
            .answers = [this](std::string_view target) { return !is_watched_(target); },
            .pass_on = [this](Client client) { watch_.adopt(std::move(client)); }};
  }

  void listen(const Address& address) {
    try {
      const net::ip::tcp::endpoint endpoint(net::ip::make_address(address.host), address.port);
      acceptor_.emplace(watch_.context(), endpoint);
      protocol_ = endpoint.protocol();
      address_ = {.host = address.host, .port = acceptor_->local_endpoint().port()};
    } catch (const boost::system::system_error& error) {
      throw failure_with_hint(maas::ErrorCode::kCannotCreate,
                              "choose another address, or port 0 for any that is free",
                              "cannot listen on {}: {}", address.text(), error.code().message());
    }
  }

  void start() try {
    net::co_spawn(acceptor_->get_executor(), accept(), net::detached);
    for (const auto& worker : workers_) worker->start();
    watch_.start();
  } catch (const std::system_error& error) {
    stop();
    fail(maas::ErrorCode::kOutOfMemory, "cannot start a thread to answer on: {}",
         error.code().message());
  }

  Awaitable<> accept() {
    while (acceptor_->is_open()) {
      try {
        co_await accept_one();
      } catch (const std::bad_alloc&) {
        watch_.evict_guest();
      }
    }
  }

  Awaitable<> accept_one() {
    ErrorCode error;
    Socket socket = co_await acceptor_->async_accept(into(error));
    if (!error) {
      watch_.serve({.protocol = protocol_,
                    .socket = {},
                    .received = {},
                    .ticket = ConnectionCount::Ticket(count_)},
                   std::move(socket));
      co_return;
    }
    watch_.evict_guest();
    Timer pause(acceptor_->get_executor(), kAcceptPause);
    co_await pause.async_wait(into(error));
  }

  void close() {
    if (!acceptor_) return;
    net::post(acceptor_->get_executor(), [this] {
      ErrorCode ignored;
      acceptor_->close(ignored);
    });
  }

  std::function<bool(std::string_view)> is_watched_;
  ConnectionCount count_;
  std::size_t turn_ = 0;  ///< of the workers; the watch's
  EventLoop watch_;
  std::vector<std::unique_ptr<EventLoop>> workers_;
  std::optional<Acceptor> acceptor_;
  net::ip::tcp protocol_ = net::ip::tcp::v4();
  Address address_;
};

Server::Server(const Address& address, int io_threads, const Limits& limits, base::Budget& memory,
               const Handlers& handlers)
    : implementation_(
          std::make_unique<Implementation>(address, io_threads, limits, memory, handlers)) {}

Server::~Server() = default;

const Address& Server::address() const {
  return implementation_->address();
}

bool Server::drain(std::chrono::milliseconds patience) {
  return implementation_->drain(patience);
}

void Server::stop() {
  implementation_->stop();
}

}  // namespace maas::serving::http
