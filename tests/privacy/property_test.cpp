#include <algorithm>

#include "base/hashing.h"
#include "formats/json/walk.h"
#include "privacy/csv.h"
#include "privacy/jsonl.h"
#include "privacy/rules.h"
#include "support/support.h"

namespace maas::privacy {
namespace {

/// Data, what stands beside them, and what must not be taken for them.
const std::vector<std::string> kPieces = {"anna@example.org",
                                          "x@y.de",
                                          "+4930123456",
                                          "415-555-2671",
                                          "4111111111111111",
                                          "4111 1111 1111 1111",
                                          "10.0.0.1",
                                          "fe80::1",
                                          "DE89370400440532013000",
                                          "030 1234567",
                                          "(415) 555-2671",
                                          "Anna",
                                          "<email:bcdfghjklmnpqrst>",
                                          "version",
                                          "0",
                                          "12",
                                          "a",
                                          "Z",
                                          ".",
                                          "-",
                                          "/",
                                          ":",
                                          " ",
                                          "+",
                                          "@",
                                          "<",
                                          ">",
                                          "_",
                                          "(",
                                          ")",
                                          "'",
                                          "\xC3\xA9",
                                          "é",
                                          "\u00a0",
                                          "\u2013",
                                          "\u00ad",
                                          "\u0308",
                                          "\u200b",
                                          "\ufe0f",
                                          "\uff0e",
                                          "。",
                                          "中",
                                          "ー",
                                          "４",
                                          "’",
                                          "4111\u20111111\u20111111\u20111111",
                                          "ａ＠ｂ．ｃｏｍ",
                                          "<",
                                          "\xE4"};

std::string random_text(base::Random& random) {
  std::string text;
  for (std::uint64_t i = random.below(10); i-- > 0;) text += kPieces[random.below(kPieces.size())];
  return text;
}

/// Every kind, and a list of one name.
Rules rules() {
  Kinds kinds;
  for (std::size_t kind = 0; kind < kKinds; ++kind) kinds.add(static_cast<Kind>(kind));
  Names names;
  names.add("Anna");
  return {.finder = Finder(kinds, names), .tokens = Tokens("0123456789abcdef")};
}

TEST(MaskingProperty, TwiceIsTheSameAsOnce) {
  const Rules all = rules();
  base::Random random(7);
  for (int round = 0; round < 100'000; ++round) {
    const std::string text = random_text(random);
    const std::string once = masked_text(text, all);
    ASSERT_EQ(masked_text(once, all), once) << text;
  }
}

TEST(MaskingProperty, MatchesAreInOrderAndDoNotOverlap) {
  const Rules all = rules();
  base::Random random(8);
  std::vector<Match> matches;
  for (int round = 0; round < 10'000; ++round) {
    const std::string text = random_text(random);
    all.finder.find(text, matches);
    std::size_t last = 0;
    for (const Match& match : matches) {
      ASSERT_LE(last, match.begin) << text;
      ASSERT_LT(match.begin, match.end) << text;
      ASSERT_LE(match.end, text.size()) << text;
      last = match.end;
    }
  }
}

/// The sizes of all records.
std::vector<std::size_t> shape_of_csv(std::string_view text) {
  std::vector<std::size_t> shape;
  formats::CsvRecord record;
  for (; !text.empty(); text.remove_prefix(record.length)) {
    formats::read_csv_record(text, ',', record);
    shape.push_back(record.fields.size());
  }
  return shape;
}

TEST(MaskingProperty, CsvKeepsItsRecordsAndFields) {
  const Rules all = rules();
  base::Random random(9);
  for (int round = 0; round < 5'000; ++round) {
    std::string text;
    for (std::uint64_t i = 1 + random.below(5); i-- > 0;) {
      text += random_text(random) + ",\"" + random_text(random) + "\"\"\n\"," + random_text(random);
      text += random.below(2) == 0 ? "\n" : "\r\n";
    }
    CsvMasker masker(all, {.delimiter = ',', .header = Header::kNo}, "x");
    masker.begin(text);
    const std::string once = masker.mask({text}).bytes;
    ASSERT_EQ(shape_of_csv(once), shape_of_csv(text)) << text;
    ASSERT_EQ(masker.mask({once}).bytes, once) << text;
  }
}

/// What a document consists of, without its texts and numbers.
class Skeleton final : public formats::JsonVisitor {
 public:
  void begin_object() override { text += '{'; }
  void end_object() override { text += '}'; }
  void begin_array() override { text += '['; }
  void end_array() override { text += ']'; }
  void key(std::string_view raw) override { text += std::string(raw) + ":"; }
  void string(std::string_view /*raw*/) override { text += '.'; }
  void number(std::string_view /*text*/) override { text += '.'; }
  void boolean(std::string_view /*text*/) override { text += '.'; }

  std::string text;
};

std::string skeleton_of(std::string_view document) {
  Skeleton skeleton;
  const auto problem = formats::walk_json(document, skeleton);
  return problem ? problem->reason : skeleton.text;
}

TEST(MaskingProperty, JsonStaysValidAndKeepsItsStructure) {
  const Rules all = rules();
  const JsonLinesMasker masker(all, "x");
  base::Random random(10);
  for (int round = 0; round < 5'000; ++round) {
    const std::string text = "{\"" + random_text(random) + "\":[\"" + random_text(random) + "\\n" +
                             random_text(random) + R"(\u0040x.org",4111111111111111,{}]})";
    const std::string once = masker.mask({text}).bytes;
    ASSERT_EQ(skeleton_of(once), skeleton_of(text)) << text;
    ASSERT_EQ(masker.mask({once}).bytes, once) << text;
  }
}

}  // namespace
}  // namespace maas::privacy
