#include "feed/loader.h"

#include <algorithm>
#include <chrono>
#include <numeric>
#include <thread>

#include <ATen/ops/equal.h>

#include "support/labelled_pictures.h"
#include "support/memory_dataset.h"
#include "support/support.h"
#include "transforms/hflip/card.h"
#include "transforms/random_crop/card.h"

namespace maas::feed {
namespace {

using test::labelled_pictures;
using test::MemoryDataset;
using test::numbered_samples;
using ::testing::ElementsAre;

std::vector<std::int64_t> labels_of(const tensor::MicroBatches& batches) {
  std::vector<std::int64_t> all;
  for (const tensor::Batch& batch : batches) {
    const auto* labels = batch.at(tensor::part::kLabel).const_data_ptr<std::int64_t>();
    all.insert(all.end(), labels, labels + batch.samples);
  }
  return all;
}

/// The labels of all batches up to the end.
std::vector<std::vector<std::int64_t>> all_labels(Loader& loader) {
  std::vector<std::vector<std::int64_t>> all;
  for (auto batch = loader.next(); !batch.empty(); batch = loader.next()) {
    all.push_back(labels_of(batch));
  }
  return all;
}

std::vector<tensor::MicroBatches> all_batches(std::int64_t workers, std::int64_t first = 0) {
  const auto dataset = std::make_shared<MemoryDataset>(23, transforms::ImageShape{2, 6, 5}, 4);
  const transforms::Pipeline augmented({{"hflip", {}}, {"random-crop", {}}}, {});
  Loader loader(
      labelled_pictures(dataset, augmented),
      {.batch = 4, .workers = workers, .shuffle = 9, .first_batch = first, .last_batch = 20});
  std::vector<tensor::MicroBatches> batches;
  for (auto batch = loader.next(); !batch.empty(); batch = loader.next()) {
    batches.push_back(std::move(batch));
  }
  return batches;
}

bool same(const tensor::MicroBatches& a, const tensor::MicroBatches& b) {
  return std::ranges::equal(a, b, [](const tensor::Batch& x, const tensor::Batch& y) {
    return std::ranges::equal(x.parts, y.parts, [](const auto& one, const auto& other) {
      return one.first == other.first && at::equal(one.second, other.second);
    });
  });
}

/// A set whose sample 5 cannot be read.
class Broken final : public MemoryDataset {
 public:
  Broken() : MemoryDataset(8, {1, 2, 2}, 8) {}
  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    if (index == 5) fail(ErrorCode::kInvalidData, "sample 5 is broken");
    MemoryDataset::read(index, background, image);
  }
};

/// A set whose sample 3 is larger than the others.
class Uneven final : public MemoryDataset {
 public:
  Uneven() : MemoryDataset(4, {1, 2, 2}, 4) {}
  void read(std::int64_t index, formats::Rgb, formats::Image& image) const override {
    const std::int64_t width = index == 3 ? 3 : 2;
    image = {1, 2, width, std::vector<std::uint8_t>(static_cast<std::size_t>(2 * width))};
  }
};

/// Large pictures, each of which a thread reads by itself: 1 and 2 cannot be read, and 1 takes
/// longer to fail.
class TwoBroken final : public MemoryDataset {
 public:
  TwoBroken() : MemoryDataset(3, {3, 400, 300}, 3) {}
  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    if (index == 1) std::this_thread::sleep_for(std::chrono::milliseconds(30));
    if (index > 0) fail(ErrorCode::kInvalidData, "sample {} is broken", index);
    MemoryDataset::read(index, background, image);
  }
};

/// Pictures of which no batch fits into any memory.
class Endless final : public MemoryDataset {
 public:
  Endless() : MemoryDataset(2, {1, 1 << 22, 1 << 22}, 2) {}
};

class Workers : public ::testing::TestWithParam<std::int64_t> {};

