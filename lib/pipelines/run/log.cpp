#include "pipelines/run/log.h"

#include <nlohmann/json.hpp>

#include "base/clock.h"

namespace maas::pipelines {

void RunLog::log(LogLevel level, std::string_view message) {
  const nlohmann::ordered_json line = {
      {"t", base::unix_time()}, {"level", name_of(level)}, {"message", message}};
  {
    const std::lock_guard lock(mutex_);
    lines_.write(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  outer_.log(level, message);
}

}  // namespace maas::pipelines
