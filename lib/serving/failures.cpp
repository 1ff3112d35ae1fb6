#include "serving/failures.h"

#include <exception>
#include <new>
#include <system_error>

#include <fmt/format.h>

#include "serving/http/refusal.h"
#include "serving/json/writer.h"

namespace maas::serving {
namespace {

constexpr std::string_view kUntold = "the server failed; its log tells why";

bool is_told(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidData:
    case ErrorCode::kNotFound:
    case ErrorCode::kBusy:
    case ErrorCode::kTerminated:
      return true;
    default:
      return false;
  }
}

/// A thread, a descriptor or memory that the system does not give is a lack, not a fault.
ErrorCode code_of(const std::system_error& error) {
  for (const std::errc lack :
       {std::errc::resource_unavailable_try_again, std::errc::not_enough_memory,
        std::errc::too_many_files_open, std::errc::too_many_files_open_in_system}) {
    if (error.code() == lack) return ErrorCode::kOutOfMemory;
  }
  return ErrorCode::kInternal;
}

}  // namespace

void write_failure(http::Response& response, int status, std::string_view message) {
  response.status = status;
  response.content_type = "application/json";
  response.body.clear();
  json::Writer(response.body).begin_object().key("error").text(message).end_object();
}

void write_failure(http::Response& response, const Error& error, Progress& progress) {
  const int status = status_of(error.code()).http_status;
  if (is_told(error.code())) return write_failure(response, status, error.what());
  progress.log(LogLevel::kError, fmt::format("answered {}: {}", status, error.what()));
  write_failure(response, status, kUntold);
}

void write_current_failure(http::Response& response, Progress& progress) {
  try {
    throw;
  } catch (const http::Refusal& refusal) {
    write_failure(response, refusal.status(), refusal.what());
  } catch (const Error& error) {
    write_failure(response, error, progress);
  } catch (const std::bad_alloc&) {
    write_failure(response, Error(ErrorCode::kOutOfMemory, "memory ran out"), progress);
  } catch (const std::system_error& error) {
    write_failure(response, Error(code_of(error), error.what()), progress);
  } catch (const std::exception& error) {
    write_failure(response, Error(ErrorCode::kInternal, error.what()), progress);
  }
}

}  // namespace maas::serving
