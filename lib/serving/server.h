#pragma once

#include <chrono>
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "inference/engine.h"
#include "maas/progress.h"
#include "serving/context.h"
#include "serving/http/server.h"

namespace maas::serving {

/// A loaded version of a model.
struct LoadedModel {
  std::string name;
  std::string version;
  bool is_default = true;  ///< answers requests that name no version
  std::shared_ptr<inference::Engine> engine;
};

struct ServerOptions {
  http::Address address;
  int io_threads = 1;
  http::Limits limits;
  std::size_t memory = std::size_t{256} << 20;          ///< bytes that all requests hold at once
  std::size_t request_memory = std::size_t{128} << 20;  ///< bytes that one request holds
  scheduling::QueueLimits queue;
  std::chrono::nanoseconds deadline = std::chrono::seconds(30);  ///< for the wait in the queue
};

/// Answers for models on one port: from construction on that it lives, and once the models are
/// there, for them.
class Server {
 public:
  /// @throws Error kCannotCreate if the address cannot be listened on; kOutOfMemory if the system
  ///   has no threads left
  Server(const ServerOptions& options, Progress& progress);
  ~Server();

  /// Returns where the server listens, with the port that was chosen.
  const http::Address& address() const { return http_->address(); }

  /// Says to those who ask what the server is busy with before it can answer.
  void set_busy_with(std::string what) { context_.readiness.set_reason(std::move(what)); }

  /// Answers for these models from now on. Once.
  /// @throws Error kUsage if there are two of one name and version; kOutOfMemory if the system has
  ///   no threads left
  void publish(std::vector<LoadedModel> models);

  /// Stops accepting and answers what has been asked; what takes longer than `patience` is failed.
  void drain(std::chrono::milliseconds patience);

 private:
  scheduling::QueueLimits queue_limits_;
  Context context_;
  std::unique_ptr<http::Server> http_;
};

}  // namespace maas::serving
