#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>

#include "support/support.h"

namespace maas::formats::test {

/// A script of this folder, run by the Python of build/venv.
class PythonPeer : public ::testing::Test {
 protected:
  explicit PythonPeer(const std::string& script)
      : python_(MAAS_BINARY_DIR "/venv/bin/python"),
        script_(MAAS_SOURCE_DIR "/tests/interop/formats/" + script) {}

  void SetUp() override {
    if (!std::filesystem::exists(python_)) {
      GTEST_SKIP() << python_ << " is missing: run ./bootstrap test";
    }
  }

  /// Returns the script's exit status.
  int peer(const std::string& command, const std::filesystem::path& file) const {
    return std::system(
        fmt::format("'{}' '{}' {} '{}'", python_, script_, command, file.string()).c_str());
  }

  maas::test::TemporaryDirectory directory_;

 private:
  std::string python_;
  std::string script_;
};

}  // namespace maas::formats::test
