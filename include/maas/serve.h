#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "maas/digest_check.h"
#include "maas/fields.h"
#include "maas/progress.h"

namespace maas {

/// What `maas serve` is asked; the recipe's `serve:` block holds the same keys.
struct ServeOptions {
  Path model;
  std::string listen = "127.0.0.1:8000";
  std::string name;
  std::int64_t max_batch = 64;
  Duration max_delay{0};
  std::int64_t queue = 1024;
  Duration deadline{30};
  std::int64_t max_body = 16 << 20;
  std::optional<std::int64_t> max_memory;
  std::int64_t connections = 1024;
  std::int64_t io_threads = 1;
  bool insecure = false;
  std::optional<std::int64_t> threads;
  bool dry_run = false;  ///< stop once it could answer; no key of a recipe
  DigestCheck digest_check = DigestCheck::kRemembered;  ///< no key of a recipe
};

inline void describe(Fields& fields, ServeOptions& options) {
  fields("listen", options.listen, "address and port to answer on; port 0 picks a free one")
      .metavar("ADDRESS:PORT");
  fields("name", options.name, "name of the model in requests; default: its directory's name");
  fields("max_batch", options.max_batch, "samples that are run together at most")
      .range(between(1, 1 << 16));
  fields("max_delay", options.max_delay, "how long a batch that is not full waits for more")
      .range(between(0, 10));
  fields("queue", options.queue, "requests of a model that wait or run; more are refused")
      .range(between(1, 1 << 20));
  fields("deadline", options.deadline, "longest wait of a request for its model").range(above(0));
  fields("max_body", options.max_body, "largest body of a request in bytes, inflated if compressed")
      .range(between(1024, 1LL << 32));
  fields("max_memory", options.max_memory,
         "bytes that all requests hold together; what is beyond is told to come back")
      .range(between(1 << 20, 1LL << 40))
      .absent("256 MiB, or four of the largest body");
  fields("connections", options.connections,
         "connections with requests; beyond that the idlest is closed for the next")
      .range(between(1, 1 << 20));
  fields("insecure", options.insecure, "listen on an address that other machines reach");
  fields("io_threads", options.io_threads, "threads that read and write connections")
      .range(between(1, 64));
  fields("threads", options.threads, "compute threads").range(between(1, 1024)).absent("auto");
}

/// What is said once requests are answered or, in a dry run, could be.
struct ServeReport {
  std::string address;              ///< with the port that was picked
  std::vector<std::string> models;  ///< as requests name them
};

inline void describe(Fields& fields, ServeReport& report) {
  fields("address", report.address, "where requests are answered, as a URL");
  fields("models", report.models, "names of the models");
}

using OnReady = std::function<void(const ServeReport&)>;

/// Serves a model, or all models of a repository, until a stop is asked for; then drains. It
/// listens from the start, alive but not ready while the models load. A dry run ends once it could
/// answer.
///
/// @param on_ready  called once, when requests are answered
/// @throws Error kUsage (no address to listen on, one that other machines reach without `insecure`,
///   a model's name that is none, less memory than a body may take), kNotFound, kInvalidData (the
///   model), kCannotCreate (the address is taken), kOutOfMemory (no threads are left)
void serve(const ServeOptions& options, const OnReady& on_ready, Progress& progress);

}  // namespace maas
