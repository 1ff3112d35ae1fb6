#pragma once

#include <cmath>
#include <filesystem>
#include <string>

#include <fmt/format.h>

#include "base/files.h"
#include "support/quiet_progress.h"
#include "support/support.h"

/// Small series on disk.
namespace maas::data::test {

/// A wave of 12 steps with a slope.
inline std::string wave(int steps, int first = 0) {
  std::string text = "step,load\n";
  for (int i = first; i < first + steps; ++i) {
    text += fmt::format("{},{:.4f}\n", i, std::sin(i / 12.0 * 6.283185307) + 0.001 * i);
  }
  return text;
}

/// Series that are written to a folder.
class StepsOnDisk : public ::testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, const std::string& text) const {
    base::write_file(root_ / name, text);
    return root_ / name;
  }

  maas::test::TemporaryDirectory root_;
  maas::test::QuietProgress progress_;
};

}  // namespace maas::data::test
