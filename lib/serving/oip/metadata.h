#pragma once

#include <string>
#include <string_view>

#include "serving/monitoring/monitor.h"
#include "serving/repository/repository.h"

/// The documents of the Open Inference Protocol, and of Triton's extensions that its clients and
/// perf_analyzer read; each function appends one to `body`.
namespace maas::serving::oip {

void write_server(std::string& body);
void write_model(const repository::ServedModel& model, const repository::Repository& repository,
                 std::string& body);
void write_model_ready(const repository::ServedModel& model, std::string& body);
void write_config(const repository::ServedModel& model, std::string& body);
void write_index(const repository::Repository& repository, std::string& body);

/// Writes the statistics of all versions, or of those of one name, or of one version.
/// @throws Error kNotFound if there is no such model or version
void write_statistics(const repository::Repository& repository, const monitoring::Monitor& monitor,
                      std::string_view name, std::string_view version, std::string& body);

}  // namespace maas::serving::oip
