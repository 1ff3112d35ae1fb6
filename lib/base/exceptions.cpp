#include "base/exceptions.h"

#include <exception>
#include <filesystem>
#include <new>
#include <system_error>

namespace maas::base {
namespace {

ErrorCode code_of(const std::error_code& error) {
  if (error == std::errc::not_enough_memory) return ErrorCode::kOutOfMemory;
  if (error == std::errc::resource_unavailable_try_again) return ErrorCode::kOutOfMemory;
  if (error == std::errc::no_such_file_or_directory) return ErrorCode::kNotFound;
  if (error == std::errc::not_a_directory) return ErrorCode::kNotFound;
  return ErrorCode::kIo;
}

Error our_fault(const std::string& what) {
  return failure_with_hint(ErrorCode::kInternal,
                           "this is a fault of the program: please report it with the command and "
                           "`maas --version --json`",
                           "unexpected failure: {}", what);
}

}  // namespace

Error current_error() {
  try {
    throw;
  } catch (const Error& error) {
    return error;
  } catch (const std::bad_alloc&) {
    return {ErrorCode::kOutOfMemory, "out of memory"};
  } catch (const std::filesystem::filesystem_error& error) {
    const std::string other =
        error.path2().empty() ? "" : fmt::format(" and '{}'", error.path2().string());
    return {code_of(error.code()), fmt::format("cannot use '{}'{}: {}", error.path1().string(),
                                               other, error.code().message())};
  } catch (const std::system_error& error) {
    return {code_of(error.code()), fmt::format("the system refused: {}", error.code().message())};
  } catch (const std::exception& error) {
    return our_fault(error.what());
  } catch (...) {
    return our_fault("an exception of no known type");
  }
}

std::string_view name_of(ErrorCode code) {
  switch (code) {
    case ErrorCode::kFailed:
      return "failed";
    case ErrorCode::kUsage:
      return "usage";
    case ErrorCode::kGateNotMet:
      return "gate_not_met";
    case ErrorCode::kInvalidData:
      return "invalid_data";
    case ErrorCode::kNotFound:
      return "not_found";
    case ErrorCode::kDevice:
      return "device";
    case ErrorCode::kOutOfMemory:
      return "out_of_memory";
    case ErrorCode::kInternal:
      return "internal";
    case ErrorCode::kCannotCreate:
      return "cannot_create";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kResumable:
      return "resumable";
    case ErrorCode::kBusy:
      return "busy";
    case ErrorCode::kInvalidRecipe:
      return "invalid_recipe";
    case ErrorCode::kInterrupted:
      return "interrupted";
    case ErrorCode::kTerminated:
      return "terminated";
  }
  return "internal";
}

}  // namespace maas::base
