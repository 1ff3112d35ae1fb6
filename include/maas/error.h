#pragma once

#include <stdexcept>
#include <string>
#include <utility>

#include <fmt/format.h>

namespace maas {

/// What went wrong, in the terms that decide the exit status and the HTTP status.
enum class ErrorCode {
  kFailed,         ///< the work itself failed, e.g. the loss became NaN
  kUsage,          ///< a flag or its value, an unknown metric in a gate
  kGateNotMet,     ///< a gate was evaluated and missed
  kInvalidData,    ///< malformed or truncated input, NaN, shapes that do not fit
  kNotFound,       ///< an input that does not exist
  kDevice,         ///< a device that is not available
  kOutOfMemory,    ///< memory of the host or of a device ran out
  kInternal,       ///< a broken invariant: our bug
  kCannotCreate,   ///< an output that may not be created
  kIo,             ///< a read or write that failed, a full disk
  kResumable,      ///< stopped on purpose, the same command continues
  kBusy,           ///< another process holds the lock
  kInvalidRecipe,  ///< a recipe key, value or override; a pair that is not supported
  kInterrupted,    ///< stopped by SIGINT with its state saved
  kTerminated,     ///< stopped by SIGTERM with its state saved
};

/// The one table from error code to the program's exit status and to the server's HTTP status.
struct ErrorStatus {
  ErrorCode code;
  int exit_status;
  int http_status;
};

inline constexpr ErrorStatus kErrorStatus[] = {
    {ErrorCode::kFailed, 1, 500},         {ErrorCode::kUsage, 2, 400},
    {ErrorCode::kGateNotMet, 3, 500},     {ErrorCode::kInvalidData, 65, 400},
    {ErrorCode::kNotFound, 66, 404},      {ErrorCode::kDevice, 69, 503},
    {ErrorCode::kOutOfMemory, 69, 503},   {ErrorCode::kInternal, 70, 500},
    {ErrorCode::kCannotCreate, 73, 500},  {ErrorCode::kIo, 74, 500},
    {ErrorCode::kResumable, 75, 503},     {ErrorCode::kBusy, 75, 429},
    {ErrorCode::kInvalidRecipe, 78, 400}, {ErrorCode::kInterrupted, 130, 503},
    {ErrorCode::kTerminated, 143, 503},
};

/// Returns the row of `kErrorStatus` for `code`.
constexpr const ErrorStatus& status_of(ErrorCode code) {
  return kErrorStatus[static_cast<int>(code)];
}

/// The only exception that the program's parts throw at each other on purpose.
///
/// `what()` is lower case, names the value seen and the limit, and has no trailing stop; `hint()`
/// is what the reader can do about it, or empty.
class __attribute__((visibility("default"))) Error : public std::runtime_error {
 public:
  Error(ErrorCode code, const std::string& message, std::string hint = {})
      : std::runtime_error(message), code_(code), hint_(std::move(hint)) {}

  ErrorCode code() const { return code_; }
  const std::string& hint() const { return hint_; }

 private:
  ErrorCode code_;
  std::string hint_;
};

/// Throws an Error whose message is formatted from `format` and `arguments`.
template <class... Arguments>
[[noreturn]] void fail(ErrorCode code, fmt::format_string<Arguments...> format,
                       Arguments&&... arguments) {
  throw Error(code, fmt::format(format, std::forward<Arguments>(arguments)...));
}

/// Returns an Error with a hint, to be thrown by the caller.
template <class... Arguments>
Error failure_with_hint(ErrorCode code, std::string hint, fmt::format_string<Arguments...> format,
                        Arguments&&... arguments) {
  return Error(code, fmt::format(format, std::forward<Arguments>(arguments)...), std::move(hint));
}

}  // namespace maas