TEST_P(Workers, DoNotChangeWhatIsInABatch) {
  const auto expected = all_batches(0);
  const auto batches = all_batches(GetParam());
  ASSERT_EQ(batches.size(), 20U);
  for (std::size_t i = 0; i < batches.size(); ++i) EXPECT_TRUE(same(batches[i], expected[i])) << i;
}

TEST_P(Workers, DoNotChangeABatchOfLargePicturesThatTheyShare) {
  const auto pictures = std::make_shared<MemoryDataset>(7, transforms::ImageShape{3, 400, 300}, 2);
  const LoaderOptions options{.batch = 3, .shuffle = 5, .last_batch = 6};
  LoaderOptions shared = options;
  shared.workers = GetParam();
  Loader alone(labelled_pictures(pictures, {}), options);
  Loader loader(labelled_pictures(pictures, {}), shared);
  for (int i = 0; i < 6; ++i) EXPECT_TRUE(same(loader.next(), alone.next())) << i;
  EXPECT_EQ(tensor::samples_of(loader.next()), 0);
}

TEST_P(Workers, ContinueFromAnyPosition) {
  const auto expected = all_batches(0);
  for (std::int64_t first = 0; first < 20; ++first) {
    const auto rest = all_batches(GetParam(), first);
    ASSERT_EQ(rest.size(), static_cast<std::size_t>(20 - first));
    EXPECT_TRUE(same(rest.front(), expected[static_cast<std::size_t>(first)])) << first;
    EXPECT_TRUE(same(rest.back(), expected.back())) << first;
  }
}

TEST_P(Workers, ReportABrokenSampleWithTheBatchItIsIn) {
  Loader loader(labelled_pictures(std::make_shared<Broken>(), {}),
                {.batch = 2, .workers = GetParam()});
  EXPECT_THAT(labels_of(loader.next()), ElementsAre(0, 1));
  EXPECT_THAT(labels_of(loader.next()), ElementsAre(2, 3));
  EXPECT_ERROR(loader.next(), kInvalidData, "sample 5 is broken");
}

TEST_P(Workers, ReportTheFirstOfSeveralBrokenSamples) {
  Loader loader(labelled_pictures(std::make_shared<TwoBroken>(), {}),
                {.batch = 3, .workers = GetParam()});
  if (GetParam() > 0) EXPECT_ERROR(loader.next(), kInvalidData, "sample 1 is broken");
}

TEST_P(Workers, ReportABatchThatThereIsNoMemoryFor) {
  Loader loader(labelled_pictures(std::make_shared<Endless>(), {}),
                {.batch = 2, .workers = GetParam()});
  EXPECT_ANY_THROW(loader.next());
}

TEST_P(Workers, StopWhenTheLoaderIsNoLongerNeeded) {
  Loader loader(labelled_pictures(numbered_samples(100), {}), {.batch = 1, .workers = GetParam()});
  EXPECT_EQ(tensor::samples_of(loader.next()), 1);
}

INSTANTIATE_TEST_SUITE_P(Counts, Workers, ::testing::Values(0, 1, 2, 4));

TEST(BatchesAhead, AreSomeForEachThreadAsLongAsTheyFitHalfAGigabyte) {
  EXPECT_EQ(batches_ahead(0, 1000), 0);
  EXPECT_EQ(batches_ahead(1, 1000), 4);
  EXPECT_EQ(batches_ahead(8, 1000), 32);
  EXPECT_EQ(batches_ahead(8, 38 << 20), 13);
  EXPECT_EQ(batches_ahead(8, std::int64_t{1} << 30), 2);
}

TEST(Loader, GivesSamplesInOrderWithoutASeed) {
  Loader loader(labelled_pictures(numbered_samples(5), {}), {.batch = 2, .last_batch = 3});
  EXPECT_THAT(all_labels(loader),
              ElementsAre(ElementsAre(0, 1), ElementsAre(2, 3), ElementsAre(4)));
}

