#include "serving/http/server.h"

#include <optional>
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

/// How long to wait before the next try when there are too many connections or no descriptors.
constexpr std::chrono::milliseconds kAcceptPause{10};

}  // namespace

class Server::Implementation {
 public:
  Implementation(const Address& address, int io_threads, const Limits& limits,
                 const HandlerFactory& make_handler)
      : limit_(limits.connections) {
    for (int i = 0; i < io_threads; ++i) {
      loops_.push_back(std::make_unique<EventLoop>(limits, count_, make_handler));
    }
    listen(address);
    net::co_spawn(acceptor_->get_executor(), accept(), net::detached);
    for (const auto& loop : loops_) loop->start();
  }

  ~Implementation() { stop(); }

  void stop() {
    close();
    for (const auto& loop : loops_) loop->stop();
  }

  const Address& address() const { return address_; }

  bool drain(std::chrono::milliseconds patience) {
    close();
    for (const auto& loop : loops_) loop->drain();
    return count_.wait_for_none(patience);
  }

 private:
  using Acceptor = net::basic_socket_acceptor<net::ip::tcp, Executor>;

  void listen(const Address& address) {
    try {
      const net::ip::tcp::endpoint endpoint(net::ip::make_address(address.host), address.port);
      acceptor_.emplace(loops_.front()->context(), endpoint);
      address_ = {.host = address.host, .port = acceptor_->local_endpoint().port()};
    } catch (const boost::system::system_error& error) {
      throw failure_with_hint(maas::ErrorCode::kCannotCreate,
                              "choose another address, or port 0 for any that is free",
                              "cannot listen on {}: {}", address.text(), error.code().message());
    }
  }

  Awaitable<> accept() {
    ErrorCode error;
    Timer pause(acceptor_->get_executor());
    for (std::size_t turn = 0; acceptor_->is_open(); ++turn) {
      EventLoop& loop = *loops_[turn % loops_.size()];
      Socket socket = co_await acceptor_->async_accept(loop.context(), into(error));
      if (!error) {
        count_.add();
        loop.adopt(std::move(socket));
      }
      while (acceptor_->is_open() && (error || count_.open() >= limit_)) {
        pause.expires_after(kAcceptPause);
        co_await pause.async_wait(into(error));
      }
    }
  }

  void close() {
    if (!acceptor_) return;
    net::post(acceptor_->get_executor(), [this] {
      ErrorCode ignored;
      acceptor_->close(ignored);
    });
  }

  std::size_t limit_;
  ConnectionCount count_;
  std::vector<std::unique_ptr<EventLoop>> loops_;
  std::optional<Acceptor> acceptor_;
  Address address_;
};

Server::Server(const Address& address, int io_threads, const Limits& limits,
               const HandlerFactory& make_handler)
    : implementation_(std::make_unique<Implementation>(address, io_threads, limits, make_handler)) {
}

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
