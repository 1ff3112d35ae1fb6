#include "store/language_model.h"

#include <gtest/gtest.h>

#include "base/files.h"
#include "support/support.h"

namespace maas::store {
namespace {

/// A directory with some files.
class Directory {
 public:
  Directory& with(const std::string& file, const std::string& content) {
    base::write_file(root_ / file, content);
    return *this;
  }
  std::string name() const { return root_.path().string(); }

 private:
  maas::test::TemporaryDirectory root_;
};

TEST(LanguageModel, IsToldByItsArchitecture) {
  Directory decoder;
  decoder.with("config.json", R"({"architectures":["LlamaForCausalLM"]})");
  EXPECT_TRUE(is_language_model(decoder.name()));
  EXPECT_FALSE(is_text_encoder(decoder.name()));
}

TEST(TextEncoder, IsToldByItsArchitecture) {
  for (const char* const name : {"BertModel", "BertForSequenceClassification", "BertForMaskedLM"}) {
    Directory encoder;
    encoder.with("config.json", std::string(R"({"architectures":[")") + name + R"("]})");
    EXPECT_TRUE(is_text_encoder(encoder.name())) << name;
    EXPECT_FALSE(is_language_model(encoder.name())) << name;
  }
}

TEST(TextEncoder, IsToldByItsModules) {
  Directory encoder;
  encoder.with("config.json", "{}").with("modules.json", "[]");
  EXPECT_TRUE(is_text_encoder(encoder.name()));
}

TEST(TextEncoder, IsNotWhatHasAManifestOfOurs) {
  Directory classifier;
  classifier.with("config.json", R"({"architectures":["BertModel"]})").with("maas.json", "{}");
  EXPECT_FALSE(is_text_encoder(classifier.name()));
}

TEST(TextEncoder, IsNotWhatIsNoModel) {
  EXPECT_FALSE(is_text_encoder("/there/is/nothing"));
  EXPECT_FALSE(is_text_encoder(Directory().name()));
  Directory other;
  other.with("config.json", R"({"architectures":["ResNetForImageClassification"]})");
  EXPECT_FALSE(is_text_encoder(other.name()));
}

}  // namespace
}  // namespace maas::store
