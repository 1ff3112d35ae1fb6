#include <utility>

#include "base/exceptions.h"
#include "maas/engine_library.h"
#include "maas/version.h"

namespace {

/// Calls an entry so that nothing but maas::Error leaves the library.
template <auto entry, class Result, class... Arguments>
Result guarded(Arguments... arguments) {
  try {
    return entry(std::forward<Arguments>(arguments)...);
  } catch (...) {
    throw maas::base::current_error();
  }
}

template <auto entry, class Result, class... Arguments>
constexpr auto guard(Result (* /*entry*/)(Arguments...)) {
  return &guarded<entry, Result, Arguments...>;
}

}  // namespace

/// Returns the table of entry points. It does no work.
extern "C" __attribute__((visibility("default"))) const maas::EngineLibrary* maas_engine() {
  static const maas::EngineLibrary library = {
      .version = maas::kEngineVersion,
      .build_id = maas::kBuildId,
      .generate = guard<&maas::generate_text>(&maas::generate_text),
      .eval = guard<&maas::eval_text>(&maas::eval_text),
      .open_chat = guard<&maas::open_chat>(&maas::open_chat),
      .encode = guard<&maas::encode_text>(&maas::encode_text),
      .decode = guard<&maas::decode_text>(&maas::decode_text),
      .predict = guard<&maas::predict_texts>(&maas::predict_texts),
  };
  return &library;
}
