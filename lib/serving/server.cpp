#include "serving/server.h"

#include <utility>

#include "serving/service.h"

namespace maas::serving {

Server::Server(std::vector<LoadedModel> models, const ServerOptions& options, Progress& progress)
    : context_(progress) {
  context_.deadline = options.deadline;
  for (LoadedModel& model : models) {
    scheduling::ModelQueue& queue = context_.scheduler.add(std::move(model.engine), options.queue);
    context_.repository.add(model.name, model.version, model.is_default, queue);
  }
  context_.scheduler.start();
  context_.is_ready = true;
  http_ = std::make_unique<http::Server>(
      options.address, options.io_threads, options.limits,
      [this](http::Loop& loop) { return std::make_unique<Service>(context_, loop); });
}

Server::~Server() {
  context_.scheduler.cancel();
  http_->stop();
  context_.scheduler.stop();
}

void Server::drain(std::chrono::milliseconds patience) {
  context_.is_ready = false;
  if (!http_->drain(patience)) context_.scheduler.cancel();
}

}  // namespace maas::serving
