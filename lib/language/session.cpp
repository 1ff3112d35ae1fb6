#include "language/session.h"

#include <algorithm>

#include "base/clock.h"
#include "base/cores.h"
#include "maas/error.h"
#include "store/resolve.h"

namespace maas::language {
namespace {

constexpr std::int64_t kUsualContext = 8192;

std::int64_t context_of(const SessionOptions& options, const decoding::Specification& model) {
  if (!options.context) return std::min(model.context, kUsualContext);
  if (*options.context <= model.context) return *options.context;
  fail(ErrorCode::kUsage, "a context of {} tokens was asked for, but the model was made for {}",
       *options.context, model.context);
}

decoding::LanguageModel opened(const std::string& name, double& seconds) {
  const base::Stopwatch watch;
  decoding::LanguageModel model = decoding::open_language_model(place_of(name));
  seconds = watch.seconds();
  return model;
}

}  // namespace

std::filesystem::path place_of(const std::string& model) {
  if (std::filesystem::is_regular_file(model)) return model;
  return store::resolve_model(model).directory;
}

decoding::CacheType cache_type_of(const std::string& name) {
  if (name == "f32") return decoding::CacheType::kF32;
  return name == "f16" ? decoding::CacheType::kF16 : decoding::CacheType::kInt8;
}

Session::Session(const SessionOptions& options)
    : model_(opened(options.model, load_seconds_)),
      context_(context_of(options, model_.specification)),
      team_(static_cast<int>(options.threads.value_or(base::usable_cores()))),
      pool_(model_.specification, options.cache, /*most_pages=*/0),
      network_(model_.specification, model_.weights, team_, context_),
      scheduler_(network_, pool_, context_) {}

std::int64_t Session::bytes_a_token() const {
  return static_cast<std::int64_t>(decoding::bytes_a_token(model_.specification, model_.weights));
}

}  // namespace maas::language
