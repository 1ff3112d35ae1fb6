#include "feed/loader.h"

#include <algorithm>

#include <ATen/ops/empty.h>

#include "base/clock.h"
#include "base/hashing.h"
#include "data/order.h"
#include "kernels/parallel.h"
#include "maas/error.h"

namespace maas::feed {
namespace {

/// Samples that are worth a thread: some 10 us of small pictures.
constexpr std::int64_t kGrain = 16;

constexpr std::int64_t kSlotsPerWorker = 4;
constexpr std::int64_t kBytesAhead = std::int64_t{512} << 20;
/// Bytes of rows that a thread takes on at once: small pictures by the batch, large ones singly.
constexpr std::int64_t kBytesAClaim = std::int64_t{1} << 20;

/// The stream of one sample's random transforms.
base::Random random_of(std::uint64_t seed, std::int64_t epoch, std::int64_t index) {
  return base::Random(base::mix(base::mix(seed) + static_cast<std::uint64_t>(epoch)) ^
                      static_cast<std::uint64_t>(index));
}

}  // namespace

std::int64_t batches_ahead(std::int64_t workers, std::int64_t batch_bytes) {
  const std::int64_t most = kSlotsPerWorker * workers;
  const std::int64_t least = std::min<std::int64_t>(2, most);
  return std::clamp(kBytesAhead / std::max<std::int64_t>(1, batch_bytes), least, most);
}

Loader::Loader(std::shared_ptr<const data::Dataset> dataset, transforms::Pipeline pipeline,
               const LoaderOptions& options)
    : dataset_(std::move(dataset)),
      pipeline_(std::move(pipeline)),
      options_(options),
      background_(pipeline_.background()),
      shape_(pipeline_.output(dataset_->shape(0))),
      position_(options.first_batch),
      opened_(options.first_batch) {
  const std::int64_t size = dataset_->size();
  batches_per_epoch_ =
      options.drop_last ? size / options.batch : (size + options.batch - 1) / options.batch;
  if (batches_per_epoch_ == 0) {
    fail(ErrorCode::kInvalidRecipe, "{} samples do not fill a batch of {}", size, options.batch);
  }
  const auto row_bytes = static_cast<std::int64_t>(sizeof(float)) * shape_.elements();
  ahead_ = batches_ahead(options.workers, std::min(options.batch, size) * row_bytes);
  rows_a_claim_ = std::max<std::int64_t>(1, kBytesAClaim / row_bytes);
  for (std::int64_t i = 0; i < options.workers; ++i) workers_.emplace_back([this] { work(); });
}

Loader::~Loader() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  room_.notify_all();
  for (std::thread& worker : workers_) worker.join();
}

transforms::Batch Loader::next() {
  if (is_end(position_)) return {};
  const base::Stopwatch watch;
  transforms::Batch batch = workers_.empty() ? read(position_++) : take();
  waited_ += watch.seconds();
  return batch;
}

transforms::Batch Loader::take() {
  std::unique_lock lock(mutex_);
  const auto is_read = [this] {
    const auto found = slots_.find(position_);
    return found != slots_.end() && found->second.is_complete();
  };
  ready_.wait(lock, is_read);
  Slot slot = std::move(slots_.extract(position_).mapped());
  ++position_;
  lock.unlock();
  room_.notify_one();
  if (slot.error) std::rethrow_exception(slot.error);
  return std::move(slot.batch);
}

void Loader::work() {
  while (const std::optional<Rows> rows = claim()) {
    std::int64_t row = rows->first;
    std::exception_ptr error;
    try {
      const data::Permutation order = order_at(rows->position);
      for (; row < rows->end; ++row) read_row(rows->position, order, row, rows->batch);
    } catch (...) {
      error = std::current_exception();
    }
    finish(*rows, row, error);
  }
}

/// Takes on the next rows: of the batch that was opened last or, if it has none left, of a new one.
/// @return nothing when there is no more to be read
std::optional<Loader::Rows> Loader::claim() {
  std::unique_lock lock(mutex_);
  while (true) {
    const auto latest = slots_.find(opened_ - 1);
    if (stopping_) return std::nullopt;
    if (latest != slots_.end() && latest->second.is_unclaimed()) {
      auto& [position, slot] = *latest;
      const std::int64_t first = slot.claimed;
      slot.claimed = std::min(first + rows_a_claim_, slot.batch.size());
      if (slot.is_unclaimed()) room_.notify_one();
      return Rows{position, slot.batch, first, slot.claimed};
    }
    if (is_end(opened_)) return std::nullopt;
    if (opened_ < position_ + ahead_) {
      open_next();
    } else {
      room_.wait(lock);
    }
  }
}

/// One without memory has no rows: it is complete, and an error.
void Loader::open_next() {
  Slot& slot = slots_[opened_];
  try {
    slot.batch = blank(opened_);
  } catch (...) {
    slot.error = std::current_exception();
    ready_.notify_one();
  }
  ++opened_;
  if (is_end(opened_)) room_.notify_all();
}

/// @param failed_row  the row that could not be read, if there is an error
void Loader::finish(const Rows& rows, std::int64_t failed_row, const std::exception_ptr& error) {
  const std::lock_guard lock(mutex_);
  Slot& slot = slots_.at(rows.position);
  slot.done += rows.end - rows.first;
  if (error && (!slot.error || failed_row < slot.failed_row)) {
    slot.failed_row = failed_row;
    slot.error = error;
  }
  if (slot.is_complete()) ready_.notify_one();
}

transforms::Batch Loader::read(std::int64_t position) const {
  transforms::Batch batch = blank(position);
  const data::Permutation order = order_at(position);
  kernels::parallel_for(batch.size(), kGrain,
                        [&](std::int64_t row) { read_row(position, order, row, batch); });
  return batch;
}

/// A batch whose rows have not been read.
transforms::Batch Loader::blank(std::int64_t position) const {
  const std::int64_t count = std::min(options_.batch, dataset_->size() - start_of(position));
  return {.inputs = at::empty({count, shape_.channels, shape_.height, shape_.width}, at::kFloat),
          .targets = at::empty({count}, at::kLong)};
}

data::Permutation Loader::order_at(std::int64_t position) const {
  const auto epoch = static_cast<std::uint64_t>(position / batches_per_epoch_);
  return {options_.shuffle.value_or(0), epoch, dataset_->size()};
}

void Loader::read_row(std::int64_t position, const data::Permutation& order, std::int64_t row,
                      const transforms::Batch& batch) const {
  thread_local formats::Image picture;
  thread_local transforms::Image image;
  const std::int64_t place = start_of(position) + row;
  const std::int64_t index = options_.shuffle ? order(place) : place;
  base::Random random =
      random_of(options_.shuffle.value_or(0), position / batches_per_epoch_, index);
  dataset_->read(index, background_, picture);
  transforms::assign_bytes(image, picture);
  pipeline_.apply(image, random);
  if (image.shape != shape_) {
    throw failure_with_hint(ErrorCode::kInvalidData, "add {op: resize} to data.preprocess",
                            "{} is [{}, {}, {}], the first picture is [{}, {}, {}]",
                            dataset_->name(index), image.shape.channels, image.shape.height,
                            image.shape.width, shape_.channels, shape_.height, shape_.width);
  }
  std::copy(image.pixels.begin(), image.pixels.end(),
            batch.inputs.data_ptr<float>() + row * shape_.elements());
  batch.targets.data_ptr<std::int64_t>()[row] = dataset_->label(index);
}

}  // namespace maas::feed
