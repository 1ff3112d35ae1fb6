#include "recipe/scalars.h"

#include <limits>

#include "base/hashing.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

using ::testing::HasSubstr;

TEST(Scalars, BooleansAreThoseOfYaml12) {
  EXPECT_EQ(parse_bool("true"), true);
  EXPECT_EQ(parse_bool("FALSE"), false);
  for (const char* text : {"yes", "no", "on", "1", "tRue", ""})
    EXPECT_EQ(parse_bool(text), std::nullopt);
}

TEST(Scalars, IntegersAreDecimalHexadecimalOrOctal) {
  EXPECT_EQ(parse_integer("-12"), -12);
  EXPECT_EQ(parse_integer("+12"), 12);
  EXPECT_EQ(parse_integer("0x1F"), 31);
  EXPECT_EQ(parse_integer("0o17"), 15);
  for (const char* text : {"", "1.0", "1e3", "1_000", "+-1", "0x-1", "9223372036854775808", "x"}) {
    EXPECT_EQ(parse_integer(text), std::nullopt) << text;
  }
}

TEST(Scalars, NumbersMayHaveAnExponentWithoutAPoint) {
  EXPECT_EQ(parse_real("1e-4"), 1e-4);
  EXPECT_EQ(parse_real(".5"), 0.5);
  EXPECT_EQ(parse_real("-.inf"), -std::numeric_limits<double>::infinity());
  for (const char* text : {"", "nan", ".nan", "inf", "1e999", "1,5", "0x10", "1 ", "+-1", "--1"}) {
    EXPECT_EQ(parse_real(text), std::nullopt) << text;
  }
}

TEST(Scalars, SpansHaveUnitsAndMultipliers) {
  EXPECT_EQ(parse_span("500step").value, (Span{500, Span::Unit::kStep}));
  EXPECT_EQ(parse_span("1.5epoch").value, (Span{1.5, Span::Unit::kEpoch}));
  EXPECT_EQ(parse_span("2Mtok").value, (Span{2e6, Span::Unit::kToken}));
  EXPECT_EQ(parse_span("1e3step").value, (Span{1000, Span::Unit::kStep}));
}

TEST(Scalars, SpansWithoutAUnitSayWhatToWrite) {
  EXPECT_EQ(parse_span("50").complaint, "has no unit: write 50step or 50epoch or 50tok");
  EXPECT_EQ(parse_span("5epochs").complaint, "has unknown unit 'epochs': write 5epoch");
  EXPECT_THAT(parse_span("soon").complaint, HasSubstr("not 'soon'"));
}

TEST(Scalars, DurationsHaveUnits) {
  EXPECT_EQ(parse_duration("90min").value, Duration{5400});
  EXPECT_EQ(parse_duration("2ms").value, Duration{0.002});
  EXPECT_THAT(parse_duration("5").complaint, HasSubstr("has no unit: write 5ms or 5s or 5min"));
  EXPECT_THAT(parse_duration("5hours").complaint, HasSubstr("unknown unit 'hours'"));
}

TEST(Scalars, FormatsAreShort) {
  EXPECT_EQ(format_real(100000), "100000");
  EXPECT_EQ(format_real(0.1), "0.1");
  EXPECT_EQ(format_span({2e6, Span::Unit::kToken}), "2Mtok");
  EXPECT_EQ(format_span({10000, Span::Unit::kStep}), "10000step");
  EXPECT_EQ(format_duration({5400}), "90min");
  EXPECT_EQ(format_duration({7200}), "2h");
  EXPECT_EQ(format_duration({0}), "0s");
}

TEST(Scalars, FormatsReadBackAsTheSameValue) {
  base::Random random(1);
  for (int i = 0; i < 10000; ++i) {
    const double value = random.uniform() * static_cast<double>(random.below(1u << (i % 30)));
    EXPECT_EQ(parse_real(format_real(-value)), -value);
    EXPECT_EQ(parse_duration(format_duration({value})).value, Duration{value});
    const Span span{static_cast<double>(random.below(1u << (i % 30))),
                    static_cast<Span::Unit>(random.below(3))};
    EXPECT_EQ(parse_span(format_span(span)).value, span);
  }
}

TEST(Scalars, RangesReadAsASentence) {
  EXPECT_EQ(format_range(at_least(1)), "at least 1");
  EXPECT_EQ(format_range(above(0)), "above 0");
  EXPECT_EQ(format_range(between(0, 1)), "between 0 and 1");
  EXPECT_EQ(format_range(below(0, 1)), "at least 0 and below 1");
  EXPECT_EQ(format_range(within(0, 1)), "above 0 and at most 1");
}

}  // namespace
}  // namespace maas::recipe
