#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace maas::data {

/// Keys of a record that are looked at.
struct RecordKeys {
  std::string text;   ///< empty: records need no text
  std::string label;  ///< empty: no class is looked for
};

/// What a line of JSON says of a sample.
struct Record {
  std::string text;
  std::optional<std::string> label;  ///< none: there is no such key
  std::string problem;               ///< why the record is broken, or nothing
};

/// Reads a record. A label that is a number or a boolean is taken as it stands.
Record read_record(std::string_view line, const RecordKeys& keys);

/// What a record consists of.
struct RecordShape {
  bool is_object = false;
  std::vector<std::string> keys;
  std::vector<std::string> keys_of_strings;  ///< those of them whose values are strings
};

/// Returns what a line's record consists of.
RecordShape shape_of_record(std::string_view line);

}  // namespace maas::data
