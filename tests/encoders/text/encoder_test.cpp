#include "encoders/text/encoder.h"

#include <nlohmann/json.hpp>

#include "support/memory_texts.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

class TextEncoderTest : public ::testing::Test {
 protected:
  TextEncoderTest() {
    store::ModelWriter writer(files_.directory, /*force=*/false);
    TextEncoder({.train = texts_.get()}, kChoice).save(writer, files_.config);
    writer.publish({});
  }

  TextEncoder further(const TextChoice& choice) const {
    return TextEncoder({.train = texts_.get(), .model = &files_}, choice);
  }

  static inline const TextChoice kChoice{.vocabulary = {.most = 50, .least_often = 1},
                                         .most_words = 7};
  std::shared_ptr<const data::Dataset> texts_ = test::learnable_texts(40, 2);
  test::TemporaryDirectory directory_;
  store::ModelFiles files_{.directory = directory_ / "model", .config = {}, .manifest = {}};
};

TEST_F(TextEncoderTest, RefusesOtherWordsThanThoseOfTheModelThatIsTrainedFurther) {
  EXPECT_EQ(further(kChoice).most_words(), 7);
  TextChoice other = kChoice;
  other.most_words = 8;
  EXPECT_ERROR(further(other), kInvalidRecipe,
               "task.max_words: 8, the model that is trained further has 7");
  other = kChoice;
  other.vocabulary.most = 60;
  EXPECT_ERROR(further(other), kInvalidRecipe, "task.vocabulary: 60");
  other = kChoice;
  other.vocabulary.least_often = 2;
  EXPECT_ERROR(further(other), kInvalidRecipe, "task.min_count: 2");
  other = kChoice;
  other.vocabulary.lowercase = false;
  EXPECT_ERROR(further(other), kInvalidRecipe, "task.lowercase: false");
}

TEST_F(TextEncoderTest, TakesAModelOfBeforeThatSaysNothingOfItsVocabulary) {
  for (const char* key : {"vocabulary", "min_count", "lowercase"}) files_.config.erase(key);
  TextChoice other = kChoice;
  other.vocabulary.most = 60;
  EXPECT_EQ(further(other).most_words(), 7);
}

}  // namespace
}  // namespace maas::encoders
