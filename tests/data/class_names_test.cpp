#include "data/class_names.h"

#include "data/pictures.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;

/// Classes without a sample.
class Classes final : public Pictures {
 public:
  explicit Classes(std::vector<std::string> classes) : classes_(std::move(classes)) {}

  std::int64_t size() const override { return 0; }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t) const override { return 0; }
  std::string name(std::int64_t index) const override { return std::to_string(index); }
  ImageShape shape(std::int64_t) const override { return {}; }
  bool is_transparent(std::int64_t) const override { return false; }
  void read(std::int64_t, formats::Rgb, formats::Image&) const override {}
  Digest digest(std::int64_t index) const override { return digest_of(name(index)); }
  std::string fingerprint(Progress&) const override { return "classes"; }

 private:
  std::vector<std::string> classes_;
};

std::vector<std::int64_t> matched(std::vector<std::string> own,
                                  const std::vector<std::string>& classes) {
  return matched_classes(Classes(std::move(own)), classes, "the samples", "the model");
}

TEST(ClassNames, AreFoundWhateverTheirOrder) {
  EXPECT_THAT(matched({"cat", "dog"}, {"ape", "dog", "cat"}), ElementsAre(2, 1));
}

TEST(ClassNames, OfTheSameListStandForThemselves) {
  EXPECT_THAT(matched({"cat", "dog"}, {"cat", "dog"}), ElementsAre(0, 1));
}

TEST(ClassNames, MayDifferInCapitalsAndComposition) {
  EXPECT_THAT(matched({"CAT", "A\xcc\x88pfel"}, {"\xc3\x84pfel", "cat"}), ElementsAre(1, 0));
}

TEST(ClassNames, AreTakenLetterByLetterFirst) {
  EXPECT_THAT(matched({"cat", "CAT"}, {"Cat", "CAT", "cat"}), ElementsAre(2, 1));
}

TEST(ClassNames, ThatMayStandForTwoAreRefused) {
  EXPECT_ERROR(matched({"cat"}, {"Cat", "CAT"}), kInvalidData,
               "the samples: the class 'cat' is none of those of the model: 'Cat', 'CAT'");
}

TEST(ClassNames, OfTheSetMayNotStandForTheSameClass) {
  EXPECT_ERROR(matched({"Cat", "CAT"}, {"cat"}), kInvalidData,
               "'Cat' and 'CAT' both stand for the class 'cat' of the model");
}

TEST(ClassNames, ThatAreUnknownAreShownWithTheirBytes) {
  // The first letter is a Cyrillic one.
  EXPECT_ERROR(matched({"\xd1\x81"
                        "at"},
                       {"cat"}),
               kInvalidData, R"((\xd1\x81at) is none of those of the model: 'cat')");
}

}  // namespace
}  // namespace maas::data
