#pragma once

#include <functional>
#include <memory>
#include <string_view>

#include "base/budget.h"
#include "serving/http/message.h"

namespace maas::serving::http {

/// A request and its answer, owned by the connection that carries them.
class Exchange {
 public:
  Exchange() = default;
  Exchange(const Exchange&) = delete;
  Exchange& operator=(const Exchange&) = delete;
  virtual ~Exchange() = default;

  /// Sends the response of an exchange that was answered later. On its I/O thread only.
  virtual void complete() = 0;

  Request request;
  Response response;
  /// What the exchange holds of the server's memory, its body included; whoever allocates for it
  /// grows it before. Given back once the response is sent.
  base::Budget::Lease memory;
};

/// The I/O thread that a handler lives on.
class Loop {
 public:
  virtual ~Loop() = default;

  /// Runs `work` on the loop's thread. Any thread.
  virtual void post(std::function<void()> work) = 0;

  /// Runs `work` once the requests that are ready by now have been handled. The loop's thread.
  virtual void defer(std::function<void()> work) = 0;
};

enum class Answer {
  kNow,    ///< the response is written
  kLater,  ///< somebody will write it and call `complete()`, after `handle` has returned
};

/// Answers the requests of one I/O thread, so that nothing in it needs a lock.
class Handler {
 public:
  virtual ~Handler() = default;

  /// Answers a request. Throws nothing.
  virtual Answer handle(Exchange& exchange) = 0;

  /// Writes the response for a request that never became one: broken, too large or too slow.
  virtual void refuse(Response& response, int status, std::string_view message) = 0;
};

using HandlerFactory = std::function<std::unique_ptr<Handler>(Loop&)>;

}  // namespace maas::serving::http
