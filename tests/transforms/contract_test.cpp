#include "support/support.h"
#include "transforms/normalize/card.h"
#include "transforms/pictures.h"
#include "transforms/registry.h"
#include "transforms/resize/card.h"

namespace maas::transforms {
namespace {

constexpr ImageShape kShape{3, 11, 8};

/// The card's default options, with what has no default filled in.
Component example(const Card& card) {
  Component component{card.name, card.options};
  if (card.name == "normalize") {
    component.options =
        AnyOptions::of(NormalizeOptions{.mean = {0.1, 0.2, 0.3}, .std = {0.5, 0.6, 0.7}});
  }
  if (card.name == "resize") {
    component.options = AnyOptions::of(ResizeOptions{.height = 5, .width = 9});
  }
  return component;
}

class EachTransform : public ::testing::TestWithParam<Card> {
 protected:
  std::unique_ptr<Transform> make() const { return factories().make(example(GetParam())); }
};

TEST_P(EachTransform, HasAnImplementationAndASummary) {
  EXPECT_TRUE(factories().has(GetParam().name));
  EXPECT_FALSE(GetParam().summary.empty());
}

TEST_P(EachTransform, GivesTheShapeThatItPromises) {
  const auto transform = make();
  const Image image = applied(*transform, noise(kShape, 1), 5);
  EXPECT_EQ(image.shape, transform->output(kShape));
  EXPECT_EQ(static_cast<std::int64_t>(image.pixels.size()), image.shape.elements());
}

TEST_P(EachTransform, DoesTheSameForTheSameKey) {
  const auto transform = make();
  for (std::uint64_t key = 0; key < 20; ++key) {
    EXPECT_EQ(applied(*transform, noise(kShape, key), key).pixels,
              applied(*transform, noise(kShape, key), key).pixels);
  }
}

TEST_P(EachTransform, DependsOnTheKeyIfAndOnlyIfItSaysSo) {
  const auto transform = make();
  bool depends = false;
  const auto first = applied(*transform, noise(kShape, 1), 0).pixels;
  for (std::uint64_t key = 1; key < 20; ++key) {
    depends |= applied(*transform, noise(kShape, 1), key).pixels != first;
  }
  EXPECT_EQ(depends, transform->is_random());
}

INSTANTIATE_TEST_SUITE_P(Registry, EachTransform,
                         ::testing::ValuesIn(catalog().cards(Registry::kTransform)),
                         [](const auto& test) {
                           std::string name = test.param.name;
                           std::replace(name.begin(), name.end(), '-', '_');
                           return name;
                         });

TEST(Transforms, HaveACardEach) {
  EXPECT_EQ(factories().size(), catalog().cards(Registry::kTransform).size());
}

}  // namespace
}  // namespace maas::transforms
