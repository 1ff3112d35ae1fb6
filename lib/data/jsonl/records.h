#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "data/jsonl/record.h"

namespace maas::data {

/// The records of JSON lines: 24 bytes for each beside the text. Reading is thread-safe.
class JsonRecords {
 public:
  static constexpr std::size_t kMostClasses = 1000;

  /// @param text  must outlive the records; empty lines are passed over
  /// @param origin  names the text in messages
  /// @throws Error kInvalidData if there is no record, or if there are more than 1000 classes
  JsonRecords(std::string_view text, std::string origin, RecordKeys keys);

  std::int64_t size() const { return static_cast<std::int64_t>(places_.size()); }
  const std::string& origin() const { return origin_; }
  const RecordKeys& keys() const { return keys_; }

  /// The labels of records that are not broken, sorted, as numbers if all are.
  const std::vector<std::string>& classes() const { return classes_; }

  /// Whether any record has a label: then one without is broken.
  bool is_labelled() const { return is_labelled_; }

  /// Returns the record's class; -1: it is broken, or has none.
  std::int32_t label(std::int64_t index) const { return at(index).label; }

  /// Returns the record's line, from 1.
  std::uint32_t line(std::int64_t index) const { return at(index).line; }

  /// Returns the record as it stands, without its line end.
  std::string_view bytes(std::int64_t index) const;

  /// Reads a record.
  Record read(std::int64_t index) const;

  /// Reads a record that must be whole.
  /// @throws Error kInvalidData if it is broken
  Record require(std::int64_t index) const;

 private:
  struct Place {
    std::uint64_t offset = 0;
    std::uint64_t length = 0;
    std::uint32_t line = 0;
    std::int32_t label = -1;
  };

  const Place& at(std::int64_t index) const { return places_[static_cast<std::size_t>(index)]; }
  void find_lines();
  void read_labels();

  std::string_view text_;
  std::string origin_;
  RecordKeys keys_;
  std::vector<Place> places_;
  std::vector<std::string> classes_;
  bool is_labelled_ = false;
};

/// Returns the first record of JSON lines; empty: there is none.
std::string_view first_record(std::string_view text);

}  // namespace maas::data
