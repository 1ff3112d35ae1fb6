#pragma once

#include <stdexcept>
#include <string>

namespace maas::serving::http {

/// A request that HTTP itself forbids, with the status that says so: 405, 413, 415, ...
class Refusal : public std::runtime_error {
 public:
  Refusal(int status, const std::string& message) : std::runtime_error(message), status_(status) {}

  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace maas::serving::http
