#include "mutants.h"
#include "sample.h"

/// Every single-character mutation of every key is refused, with its place and a suggestion.
namespace maas::test {
namespace {

constexpr const char* kSample = R"(schema: maas.recipe/v1
vars: {root: images, width: 64}
seed: 7
model: {arch: mlp, widths: ["${vars.width}"], dropout: 0.1}
data:
  train: ${vars.root}
  augment:
    - {op: random-crop, pad: 4}
    - {op: hflip, p: 0.5}
optim:
  name: sgd
  lr: 0.1
  momentum: 0.9
  clip_norm: 1.0
train: {until: 3epoch, max_time: 2h, early_stop: {on: valid.acc, patience: 2epoch}, shuffle: true}
)";

struct Key {
  std::size_t offset;
  std::size_t length;
};

/// Words before a colon.
std::vector<Key> keys_of(const std::string& text) {
  std::vector<Key> keys;
  for (std::size_t colon = text.find(": "); colon != text.npos;
       colon = text.find(": ", colon + 1)) {
    const std::size_t start = text.find_last_of(" {\n", colon) + 1;
    keys.push_back({start, colon - start});
  }
  for (std::size_t colon = text.find(":\n"); colon != text.npos;
       colon = text.find(":\n", colon + 1)) {
    const std::size_t start = text.find_last_of(" {\n", colon) + 1;
    keys.push_back({start, colon - start});
  }
  return keys;
}

TEST(Mutation, OfTheSampleStartsFromARecipeThatIsAccepted) {
  EXPECT_EQ(complaint([] { return read_text(kSample); }), "");
}

class MutationOfKeys : public ::testing::TestWithParam<int> {};

TEST_P(MutationOfKeys, IsRefusedWithPlaceAndSuggestion) {
  base::Random random(static_cast<std::uint64_t>(GetParam()));
  const std::string sample = kSample;
  for (const Key& key : keys_of(sample)) {
    const std::string word = sample.substr(key.offset, key.length);
    for (const std::string& mutant : mutants_of(word, random)) {
      const std::string text = std::string(sample).replace(key.offset, key.length, mutant);
      const std::string said = complaint([&] { return read_text(text); });
      EXPECT_THAT(said, ::testing::ContainsRegex("r.yaml:[0-9]+:[0-9]+: error:"))
          << word << " -> " << mutant;
      EXPECT_THAT(said, ::testing::HasSubstr("did you mean")) << word << " -> " << mutant;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, MutationOfKeys, ::testing::Range(0, 8));

}  // namespace
}  // namespace maas::test
