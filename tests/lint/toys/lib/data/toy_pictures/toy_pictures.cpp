#include "data/toy_pictures/toy_pictures.h"

#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/pictures.h"

namespace maas::data {
namespace {

constexpr std::int64_t kSide = 8;

class DrawnPictures final : public Pictures {
 public:
  DrawnPictures(std::string split, std::int64_t size) : split_(std::move(split)), size_(size) {}

  std::int64_t size() const override { return size_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override { return index % 2; }
  std::string name(std::int64_t index) const override {
    return fmt::format("{} picture {}", split_, index);
  }

  ImageShape shape(std::int64_t) const override { return {1, kSide, kSide}; }
  bool is_transparent(std::int64_t) const override { return false; }
  void read(std::int64_t index, formats::Rgb, formats::Image& image) const override {
    image = {1, kSide, kSide, {}};
    base::Random random(digest_of(name(index)).key());
    for (std::int64_t row = 0; row < kSide; ++row) {
      const bool is_bright = (row < kSide / 2) == (label(index) == 1);
      for (std::int64_t column = 0; column < kSide; ++column) {
        image.pixels.push_back(
            static_cast<std::uint8_t>(random.below(128) + (is_bright ? 127 : 0)));
      }
    }
  }

  Digest digest(std::int64_t index) const override {
    formats::Image image;
    read(index, formats::kWhite, image);
    return digest_of({reinterpret_cast<const char*>(image.pixels.data()), image.pixels.size()});
  }
  std::string fingerprint(Progress&) const override {
    return base::sha256(fmt::format("toy-pictures {} {}", split_, size_));
  }

 private:
  std::string split_;
  std::int64_t size_;
  std::vector<std::string> classes_ = {"bottom", "top"};
};

class ToyPictures final : public Layout {
 public:
  ToyPictures(std::string split, const ToyPicturesOptions& options)
      : split_(std::move(split)), options_(options) {}

  Located locate(const std::filesystem::path&) const override { return {}; }
  std::unique_ptr<Dataset> open(const Opening&) const override {
    return std::make_unique<DrawnPictures>(split_, options_.samples);
  }
  std::vector<std::filesystem::path> files() const override { return {}; }
  AnyOptions settled(const Facts&) const override { return AnyOptions::of(options_); }

 private:
  std::string split_;
  ToyPicturesOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_toy_pictures(const std::string& split,
                                          const ToyPicturesOptions& options) {
  return std::make_unique<ToyPictures>(split, options);
}

}  // namespace maas::data