TEST(Loader, DividesABatchIntoMicroBatches) {
  for (const std::int64_t workers : {0, 2}) {
    Loader loader(labelled_pictures(numbered_samples(7), {}),
                  {.batch = 5, .micro_batch = 2, .workers = workers, .last_batch = 2});
    const tensor::MicroBatches first = loader.next();
    ASSERT_EQ(first.size(), 3U);
    EXPECT_EQ(first[0].samples, 2);
    EXPECT_EQ(first[2].samples, 1);
    EXPECT_EQ(first[2].weight, 1);
    EXPECT_THAT(labels_of(first), ElementsAre(0, 1, 2, 3, 4));
    EXPECT_THAT(labels_of(loader.next()), ElementsAre(5, 6));
  }
}

TEST(Batch, NamesItsParts) {
  const std::int64_t samples[] = {2, 0};
  const tensor::Batch batch = labelled_pictures(numbered_samples(3), {})->blank(samples);
  EXPECT_EQ(batch.samples, 2);
  EXPECT_EQ(batch.at("label").size(0), 2);
  EXPECT_ERROR(batch.at("text"), kInternal, "a batch has no part 'text'");
}

TEST(Loader, GivesEverySampleOnceAnEpochInAnotherOrder) {
  Loader loader(labelled_pictures(numbered_samples(10), {}),
                {.batch = 4, .shuffle = 1, .last_batch = 6});
  ASSERT_EQ(loader.batches_per_epoch(), 3);
  std::vector<std::vector<std::int64_t>> epochs(2);
  for (auto& epoch : epochs) {
    for (int i = 0; i < 3; ++i) {
      const auto labels = labels_of(loader.next());
      EXPECT_EQ(labels.size(), i < 2 ? 4U : 2U);
      epoch.insert(epoch.end(), labels.begin(), labels.end());
    }
  }
  EXPECT_NE(epochs[0], epochs[1]);
  std::vector<std::int64_t> everyone(10);
  std::iota(everyone.begin(), everyone.end(), 0);
  for (const auto& epoch : epochs)
    EXPECT_THAT(epoch, ::testing::UnorderedElementsAreArray(everyone));
}

TEST(Loader, AugmentsASampleDifferentlyInEachEpoch) {
  const auto dataset = std::make_shared<MemoryDataset>(1, transforms::ImageShape{1, 9, 9}, 1);
  Loader loader(labelled_pictures(dataset, transforms::Pipeline({{"random-crop", {}}}, {})),
                {.batch = 1, .shuffle = 3});
  const at::Tensor first = loader.next().front().at(tensor::part::kImage);
  bool differs = false;
  for (int epoch = 1; epoch < 5; ++epoch)
    differs |= !at::equal(first, loader.next().front().at(tensor::part::kImage));
  EXPECT_TRUE(differs);
}

TEST(Loader, DropsAnUnfilledBatchIfAsked) {
  Loader loader(labelled_pictures(numbered_samples(10), {}),
                {.batch = 4, .drop_last = true, .last_batch = 3});
  EXPECT_EQ(loader.batches_per_epoch(), 2);
  EXPECT_THAT(all_labels(loader), ElementsAre(ElementsAre(0, 1, 2, 3), ElementsAre(4, 5, 6, 7),
                                              ElementsAre(0, 1, 2, 3)));
}

TEST(Loader, RefusesAnEpochWithoutABatch) {
  EXPECT_ERROR(Loader(labelled_pictures(numbered_samples(3), {}), {.batch = 4, .drop_last = true}),
               kInvalidRecipe, "3 samples do not fill a batch of 4");
}

TEST(Loader, RefusesAPictureOfAnotherSize) {
  Loader loader(labelled_pictures(std::make_shared<Uneven>(), {}), {.batch = 4});
  EXPECT_ERROR(loader.next(), kInvalidData,
               "memory[3] is [1, 2, 3], the first picture is [1, 2, 2]");
}

}  // namespace
}  // namespace maas::feed
