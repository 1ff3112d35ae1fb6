#include "serving/server.h"

#include <system_error>
#include <utility>

#include "maas/error.h"
#include "serving/monitoring/endpoints.h"
#include "serving/service.h"

namespace maas::serving {

Server::Server(const ServerOptions& options, Progress& progress)
    : queue_limits_(options.queue), context_(progress, options.memory, options.request_memory) {
  context_.deadline = options.deadline;
  const http::Handlers handlers{
      .make_worker = [this](http::Loop& loop) { return std::make_unique<Service>(context_, loop); },
      .make_watcher = [this](http::Loop&) { return std::make_unique<WatchService>(context_); },
      .is_watched = monitoring::is_watched};
  http_ = std::make_unique<http::Server>(options.address, options.io_threads, options.limits,
                                         context_.memory, handlers);
}

Server::~Server() {
  context_.scheduler.cancel();
  http_->stop();
  context_.scheduler.stop();
}

void Server::publish(std::vector<LoadedModel> models) {
  for (LoadedModel& model : models) {
    scheduling::ModelQueue& queue = context_.scheduler.add(std::move(model.engine), queue_limits_);
    context_.repository.add(model.name, model.version, model.is_default, queue);
    context_.monitor.add_model();
  }
  try {
    context_.scheduler.start();
  } catch (const std::system_error& error) {
    fail(ErrorCode::kOutOfMemory, "cannot start a thread for the models: {}",
         error.code().message());
  }
  context_.readiness.set_loaded();
}

void Server::drain(std::chrono::milliseconds patience) {
  context_.readiness.set_stopping();
  if (!http_->drain(patience)) context_.scheduler.cancel();
}

}  // namespace maas::serving
