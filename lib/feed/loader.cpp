#include "feed/loader.h"

#include <algorithm>

#include "base/clock.h"
#include "base/hashing.h"
#include "data/order.h"
#include "maas/error.h"
#include "operators/parallel.h"

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

Loader::Loader(std::shared_ptr<const Source> source, const LoaderOptions& options)
    : source_(std::move(source)),
      options_(options),
      position_(options.first_batch),
      opened_(options.first_batch) {
  const std::int64_t size = source_->size();
  if (options_.micro_batch == 0) options_.micro_batch = options_.batch;
  batches_per_epoch_ =
      options.drop_last ? size / options.batch : (size + options.batch - 1) / options.batch;
  if (batches_per_epoch_ == 0) {
    fail(ErrorCode::kInvalidRecipe, "{} samples do not fill a batch of {}", size, options.batch);
  }
  const std::int64_t sample_bytes = source_->sample_bytes();
  ahead_ = batches_ahead(options.workers, std::min(options.batch, size) * sample_bytes);
  rows_a_claim_ = std::max<std::int64_t>(1, kBytesAClaim / sample_bytes);
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

tensor::MicroBatches Loader::next() {
  if (is_end(position_)) return {};
  const base::Stopwatch watch;
  tensor::MicroBatches batches = workers_.empty() ? read(position_++) : take();
  waited_ += watch.seconds();
  return batches;
}

tensor::MicroBatches Loader::take() {
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
  return slot.work->batches;
}

void Loader::work() {
  while (const std::optional<Rows> rows = claim()) {
    std::int64_t row = rows->first;
    std::exception_ptr error;
    try {
      for (; row < rows->end; ++row) read_row(*rows->work, row);
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
      Slot& slot = latest->second;
      const std::int64_t first = slot.claimed;
      slot.claimed = std::min(first + rows_a_claim_, slot.samples);
      if (slot.is_unclaimed()) room_.notify_one();
      return Rows{slot.work, first, slot.claimed};
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
    slot.work = std::make_shared<const Work>(blank(opened_));
    slot.samples = std::ssize(slot.work->samples);
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
  Slot& slot = slots_.at(rows.work->position);
  slot.done += rows.end - rows.first;
  if (error && (!slot.error || failed_row < slot.failed_row)) {
    slot.failed_row = failed_row;
    slot.error = error;
  }
  if (slot.is_complete()) ready_.notify_one();
}

tensor::MicroBatches Loader::read(std::int64_t position) const {
  Work work = blank(position);
  operators::parallel_for(std::ssize(work.samples), kGrain,
                          [&](std::int64_t row) { read_row(work, row); });
  return std::move(work.batches);
}

/// Micro-batches whose rows have not been read.
Loader::Work Loader::blank(std::int64_t position) const {
  Work work{.position = position, .samples = samples_at(position), .batches = {}};
  const auto most = static_cast<std::size_t>(options_.micro_batch);
  for (Indices left = work.samples; !left.empty();
       left = left.subspan(std::min(most, left.size()))) {
    work.batches.push_back(source_->blank(left.first(std::min(most, left.size()))));
  }
  return work;
}

std::vector<std::int64_t> Loader::samples_at(std::int64_t position) const {
  const std::int64_t start = position % batches_per_epoch_ * options_.batch;
  const auto epoch = static_cast<std::uint64_t>(position / batches_per_epoch_);
  const data::Permutation order(options_.shuffle.value_or(0), epoch, source_->size());
  std::vector<std::int64_t> samples;
  for (std::int64_t at = start; at < std::min(start + options_.batch, source_->size()); ++at) {
    samples.push_back(options_.shuffle ? order(at) : at);
  }
  return samples;
}

/// @param row  counted over the micro-batches
void Loader::read_row(const Work& work, std::int64_t row) const {
  const std::int64_t first = row / options_.micro_batch * options_.micro_batch;
  const Indices all = work.samples;
  const auto rest = all.subspan(static_cast<std::size_t>(first));
  const Indices samples =
      rest.first(std::min(rest.size(), static_cast<std::size_t>(options_.micro_batch)));
  base::Random random = random_of(options_.shuffle.value_or(0), work.position / batches_per_epoch_,
                                  all[static_cast<std::size_t>(row)]);
  source_->read(samples, row - first, random,
                work.batches[static_cast<std::size_t>(row / options_.micro_batch)]);
}

}  // namespace maas::feed
