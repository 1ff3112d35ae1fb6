#include "data/pictures/inspect.h"

#include <map>
#include <mutex>
#include <utility>

#include "data/pictures.h"
#include "data/pictures/moments.h"

namespace maas::data {
namespace {

class PictureInspector final : public SplitInspector {
 public:
  explicit PictureInspector(std::shared_ptr<const Dataset> samples)
      : samples_(std::move(samples)), pictures_(as<Pictures>(*samples_)) {}

  void read(std::int64_t index) override {
    thread_local formats::Image picture;
    pictures_.read(index, formats::kWhite, picture);
    std::vector<Moments> own;
    add_picture(own, picture);
    const std::lock_guard lock(mutex_);
    ++shapes_[picture.shape()];
    if (moments_.size() < own.size()) moments_.resize(own.size());
    for (std::size_t c = 0; c < own.size(); ++c) moments_[c].add(own[c]);
  }

  void add_to(SplitInspection& inspection) override {
    for (const auto& [shape, count] : shapes_) inspection.shapes.push_back({shape.text(), count});
    for (const Moments& channel : moments_) {
      inspection.channels.push_back(
          {channel.smallest(), channel.largest(), channel.mean(), channel.deviation()});
    }
  }

 private:
  std::shared_ptr<const Dataset> samples_;
  const Pictures& pictures_;
  std::mutex mutex_;
  std::map<ImageShape, std::int64_t> shapes_;
  std::vector<Moments> moments_;
};

}  // namespace

std::unique_ptr<SplitInspector> make_picture_inspector(std::shared_ptr<const Dataset> samples) {
  return std::make_unique<PictureInspector>(std::move(samples));
}

}  // namespace maas::data
