#pragma once

#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include "privacy/mask.h"
#include "support/quiet_progress.h"
#include "support/support.h"

namespace maas::privacy::test {

namespace fs = std::filesystem;

/// A directory with a key in which files are masked.
class Masking : public ::testing::Test {
 protected:
  Masking() { write("key", "0123456789abcdef"); }

  fs::path write(const std::string& name, std::string_view content) const {
    const fs::path path = directory_ / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
    return path;
  }

  std::string read(const std::string& name) const {
    std::ifstream stream(directory_ / name, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }

  MaskRequest request(const std::string& source, const std::string& output) const {
    return {.source = directory_ / source,
            .output = directory_ / output,
            .kinds = {kKindNames.begin(), kKindNames.end()},
            .key = directory_ / "key"};
  }

  /// Masks a text as a file of this name.
  std::string masked(const std::string& name, std::string_view content) {
    MaskRequest wanted = request(name, "masked");
    wanted.format = format;
    wanted.csv = csv;
    wanted.columns = columns;
    wanted.whole = whole;
    wanted.force = true;
    write(name, content);
    report = mask(wanted, progress);
    return read("masked");
  }

  /// Values of a kind that were replaced in a column.
  std::int64_t count(const std::string& column, const std::string& kind) const {
    for (const Replaced& row : report.replaced) {
      if (row.column == column && row.kind == kind) return row.count;
    }
    return 0;
  }

  maas::test::TemporaryDirectory directory_;
  maas::test::QuietProgress progress;
  MaskReport report;
  std::string format = "auto";
  CsvOptions csv;
  std::vector<std::string> columns;
  std::vector<std::string> whole;
};

/// The token of anna@example.org under the key.
inline const std::string kAnna = "<email:bznzwjvgmzgxxxpf>";

}  // namespace maas::privacy::test
