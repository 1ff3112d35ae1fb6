#pragma once

#include <cstdint>
#include <filesystem>
#include <limits>
#include <memory>
#include <string>
#include <vector>

#include "data/dataset.h"
#include "data/divisible.h"
#include "maas/fields.h"
#include "maas/recipe.h"

namespace maas::data {

/// A split, and how a recipe names its files.
struct SplitFiles {
  std::string split;  ///< train, valid or test
  Component layout;   ///< with its options
};

/// What a layout found at a path.
struct Located {
  enum class Fit {
    kNone,
    kPossible,
    kCertain,
    kSpecial  ///< what is in the files says so, where others would be certain by their names
  };

  Fit fit = Fit::kNone;
  std::vector<SplitFiles> splits{};  ///< train first
};

/// What a look at the samples tells, for the options of all splits to agree on.
struct Facts {
  std::vector<std::string> classes;
  std::int64_t channels = 1;  ///< 3 if any picture is in colour
  bool is_labelled = true;    ///< whether classes are wanted
};

inline constexpr std::int64_t kEverySample = std::numeric_limits<std::int64_t>::max();

/// How a set is opened.
struct Opening {
  std::int64_t most = kEverySample;  ///< samples that will be read; later ones need not be there
  bool as_stored = false;  ///< pictures with the channels of their files, whatever the options say
  std::string target{};    ///< column of a table to be told from the others; empty: its last one
  std::vector<std::string> ignored{};  ///< columns of a table that say nothing of what a row holds
  bool wants_classes = true;           ///< whether samples are labelled for the sake of a task
};

/// One split's files in one manner of lying on disk, as the layout's options name them. Nothing is
/// opened before it is asked for.
class Layout {
 public:
  virtual ~Layout() = default;

  /// Returns what lies at `path` in this manner, whatever the options name.
  /// @throws Error kInvalidData if it is clearly meant for this layout, but not whole
  virtual Located locate(const std::filesystem::path& path) const = 0;

  /// @throws Error kNotFound if a file is missing; kInvalidData if one is malformed;
  ///   kInvalidRecipe if the options contradict each other
  virtual std::unique_ptr<Dataset> open(const Opening& opening = {}) const = 0;

  /// Returns the files that the samples are in, and the folders that are listed for them.
  /// @throws Error as open
  virtual std::vector<std::filesystem::path> files() const = 0;

  /// Returns the options with `facts` written into them.
  virtual AnyOptions settled(const Facts& facts) const = 0;

  /// Returns the samples of the file at `path`, ready to be divided, whatever the options name.
  /// @param target  column or key whose classes are divided each by itself; empty: that which the
  ///   layout takes unless it is told
  /// @return null if this layout's samples are in no such file
  /// @throws Error as open; kUsage if there is no such column or key
  virtual std::unique_ptr<Divisible> divisible(const std::filesystem::path& path,
                                               const std::string& target) const;

  /// Whether a sample costs reading those before it, so that the first ones are looked at rather
  /// than some of all.
  virtual bool is_stream() const { return false; }
};

/// Returns how a recipe's samples are opened: with the target that its task names, if it does, and
/// with classes if it learns them.
Opening opening_of(const Recipe& recipe);

/// Opens a split in the layout that a recipe names.
/// @throws Error as Layout::open
std::unique_ptr<Dataset> open(const SplitFiles& files, const Opening& opening = {});

}  // namespace maas::data
