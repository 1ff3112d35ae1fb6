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

/// The stream of one sample's random transforms.
base::Random random_of(std::uint64_t seed, std::int64_t epoch, std::int64_t index) {
  return base::Random(base::mix(base::mix(seed) + static_cast<std::uint64_t>(epoch)) ^
                      static_cast<std::uint64_t>(index));
}

}  // namespace

Loader::Loader(std::shared_ptr<const data::Dataset> dataset, transforms::Pipeline pipeline,
               const LoaderOptions& options)
    : dataset_(std::move(dataset)),
      pipeline_(std::move(pipeline)),
      options_(options),
      background_(pipeline_.background()),
      shape_(pipeline_.output(dataset_->shape(0))),
      position_(options.first_batch),
      claimed_(options.first_batch) {
  const std::int64_t size = dataset_->size();
  batches_per_epoch_ =
      options.drop_last ? size / options.batch : (size + options.batch - 1) / options.batch;
  if (batches_per_epoch_ == 0) {
    fail(ErrorCode::kInvalidRecipe, "{} samples do not fill a batch of {}", size, options.batch);
  }
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
  if (options_.last_batch >= 0 && position_ >= options_.last_batch) return {};
  const base::Stopwatch watch;
  transforms::Batch batch = workers_.empty() ? read(position_++) : take();
  waited_ += watch.seconds();
  return batch;
}

transforms::Batch Loader::take() {
  std::unique_lock lock(mutex_);
  ready_.wait(lock, [this] { return slots_.contains(position_); });
  Slot slot = std::move(slots_.extract(position_).mapped());
  ++position_;
  lock.unlock();
  room_.notify_one();
  if (slot.error) std::rethrow_exception(slot.error);
  return std::move(slot.batch);
}

void Loader::work() {
  const std::int64_t depth = kSlotsPerWorker * options_.workers;
  while (true) {
    std::int64_t mine = 0;
    {
      std::unique_lock lock(mutex_);
      room_.wait(lock, [&] { return stopping_ || claimed_ < position_ + depth; });
      if (stopping_ || (options_.last_batch >= 0 && claimed_ >= options_.last_batch)) return;
      mine = claimed_++;
    }
    Slot slot;
    try {
      slot.batch = read(mine);
    } catch (...) {
      slot.error = std::current_exception();
    }
    {
      const std::lock_guard lock(mutex_);
      slots_[mine] = std::move(slot);
    }
    ready_.notify_one();
  }
}

transforms::Batch Loader::read(std::int64_t position) const {
  const std::int64_t epoch = position / batches_per_epoch_;
  const std::int64_t start = position % batches_per_epoch_ * options_.batch;
  const std::int64_t count = std::min(options_.batch, dataset_->size() - start);
  const std::uint64_t seed = options_.shuffle.value_or(0);
  const data::Permutation order(seed, static_cast<std::uint64_t>(epoch), dataset_->size());

  transforms::Batch batch{
      .inputs = at::empty({count, shape_.channels, shape_.height, shape_.width}, at::kFloat),
      .targets = at::empty({count}, at::kLong)};
  auto* inputs = batch.inputs.data_ptr<float>();
  auto* targets = batch.targets.data_ptr<std::int64_t>();
  const auto read_sample = [&](std::int64_t i) {
    thread_local formats::Image picture;
    thread_local transforms::Image image;
    const std::int64_t index = options_.shuffle ? order(start + i) : start + i;
    base::Random random = random_of(seed, epoch, index);
    dataset_->read(index, background_, picture);
    transforms::assign_bytes(image, picture);
    pipeline_.apply(image, random);
    if (image.shape != shape_) {
      throw failure_with_hint(ErrorCode::kInvalidData, "add {op: resize} to data.preprocess",
                              "{} is [{}, {}, {}], the first picture is [{}, {}, {}]",
                              dataset_->name(index), image.shape.channels, image.shape.height,
                              image.shape.width, shape_.channels, shape_.height, shape_.width);
    }
    std::copy(image.pixels.begin(), image.pixels.end(), inputs + i * shape_.elements());
    targets[i] = dataset_->label(index);
  };
  if (workers_.empty()) {
    kernels::parallel_for(count, kGrain, read_sample);
  } else {
    for (std::int64_t i = 0; i < count; ++i) read_sample(i);
  }
  return batch;
}

}  // namespace maas::feed
