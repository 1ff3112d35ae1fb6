#pragma once

#include <chrono>
#include <memory>

#include "serving/http/address.h"
#include "serving/http/handler.h"
#include "serving/http/limits.h"

namespace maas::serving::http {

/// An HTTP/1.1 server on one port: each I/O thread has its own event loop, handler and share of the
/// connections.
class Server {
 public:
  /// Starts to listen and to answer.
  /// @throws Error kCannotCreate if the address cannot be listened on, e.g. the port is taken
  Server(const Address& address, int io_threads, const Limits& limits,
         const HandlerFactory& make_handler);
  ~Server();

  /// Returns where the server listens, with the port that was chosen.
  const Address& address() const;

  /// Stops accepting, lets the requests that have begun be answered, and waits until every
  /// connection is closed.
  /// @returns false if that takes longer than `patience`
  bool drain(std::chrono::milliseconds patience);

  /// Cuts what is still open and ends the I/O threads, once the answers under way are there.
  void stop();

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace maas::serving::http
