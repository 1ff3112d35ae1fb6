#include "data/toy_texts/toy_texts.h"

#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "base/strings.h"
#include "data/texts.h"

namespace maas::data {
namespace {

constexpr int kWords = 6;

class DrawnTexts final : public Texts {
 public:
  DrawnTexts(std::string split, std::int64_t size) : split_(std::move(split)), size_(size) {}

  std::int64_t size() const override { return size_; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override { return index % 2; }
  std::string name(std::int64_t index) const override {
    return fmt::format("{} text {}", split_, index);
  }

  std::string text(std::int64_t index) const override {
    static const std::vector<std::string> fair = {"sun", "warm", "dry", "blue", "calm"};
    static const std::vector<std::string> foul = {"rain", "cold", "wet", "grey", "storm"};
    const std::vector<std::string>& words = label(index) == 0 ? fair : foul;
    base::Random random(digest_of(name(index)).key());
    std::vector<std::string> drawn;
    for (int i = 0; i < kWords; ++i) drawn.push_back(words[random.below(words.size())]);
    return base::join(drawn, " ");
  }

  Digest digest(std::int64_t index) const override { return digest_of(text(index)); }
  std::string fingerprint(Progress&) const override {
    return base::sha256(fmt::format("toy-texts {} {}", split_, size_));
  }

 private:
  std::string split_;
  std::int64_t size_;
  std::vector<std::string> classes_ = {"fair", "foul"};
};

class ToyTexts final : public Layout {
 public:
  ToyTexts(std::string split, const ToyTextsOptions& options)
      : split_(std::move(split)), options_(options) {}

  Located locate(const std::filesystem::path&) const override { return {}; }
  std::unique_ptr<Dataset> open(const Opening&) const override {
    return std::make_unique<DrawnTexts>(split_, options_.samples);
  }
  std::vector<std::filesystem::path> files() const override { return {}; }
  AnyOptions settled(const Facts&) const override { return AnyOptions::of(options_); }

 private:
  std::string split_;
  ToyTextsOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_toy_texts(const std::string& split, const ToyTextsOptions& options) {
  return std::make_unique<ToyTexts>(split, options);
}

}  // namespace maas::data
