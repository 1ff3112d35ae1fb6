#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "data/membership.h"
#include "maas/progress.h"

namespace maas::data {

/// Where samples go that are divided.
struct Assignment {
  std::filesystem::path root;
  std::vector<std::string> splits;  ///< their names
  std::vector<std::size_t> of;      ///< of each sample, an index into `splits`
  bool link = false;                ///< symbolic links to the source instead of copies
};

/// Samples that may be written as several splits.
class Divisible {
 public:
  virtual ~Divisible() = default;

  /// What its samples are called: "pictures".
  virtual std::string_view noun() const = 0;

  /// Whether each sample is a file, to which a link may lead.
  virtual bool has_files() const = 0;

  /// Names of the strata that the members are in: their classes. Empty: they are in one.
  virtual std::vector<std::string> strata() const = 0;

  /// What decides where each sample goes.
  /// @throws Error kNotFound, kIo; kInvalidData if a sample is broken; kInterrupted or kTerminated
  ///   if a stop is asked for
  virtual std::vector<Member> members(Progress& progress) const = 0;

  /// Writes every sample into its split below the root.
  /// @return what a manifest says under `files`: names in an array, or in one for each split
  /// @throws Error kNotFound, kCannotCreate, kIo; kInterrupted or kTerminated if a stop is asked
  /// for
  virtual nlohmann::ordered_json write(const Assignment& assignment, Progress& progress) const = 0;
};

}  // namespace maas::data
