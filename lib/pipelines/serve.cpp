#include "maas/serve.h"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/descriptors.h"
#include "base/names.h"
#include "inference/batch_engine.h"
#include "maas/error.h"
#include "serving/http/address.h"
#include "serving/repository/layout.h"
#include "serving/server.h"
#include "tensor/boundary.h"
#include "tensor/runtime.h"

namespace maas {
namespace {

using serving::repository::ModelDirectory;

constexpr std::chrono::milliseconds kPoll{20};
constexpr std::chrono::seconds kDrainPatience{30};

serving::http::Address address_of(const ServeOptions& options) {
  serving::http::Address address = serving::http::parse_address(options.listen);
  if (!address.is_loopback() && !options.insecure) {
    throw failure_with_hint(ErrorCode::kUsage,
                            "listen on 127.0.0.1, or say --insecure if a firewall or a proxy "
                            "decides who reaches it",
                            "{} is open to other machines, and anybody may ask", options.listen);
  }
  return address;
}

std::vector<ModelDirectory> directories_of(const ServeOptions& options) {
  if (!options.name.empty()) base::check_name("model", options.name);
  std::vector<ModelDirectory> found = serving::repository::find_models(options.model.text);
  if (options.name.empty()) {
    for (const ModelDirectory& model : found) {
      base::check_name("model", model.name, "rename its directory, or say --name NAME");
    }
    return found;
  }
  for (ModelDirectory& model : found) {
    if (model.name != found.front().name) {
      fail(ErrorCode::kUsage, "--name {}: there are several models below {}", options.name,
           options.model.text);
    }
  }
  for (ModelDirectory& model : found) model.name = options.name;
  return found;
}

/// Loads the models, or those before a stop was asked for.
std::vector<serving::LoadedModel> load(const std::vector<ModelDirectory>& directories,
                                       DigestCheck check, serving::Server& server,
                                       Progress& progress) {
  std::vector<serving::LoadedModel> models;
  for (const ModelDirectory& model : directories) {
    if (progress.stop_requested() != StopRequest::kNone) break;
    const std::string what = fmt::format("loading {} version {}", model.name, model.version);
    server.set_busy_with(what);
    progress.info(fmt::format("{}: {}", what, model.path.string()));
    models.push_back({.name = model.name,
                      .version = model.version,
                      .is_default = model.is_default,
                      .engine = inference::load_engine(model.path, check)});
  }
  return models;
}

std::chrono::nanoseconds nanoseconds(Duration duration) {
  return std::chrono::round<std::chrono::nanoseconds>(
      std::chrono::duration<double>(duration.seconds));
}

/// Sets what all requests, and of that one request, may hold: half of it, or what a body takes.
void set_memory(const ServeOptions& options, serving::ServerOptions& result) {
  constexpr std::int64_t kUsual = 256 << 20;
  constexpr std::int64_t kBeside = 1 << 20;  // what a request needs besides its body
  const std::int64_t total = options.max_memory.value_or(std::max(kUsual, 4 * options.max_body));
  const std::int64_t least = options.max_body + kBeside;
  if (total < least) {
    throw failure_with_hint(ErrorCode::kUsage, "raise max_memory, or lower max_body",
                            "max_memory is {} bytes, and a body of max_body needs {}", total,
                            least);
  }
  result.memory = static_cast<std::size_t>(total);
  result.request_memory = static_cast<std::size_t>(std::max(total / 2, least));
}

/// Makes room for the connections' descriptors; where the system gives fewer, there are fewer.
void set_connections(const ServeOptions& options, serving::http::Limits& limits,
                     Progress& progress) {
  constexpr std::size_t kOthers = 256;  // models, libraries, the loops themselves
  const std::size_t around = limits.watchers + kOthers;
  limits.connections = static_cast<std::size_t>(options.connections);
  const std::size_t wanted = limits.connections + limits.newcomers + around;
  const std::size_t open = base::raise_descriptor_limit(wanted);
  if (open >= wanted) return;
  const std::size_t room = open > 2 * around ? open - around : around;
  limits.newcomers = std::min(limits.newcomers, room / 4);
  limits.connections = std::min(limits.connections, room - limits.newcomers);
  progress.log(LogLevel::kWarning,
               fmt::format("this process may open {} files, room for {} connections instead of {}; "
                           "raise the hard limit of `ulimit -n`",
                           open, limits.connections, options.connections));
}

serving::ServerOptions server_options(const ServeOptions& options,
                                      const serving::http::Address& address, Progress& progress) {
  serving::ServerOptions result;
  result.address = address;
  result.io_threads = static_cast<int>(options.io_threads);
  result.limits.body_bytes = static_cast<std::size_t>(options.max_body);
  set_memory(options, result);
  set_connections(options, result.limits, progress);
  result.queue = {.max_batch = options.max_batch,
                  .max_delay = nanoseconds(options.max_delay),
                  .capacity = options.queue};
  result.deadline = nanoseconds(options.deadline);
  return result;
}

ServeReport report_of(const serving::Server& server,
                      const std::vector<ModelDirectory>& directories) {
  ServeReport report{.address = fmt::format("http://{}", server.address().text()), .models = {}};
  for (const ModelDirectory& model : directories) {
    if (model.is_default) report.models.push_back(model.name);
  }
  return report;
}

}  // namespace

void serve(const ServeOptions& options, const OnReady& on_ready, Progress& progress) {
  const serving::http::Address address = address_of(options);
  const std::vector<ModelDirectory> directories = directories_of(options);
  tensor::at_boundary([&] {
    tensor::set_compute_threads(options.threads);
    serving::Server server(server_options(options, address, progress), progress);
    std::vector<serving::LoadedModel> models =
        load(directories, options.digest_check, server, progress);
    if (progress.stop_requested() != StopRequest::kNone) return;
    server.publish(std::move(models));
    const ServeReport report = report_of(server, directories);
    progress.info(
        fmt::format("{} on {}", options.dry_run ? "could answer" : "answering", report.address));
    on_ready(report);
    if (options.dry_run) return;

    while (progress.stop_requested() == StopRequest::kNone) std::this_thread::sleep_for(kPoll);
    progress.info("answering what was asked, then stopping");
    server.drain(kDrainPatience);
  });
}

}  // namespace maas
