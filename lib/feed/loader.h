#pragma once

#include <condition_variable>
#include <cstdint>
#include <exception>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "data/dataset.h"
#include "transforms/batch.h"
#include "transforms/pipeline.h"

namespace maas::feed {

/// Batches that each reading thread reads ahead.
inline constexpr std::int64_t kSlotsPerWorker = 4;

/// How a set becomes a sequence of batches.
struct LoaderOptions {
  std::int64_t batch = 64;
  std::int64_t workers = 0;  ///< reading threads; 0: the compute threads read in `next()`
  bool drop_last = false;
  std::optional<std::uint64_t>
      shuffle;                   ///< seed of the order and of the transforms; none: in order
  std::int64_t first_batch = 0;  ///< position to start from, counted over all epochs
  std::int64_t last_batch = -1;  ///< position to end before; -1: endless
};

/// The batches of a set, epoch after epoch. What is in a batch depends on the seed and the batch's
/// position alone, not on the number of workers.
class Loader {
 public:
  /// @throws Error kInvalidRecipe if an epoch has no batch
  Loader(std::shared_ptr<const data::Dataset> dataset, transforms::Pipeline pipeline,
         const LoaderOptions& options);
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  ~Loader();

  std::int64_t batches_per_epoch() const { return batches_per_epoch_; }

  /// Returns the next batch, or an empty one at the end.
  /// @throws what reading a sample throws
  transforms::Batch next();

  /// Time that `next()` has waited for samples or, without workers, read them, in seconds.
  double waited() const { return waited_; }

 private:
  struct Slot {
    transforms::Batch batch;
    std::exception_ptr error;
  };

  void work();
  transforms::Batch take();
  transforms::Batch read(std::int64_t position) const;

  std::shared_ptr<const data::Dataset> dataset_;
  transforms::Pipeline pipeline_;
  LoaderOptions options_;
  formats::Rgb background_;
  transforms::ImageShape shape_;
  std::int64_t batches_per_epoch_ = 0;
  std::int64_t position_ = 0;
  double waited_ = 0;

  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::int64_t, Slot> slots_;
  std::int64_t claimed_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace maas::feed
