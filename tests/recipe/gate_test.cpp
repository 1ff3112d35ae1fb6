#include "recipe/gate.h"

#include "base/hashing.h"
#include "maas/metric_name.h"
#include "support/support.h"

namespace maas::recipe {
namespace {

TEST(Gate, IsAMetricAnOperatorAndANumber) {
  const Gate gate = parse_gate(" test.f1.macro >= 0.90 ");
  EXPECT_EQ(gate.split, "test");
  EXPECT_EQ(gate.metric, "f1.macro");
  EXPECT_EQ(gate.op, ">=");
  EXPECT_EQ(gate.limit, 0.9);
  EXPECT_EQ(gate.text(), "test.f1.macro >= 0.9");
}

TEST(Gate, TakesAnyClassBetweenBrackets) {
  constexpr std::string_view kLetters = "ab .[]<>=\"'-:|%\t/0é";
  base::Random random(1);
  for (int i = 0; i < 2000; ++i) {
    std::string label;
    for (std::uint64_t left = 1 + random.below(8); left > 0; --left) {
      label += kLetters[random.below(kLetters.size())];
    }
    const std::string metric = class_metric("f1", label);
    const Gate gate = parse_gate("test." + metric + "<= 0.5");
    EXPECT_EQ(gate.split, "test") << label;
    EXPECT_EQ(gate.metric, metric);
    EXPECT_EQ(gate.op, "<=") << label;
    EXPECT_EQ(gate.limit, 0.5) << label;
  }
}

TEST(Gate, ReadsItsOwnText) {
  for (const char* text : {"acc > 0.5", "valid.f1[a < b] <= 1", "f1[x]y] >= 0", "loss < 1e-05"}) {
    EXPECT_EQ(parse_gate(text).text(), text);
    EXPECT_EQ(parse_gate(parse_gate(text).text()).text(), text);
  }
}

TEST(Gate, IsRefusedWithoutAMetricAnOperatorOrAFiniteNumber) {
  for (const char* text : {"", "acc", "acc = 0.9", ">= 0.9", "acc >=", "acc >= high", "acc >= inf",
                           "acc >= nan", "0.1 < acc < 0.9", "acc >> 0.9", "f1[a>0.5]"}) {
    SCOPED_TRACE(text);
    EXPECT_ERROR(parse_gate(text), kUsage, "is not a gate");
  }
}

TEST(Gates, OfARecipeHaveTheMetricAsTheirKey) {
  const auto gates = gates_of({{"test.f1[a >= b: c]", "> 0.5"}});
  EXPECT_EQ(gates.at(0).metric, "f1[a >= b: c]");
  EXPECT_ERROR(gates_of({{"test.acc", "high"}}), kInvalidRecipe, "gates.test.acc: ");
}

}  // namespace
}  // namespace maas::recipe
