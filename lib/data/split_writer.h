#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "data/divisible.h"

namespace maas::data {

/// Files of splits that are written record by record.
class SplitWriter {
 public:
  /// @param ending  of the files' names: ".csv"
  /// @param header  what each file begins with
  /// @throws Error kCannotCreate, kIo
  SplitWriter(const Assignment& assignment, std::string_view ending, std::string_view header);

  /// @param split  an index into those of the assignment
  /// @throws Error kIo
  void add(std::size_t split, std::string_view bytes);

  /// @throws Error kIo
  void commit();

  const std::vector<std::string>& names() const { return names_; }

 private:
  void flush(std::size_t split);

  std::vector<std::string> names_;
  std::vector<std::unique_ptr<base::AtomicFile>> files_;
  std::vector<std::string> pending_;
};

}  // namespace maas::data
