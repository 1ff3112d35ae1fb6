#pragma once

#include <chrono>
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
  scheduling::QueueLimits queue;
  std::chrono::nanoseconds deadline = std::chrono::seconds(30);  ///< for the wait in the queue
};

/// Answers for loaded models on one port, from construction on.
class Server {
 public:
  /// @throws Error kCannotCreate if the address cannot be listened on
  Server(std::vector<LoadedModel> models, const ServerOptions& options, Progress& progress);
  ~Server();

  /// Returns where the server listens, with the port that was chosen.
  const http::Address& address() const { return http_->address(); }

  /// Stops accepting and answers what has been asked; what takes longer than `patience` is failed.
  void drain(std::chrono::milliseconds patience);

 private:
  Context context_;
  std::unique_ptr<http::Server> http_;
};

}  // namespace maas::serving
