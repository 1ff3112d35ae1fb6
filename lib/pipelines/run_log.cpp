#include "pipelines/run_log.h"

#include <chrono>

#include <nlohmann/json.hpp>

namespace maas::pipelines {

void RunLog::log(LogLevel level, std::string_view message) {
  using namespace std::chrono;
  const nlohmann::ordered_json line = {
      {"t", duration<double>(system_clock::now().time_since_epoch()).count()},
      {"level", name_of(level)},
      {"message", message}};
  {
    const std::lock_guard lock(mutex_);
    lines_.write(line.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
  }
  outer_.log(level, message);
}

}  // namespace maas::pipelines
