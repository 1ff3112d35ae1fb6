#include "kernels/dispatch.h"

#include <cstdlib>

#include "support/support.h"

namespace maas::kernels {
namespace {

TEST(Dispatch, HasTheScalarReferenceEverywhere) {
  EXPECT_EQ(available().front(), Isa::kScalar);
}

TEST(Dispatch, UsesTheForcedInstructionSetInItsScopeOnly) {
  const Isa before = active();
  {
    const ScopedIsa scope(Isa::kScalar);
    EXPECT_EQ(active(), Isa::kScalar);
  }
  EXPECT_EQ(active(), before);
}

TEST(Dispatch, TakesTheInstructionSetThatTheEnvironmentNames) {
  EXPECT_EQ(isa_named("scalar"), Isa::kScalar);
}

TEST(Dispatch, TakesTheMostAbleInstructionSetByDefault) {
  EXPECT_EQ(isa_named(""), available().back());
}

TEST(Dispatch, RefusesAnUnknownInstructionSetAndNamesTheAvailable) {
  EXPECT_ERROR(isa_named("sse9"), kUsage, "no instruction set 'sse9'");
}

}  // namespace
}  // namespace maas::kernels
