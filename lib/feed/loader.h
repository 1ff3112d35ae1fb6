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

#include "feed/source.h"

namespace maas::feed {

/// Returns how many batches reading threads read ahead: some for each, as long as they are small;
/// at least two.
std::int64_t batches_ahead(std::int64_t workers, std::int64_t batch_bytes);

/// How samples become a sequence of batches.
struct LoaderOptions {
  std::int64_t batch = 64;
  std::int64_t micro_batch = 0;  ///< samples that pass through the network at once; 0: the batch
  std::int64_t workers = 0;      ///< reading threads; 0: the compute threads read in `next()`
  bool drop_last = false;
  std::optional<std::uint64_t>
      shuffle;                   ///< seed of the order and of the transforms; none: in order
  std::int64_t first_batch = 0;  ///< position to start from, counted over all epochs
  std::int64_t last_batch = -1;  ///< position to end before; -1: endless
};

/// The batches of a source, epoch after epoch. What is in a batch depends on the seed and the
/// batch's position alone, not on the number of workers.
class Loader {
 public:
  /// @throws Error kInvalidRecipe if an epoch has no batch
  Loader(std::shared_ptr<const Source> source, const LoaderOptions& options);
  Loader(const Loader&) = delete;
  Loader& operator=(const Loader&) = delete;
  ~Loader();

  std::int64_t batches_per_epoch() const { return batches_per_epoch_; }

  /// Batches that are read ahead; 0 without workers.
  std::int64_t ahead() const { return ahead_; }

  /// Returns the next batch by its micro-batches, or none at the end.
  /// @throws what reading a sample throws
  tensor::MicroBatches next();

  /// Time that `next()` has waited for samples or, without workers, read them, in seconds.
  double waited() const { return waited_; }

 private:
  /// A batch whose samples are known.
  struct Work {
    std::int64_t position = 0;
    std::vector<std::int64_t> samples;  ///< by their indices
    tensor::MicroBatches batches;
  };
  /// A batch that is being read, by rows.
  struct Slot {
    std::shared_ptr<const Work> work;
    std::int64_t samples = 0;
    std::int64_t claimed = 0;  ///< rows that a thread has taken on
    std::int64_t done = 0;
    std::int64_t failed_row = -1;  ///< the first of those that could not be read
    std::exception_ptr error;

    bool is_unclaimed() const { return claimed < samples; }
    bool is_complete() const { return done == samples; }
  };
  struct Rows {
    std::shared_ptr<const Work> work;
    std::int64_t first;
    std::int64_t end;
  };

  void work();
  std::optional<Rows> claim();
  void open_next();
  void finish(const Rows& rows, std::int64_t failed_row, const std::exception_ptr& error);
  tensor::MicroBatches take();
  tensor::MicroBatches read(std::int64_t position) const;
  Work blank(std::int64_t position) const;
  std::vector<std::int64_t> samples_at(std::int64_t position) const;
  void read_row(const Work& work, std::int64_t row) const;
  bool is_end(std::int64_t position) const {
    return options_.last_batch >= 0 && position >= options_.last_batch;
  }

  std::shared_ptr<const Source> source_;
  LoaderOptions options_;
  std::int64_t batches_per_epoch_ = 0;
  std::int64_t position_ = 0;
  double waited_ = 0;

  std::mutex mutex_;
  std::condition_variable room_;
  std::condition_variable ready_;
  std::map<std::int64_t, Slot> slots_;
  std::int64_t opened_ = 0;  ///< position of the first batch without a slot
  std::int64_t ahead_ = 0;
  std::int64_t rows_a_claim_ = 0;
  bool stopping_ = false;
  std::vector<std::thread> workers_;
};

}  // namespace maas::feed
