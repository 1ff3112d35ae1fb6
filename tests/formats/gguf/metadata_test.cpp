#include "formats/gguf/metadata.h"

#include "formats/gguf/files.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using gguf_test::key;
using gguf_test::list;
using gguf_test::parse_draft;
using gguf_test::parse_key;
using gguf_test::raw;
using gguf_test::text;

TEST(GgufMetadata, ReadsWholeNumbersOfAllWidths) {
  EXPECT_EQ(parse_key(0, raw(std::uint8_t{200})).whole("k"), 200);
  EXPECT_EQ(parse_key(1, raw(std::int8_t{-3})).whole("k"), -3);
  EXPECT_EQ(parse_key(2, raw(std::uint16_t{65535})).whole("k"), 65535);
  EXPECT_EQ(parse_key(3, raw(std::int16_t{-300})).whole("k"), -300);
  EXPECT_EQ(parse_key(4, raw(std::uint32_t{4'000'000'000})).whole("k"), 4'000'000'000);
  EXPECT_EQ(parse_key(5, raw(std::int32_t{-70000})).whole("k"), -70000);
  EXPECT_EQ(parse_key(10, raw(std::uint64_t{1} << 40)).whole("k"), std::int64_t{1} << 40);
  EXPECT_EQ(parse_key(11, raw(std::int64_t{-1} << 40)).whole("k"), -(std::int64_t{1} << 40));
}

TEST(GgufMetadata, ReadsNumbersTruthsAndTexts) {
  EXPECT_EQ(parse_key(6, raw(0.1F)).number("k"), double{0.1F});
  EXPECT_EQ(parse_key(12, raw(0.1)).number("k"), 0.1);
  EXPECT_EQ(parse_key(4, raw(std::uint32_t{7})).number("k"), 7);
  EXPECT_EQ(parse_key(10, raw(std::uint64_t{7})).number("k"), 7);
  EXPECT_EQ(parse_key(7, raw(std::uint8_t{1})).boolean("k"), true);
  EXPECT_EQ(parse_key(7, raw(std::uint8_t{0})).boolean("k"), false);
  EXPECT_EQ(*parse_key(8, text("ü\xff")).text("k"), "ü\xff");
}

TEST(GgufMetadata, ReadsLists) {
  const GgufMetadata wholes = parse_key(9, list(1, 2, "\x01\xff"));
  EXPECT_EQ(*wholes.wholes("k"), (std::vector<std::int64_t>{1, -1}));
  const GgufMetadata numbers = parse_key(9, list(6, 2, raw(0.5F) + raw(-2.0F)));
  EXPECT_EQ(*numbers.numbers("k"), (std::vector<double>{0.5, -2}));
  const GgufMetadata texts = parse_key(9, list(8, 2, text("a") + text("")));
  EXPECT_EQ(*texts.texts("k"), (std::vector<std::string>{"a", ""}));
  const GgufMetadata truths = parse_key(9, list(7, 2, std::string("\1\0", 2)));
  EXPECT_EQ(*truths.find("k"), GgufValue(std::vector<bool>{true, false}));
}

TEST(GgufMetadata, KeepsTheOrderAndTheTypesOfTheFile) {
  const GgufMetadata metadata =
      parse_draft({.keys = {key("b", 2, raw(std::uint16_t{1})), key("a", 9, list(0, 1, "\7"))}})
          .metadata();
  ASSERT_EQ(metadata.entries().size(), 2U);
  EXPECT_EQ(metadata.entries()[0].first, "b");
  EXPECT_EQ(metadata.type_at(0), GgufType::kU16);
  EXPECT_EQ(metadata.type_at(1), GgufType::kU8);
}

TEST(GgufMetadata, HasNothingForAMissingKey) {
  const GgufMetadata metadata;
  EXPECT_EQ(metadata.find("k"), nullptr);
  EXPECT_EQ(metadata.whole("k"), std::nullopt);
  EXPECT_EQ(metadata.number("k"), std::nullopt);
  EXPECT_EQ(metadata.boolean("k"), std::nullopt);
  EXPECT_EQ(metadata.text("k"), nullptr);
  EXPECT_EQ(metadata.texts("k"), nullptr);
  EXPECT_EQ(metadata.numbers("k"), nullptr);
  EXPECT_EQ(metadata.wholes("k"), nullptr);
}

TEST(GgufMetadata, RefusesAValueOfAnotherType) {
  GgufMetadata metadata;
  metadata.add("text", std::string("a"));
  metadata.add("real", 0.5);
  metadata.add("reals", std::vector<double>{0.5});
  EXPECT_ERROR(metadata.whole("real"), kInvalidData, "key 'real' holds a number, not a whole");
  EXPECT_ERROR(metadata.number("text"), kInvalidData, "key 'text' holds text, not a number");
  EXPECT_ERROR(metadata.boolean("text"), kInvalidData, "key 'text' holds text, not a truth value");
  EXPECT_ERROR(metadata.text("real"), kInvalidData, "key 'real' holds a number, not text");
  EXPECT_ERROR(metadata.texts("text"), kInvalidData, "holds text, not a list of texts");
  EXPECT_ERROR(metadata.numbers("text"), kInvalidData, "holds text, not a list of numbers");
  EXPECT_ERROR(metadata.wholes("reals"), kInvalidData,
               "key 'reals' holds a list of numbers, not a list of whole numbers");
}

TEST(GgufMetadata, RefusesAWholeNumberBeyond63Bits) {
  const GgufMetadata metadata = parse_key(10, raw(~std::uint64_t{0}));
  EXPECT_EQ(metadata.number("k"), 0x1p64);
  EXPECT_ERROR(metadata.whole("k"), kInvalidData,
               "key 'k' holds 18446744073709551615, which is more than 9223372036854775807");
  EXPECT_ERROR(parse_key(9, list(10, 1, raw(~std::uint64_t{0}))), kInvalidData,
               "'x': key 'k': a list has 18446744073709551615, which is 2^63 or more");
}

TEST(GgufMetadata, RefusesARepeatedKey) {
  GgufMetadata metadata;
  metadata.add("k", true);
  EXPECT_ERROR(metadata.add("k", false), kInvalidData, "key 'k' is repeated");
  const std::string twice = key("k", 7, raw(std::uint8_t{1}));
  EXPECT_ERROR(parse_draft({.keys = {twice, twice}}), kInvalidData, "'x': key 'k': it is repeated");
}

TEST(GgufMetadata, RefusesAnUnknownType) {
  EXPECT_ERROR(parse_key(13, "12345678"), kInvalidData,
               "'x': key 'k': its type has the unknown number 13");
  EXPECT_ERROR(parse_key(9, list(99, 0, "")), kInvalidData, "unknown number 99");
}

TEST(GgufMetadata, RefusesListsOfLists) {
  EXPECT_ERROR(parse_key(9, list(9, 1, list(0, 1, "a"))), kInvalidData,
               "'x': key 'k': lists of lists are not read");
}

TEST(GgufMetadata, RefusesATruthThatIsNeither0Nor1) {
  EXPECT_ERROR(parse_key(7, "\2"), kInvalidData, "'x': key 'k': a truth value is 2, not 0 or 1");
  EXPECT_ERROR(parse_key(9, list(7, 1, "\2")), kInvalidData, "a truth value is 2, not 0 or 1");
}

TEST(GgufMetadata, RefusesAListLongerThanTheFile) {
  EXPECT_ERROR(parse_key(9, list(8, 1U << 30, text("a"))), kInvalidData,
               "'x': 1073741824 elements of a list at byte");
}

TEST(GgufMetadata, RefusesATextLongerThanTheFile) {
  EXPECT_ERROR(parse_key(8, raw(~std::uint64_t{0}) + "abc"), kInvalidData,
               "'x': the header wants 18446744073709551615 bytes at byte");
}

TEST(GgufMetadata, RefusesListsThatTakeMuchMoreMemoryThanTheFile) {
  const std::uint64_t half = 1 << 23;
  const std::string longest = list(0, half, std::string(half, 'a'));
  EXPECT_EQ(parse_draft({.keys = {key("a", 9, longest), key("b", 9, longest)}})
                .metadata()
                .entries()
                .size(),
            2U);
  EXPECT_ERROR(parse_draft({.keys = {key("a", 9, longest), key("b", 9, longest),
                                     key("c", 9, list(0, 1, "a"))}}),
               kInvalidData, "'x': key 'c': the lists have more than 16777216 elements together");
}

TEST(GgufMetadata, RefusesAKeyThatIsNoUtf8) {
  EXPECT_ERROR(parse_draft({.keys = {key("\xc0k", 7, "\1")}}), kInvalidData,
               "'x': the name '\\xc0k' of a key is no UTF-8");
}

TEST(GgufMetadata, GivesValuesTheTypeThatOthersExpect) {
  EXPECT_EQ(usual_type(std::int64_t{3}), GgufType::kU32);
  EXPECT_EQ(usual_type(std::int64_t{-3}), GgufType::kI32);
  EXPECT_EQ(usual_type(std::int64_t{1} << 32), GgufType::kI64);
  EXPECT_EQ(usual_type(std::uint64_t{3}), GgufType::kU32);
  EXPECT_EQ(usual_type(std::uint64_t{1} << 32), GgufType::kU64);
  EXPECT_EQ(usual_type(0.1), GgufType::kF32);
  EXPECT_EQ(usual_type(true), GgufType::kBool);
  EXPECT_EQ(usual_type(std::string()), GgufType::kString);
  EXPECT_EQ(usual_type(std::vector<std::int64_t>{1, -1}), GgufType::kI32);
  EXPECT_EQ(usual_type(std::vector<std::int64_t>{1LL << 31}), GgufType::kI64);
  EXPECT_EQ(usual_type(std::vector<double>{}), GgufType::kF32);
  EXPECT_EQ(usual_type(std::vector<bool>{}), GgufType::kBool);
  EXPECT_EQ(usual_type(std::vector<std::string>{}), GgufType::kString);
}

}  // namespace
}  // namespace maas::formats
