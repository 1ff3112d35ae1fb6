#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "data/content.h"
#include "encoders/encoder.h"

namespace maas::encoders {

/// The records of one file, one after the other.
class FileWalk {
 public:
  virtual ~FileWalk() = default;

  /// Goes on to the next one; false: there is none.
  virtual bool next() = 0;

  /// The present one's line, from 1.
  virtual std::int64_t line() const = 0;

  /// As Records::read.
  virtual HostTensors read() = 0;
};

/// The records of one file that has one a line; empty lines are passed over.
class LineWalk : public FileWalk {
 public:
  explicit LineWalk(data::TextFile content) : content_(std::move(content)), lines_(content_.text) {}

  bool next() override { return lines_.next(); }
  std::int64_t line() const override { return lines_.number(); }

 protected:
  /// The present line, without spaces around it.
  std::string_view text() const { return lines_.text(); }

 private:
  data::TextFile content_;
  data::Lines lines_;
};

/// The records of files, called FILE:LINE. One of several files that cannot be opened is a record
/// that cannot be read.
class FileRecords : public Records {
 public:
  explicit FileRecords(const std::vector<std::string>& files)
      : files_(files.begin(), files.end()), is_lone_(files_.size() == 1) {}

  bool next() override;
  std::string name() const override;
  HostTensors read() override;

 private:
  /// @throws Error if the file cannot be opened
  virtual std::unique_ptr<FileWalk> open(const std::string& file) const = 0;

  std::deque<std::string> files_;  ///< that have not been opened
  bool is_lone_;
  std::string file_;
  std::optional<Error> unopened_;  ///< why the present file is not
  std::unique_ptr<FileWalk> walk_;
};

}  // namespace maas::encoders
