#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "maas/fields.h"
#include "maas/progress.h"

namespace maas::data {

/// A split and the share of the samples that it gets.
struct Share {
  std::string split;
  double fraction = 0;
};

/// Reads `train=0.8`, `valid=0.1`, ...
/// @throws Error kUsage for another split than train, valid and test, one that is named twice, a
///   fraction outside (0, 1), and fractions that do not add up to 1
std::vector<Share> parse_shares(const std::vector<std::string>& texts);

/// How a folder of class folders, a table or a file of JSON lines is divided.
struct DivideRequest {
  std::filesystem::path source;
  std::filesystem::path output;
  std::string target{};  ///< column or key whose classes are divided each by itself
  std::vector<Share> shares;
  std::uint64_t seed = 0;
  bool link = false;     ///< symbolic links to the source instead of copies
  bool force = false;    ///< replace a division that maas wrote
  bool dry_run = false;  ///< draw, but write nothing
};

struct DividedSplit {
  std::string split;
  std::int64_t samples = 0;
};

inline void describe(Fields& fields, DividedSplit& split) {
  fields("split", split.split, "train, valid or test");
  fields("samples", split.samples, "samples that it got");
}

/// Writes `<output>/<split>/<class>/<file>`, of a table `<output>/<split>.csv`, of JSON lines
/// `<output>/<split>.jsonl`, and a manifest, `split.json`; nothing in a dry run.
///
/// Each class is divided by itself, so that all splits have its share; which sample goes where
/// depends on the seed and on what its class's samples hold. Equal samples stay together. The
/// directory appears at once when it is complete.
/// @throws Error kNotFound, kInvalidData (no class folders, broken records, a class with fewer
///   different samples than there are splits), kUsage (no such target, links to records),
///   kCannotCreate (something else is at `output`, or it lies in the source), kIo; kInterrupted or
///   kTerminated if a stop is asked for
std::vector<DividedSplit> divide(const DivideRequest& request, Progress& progress);

}  // namespace maas::data
