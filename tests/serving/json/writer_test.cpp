#include "serving/json/writer.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <vector>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::serving::json {
namespace {

std::string quoted(std::string_view text) {
  std::string out;
  Writer(out).text(text);
  return out;
}

template <class Value>
std::string array(const std::vector<Value>& values) {
  std::string out;
  Writer(out).array(values);
  return out;
}

TEST(JsonWriter, PutsCommasBetweenValues) {
  std::string out;
  Writer writer(out);
  writer.begin_object().key("a").integer(-7).key("b").begin_array().boolean(true).text("x");
  writer.begin_object().end_object().end_array().key("c").text("").end_object();
  EXPECT_EQ(out, R"({"a":-7,"b":[true,"x",{}],"c":""})");
}

TEST(JsonWriter, AppendsToWhatIsThere) {
  std::string out = "[";
  Writer(out).integer(1);
  EXPECT_EQ(out, "[1");
}

TEST(JsonWriter, EscapesWhatJsonReserves) {
  EXPECT_EQ(quoted("a\"b\\c\n\x01"), R"("a\"b\\c\u000a\u0001")");
}

TEST(JsonWriter, KeepsUtf8) {
  EXPECT_EQ(quoted("é漢🙂"), "\"é漢🙂\"");
}

TEST(JsonWriter, ReplacesWhatIsNotUtf8) {
  EXPECT_EQ(quoted("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
  EXPECT_EQ(quoted("\xC0\xAF"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"") << "overlong";
  EXPECT_EQ(quoted("\xED\xA0\x80").size(), 2 + 3 * 3) << "surrogate";
  EXPECT_EQ(quoted("\xF4\x90\x80\x80").size(), 2 + 4 * 3) << "above U+10FFFF";
  EXPECT_EQ(quoted("\xE6\xBC"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"") << "cut off";
}

TEST(JsonWriter, WritesArraysOfEachType) {
  EXPECT_EQ(array<float>({}), "[]");
  EXPECT_EQ(array<float>({0.5F, -0.0F, 1e20F}), "[0.5,-0,1e+20]");
  EXPECT_EQ(array<double>({0.1, -0.0, -2.2250738585072014e-308}),
            "[0.1,-0,-2.2250738585072014e-308]");
  EXPECT_EQ(array<std::uint8_t>({0, 255}), "[0,255]");
  EXPECT_EQ(array<std::int64_t>({-1, std::numeric_limits<std::int64_t>::min()}),
            "[-1,-9223372036854775808]");
  EXPECT_EQ(array<std::string>({"a", "b"}), R"(["a","b"])");
}

TEST(JsonWriter, WritesFloatsThatReadBackAsTheSame) {
  base::Random random(1);
  for (int i = 0; i < 100'000; ++i) {
    const auto bits = static_cast<std::uint32_t>(random.next());
    const float value = std::bit_cast<float>(bits);
    if (!std::isfinite(value)) continue;
    const std::string text = array<float>({value});
    float read = 0;
    std::from_chars(text.data() + 1, text.data() + text.size() - 1, read);
    ASSERT_EQ(std::bit_cast<std::uint32_t>(read), bits) << text;
  }
}

TEST(JsonWriter, HasRoomForTheLongestNumbers) {
  const std::vector<double> doubles(100, -2.2250738585072014e-308);
  EXPECT_EQ(array(doubles).size(), 1 + 100 * 25);
}

TEST(JsonWriter, RefusesWhatIsNotFinite) {
  EXPECT_ERROR(array<double>({std::numeric_limits<double>::quiet_NaN()}), kInternal, "nan");
  EXPECT_ERROR(array<float>({std::numeric_limits<float>::quiet_NaN()}), kInternal, "nan");
  EXPECT_ERROR(array<float>({-std::numeric_limits<float>::infinity()}), kInternal, "-inf");
}

}  // namespace
}  // namespace maas::serving::json
