#include "data/class_names.h"

#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

/// One sample without pixels for each label.
class Labels final : public Dataset {
 public:
  Labels(std::vector<std::string> classes, std::vector<std::int64_t> labels)
      : classes_(std::move(classes)), labels_(std::move(labels)) {}

  std::int64_t size() const override { return std::ssize(labels_); }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    return labels_[static_cast<std::size_t>(index)];
  }
  std::string name(std::int64_t index) const override { return std::to_string(index); }
  ImageShape shape(std::int64_t) const override { return {}; }
  bool is_transparent(std::int64_t) const override { return false; }
  void read(std::int64_t, formats::Rgb, formats::Image&) const override {}
  Digest digest(std::int64_t index) const override { return digest_of(name(index)); }
  std::string fingerprint(Progress&) const override { return "labels"; }

 private:
  std::vector<std::string> classes_;
  std::vector<std::int64_t> labels_;
};

std::shared_ptr<const Dataset> set_of(std::vector<std::string> classes,
                                      std::vector<std::int64_t> labels) {
  return std::make_shared<Labels>(std::move(classes), std::move(labels));
}

std::shared_ptr<const Dataset> labelled(std::shared_ptr<const Dataset> set,
                                        const std::vector<std::string>& classes) {
  return labelled_as(std::move(set), classes, "the samples", "the model");
}

std::vector<std::int64_t> labels_of(const Dataset& set) {
  std::vector<std::int64_t> labels;
  for (std::int64_t i = 0; i < set.size(); ++i) labels.push_back(set.label(i));
  return labels;
}

TEST(ClassNames, DecideTheLabelsWhateverTheirOrder) {
  const auto set = labelled(set_of({"cat", "dog"}, {0, 1, 1}), {"ape", "dog", "cat"});
  EXPECT_THAT(labels_of(*set), ElementsAre(2, 1, 1));
  EXPECT_THAT(set->classes(), ElementsAre("ape", "dog", "cat"));
  EXPECT_THAT(absent_classes(*set), ElementsAre("ape"));
}

TEST(ClassNames, OfTheSameListLeaveTheSetAsItIs) {
  const auto set = set_of({"cat", "dog"}, {0, 1});
  EXPECT_EQ(labelled(set, {"cat", "dog"}), set);
  EXPECT_THAT(absent_classes(*set), IsEmpty());
}

TEST(ClassNames, MayDifferInCapitalsAndComposition) {
  const auto set = labelled(set_of({"CAT", "A\xcc\x88pfel"}, {0, 1}), {"\xc3\x84pfel", "cat"});
  EXPECT_THAT(labels_of(*set), ElementsAre(1, 0));
}

TEST(ClassNames, AreTakenLetterByLetterFirst) {
  const auto set = labelled(set_of({"cat", "CAT"}, {0, 1}), {"Cat", "CAT", "cat"});
  EXPECT_THAT(labels_of(*set), ElementsAre(2, 1));
}

TEST(ClassNames, ThatMayStandForTwoAreRefused) {
  EXPECT_ERROR(labelled(set_of({"cat"}, {0}), {"Cat", "CAT"}), kInvalidData,
               "the samples: the class 'cat' is none of those of the model: 'Cat', 'CAT'");
}

TEST(ClassNames, OfTheSetMayNotStandForTheSameClass) {
  EXPECT_ERROR(labelled(set_of({"Cat", "CAT"}, {0, 1}), {"cat"}), kInvalidData,
               "'Cat' and 'CAT' both stand for the class 'cat' of the model");
}

TEST(ClassNames, ThatAreUnknownAreShownWithTheirBytes) {
  // The first letter is a Cyrillic one.
  EXPECT_ERROR(labelled(set_of({"\xd1\x81"
                                "at"},
                               {0}),
                        {"cat"}),
               kInvalidData, R"((\xd1\x81at) is none of those of the model: 'cat')");
}

}  // namespace
}  // namespace maas::data
