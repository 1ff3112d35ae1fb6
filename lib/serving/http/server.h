#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <string_view>

#include "base/budget.h"
#include "serving/http/address.h"
#include "serving/http/handler.h"
#include "serving/http/limits.h"

namespace maas::serving::http {

/// Who answers what.
struct Handlers {
  HandlerFactory make_worker;   ///< called for each I/O thread
  HandlerFactory make_watcher;  ///< for the thread that watches over the others
  std::function<bool(std::string_view target)> is_watched;  ///< what the latter answers
};

/// An HTTP/1.1 server on one port.
///
/// One thread accepts connections and keeps them until they ask for something; health and metrics
/// it answers itself, so that they depend neither on the work nor on places for it. All else it
/// hands to the I/O threads, each of which has its own event loop, handler and share of the places.
class Server {
 public:
  /// Starts to listen and to answer.
  /// @param memory  what the bodies of all requests may take; outlives the server
  /// @throws Error kCannotCreate if the address cannot be listened on, e.g. the port is taken;
  ///   kOutOfMemory if the system has no threads left
  Server(const Address& address, int io_threads, const Limits& limits, base::Budget& memory,
         const Handlers& handlers);
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
