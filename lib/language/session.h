#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>

#include "decoding/language_model.h"
#include "decoding/network.h"
#include "decoding/scheduler.h"
#include "kernels/team.h"
#include "maas/generate.h"

namespace maas::language {

/// How a model is set to work.
struct SessionOptions {
  std::string model;
  std::optional<std::int64_t> threads{};
  std::optional<std::int64_t> context{};
  decoding::CacheType cache = decoding::CacheType::kF16;
};

/// An opened language model with threads and memory to run it.
class Session {
 public:
  /// @throws Error as decoding::open_language_model; kUsage if the context is longer than what the
  ///   model was made for
  explicit Session(const SessionOptions& options);

  const decoding::LanguageModel& model() const { return model_; }
  std::int64_t context() const { return context_; }
  decoding::Network& network() { return network_; }
  decoding::PagePool& pool() { return pool_; }
  decoding::Scheduler& scheduler() { return scheduler_; }
  double load_seconds() const { return load_seconds_; }
  std::int64_t bytes_a_token() const;

 private:
  double load_seconds_ = 0;
  decoding::LanguageModel model_;
  std::int64_t context_;
  kernels::Team team_;
  decoding::PagePool pool_;
  decoding::Network network_;
  decoding::Scheduler scheduler_;
};

/// Reads the names that the options have for caches: f32, f16, int8.
decoding::CacheType cache_type_of(const std::string& name);

/// Returns where a model lies: a GGUF file, or what `store::resolve_model` makes of the name.
/// @throws Error kNotFound
std::filesystem::path place_of(const std::string& model);

}  // namespace maas::language
