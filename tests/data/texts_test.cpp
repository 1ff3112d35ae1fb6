#include "data/texts.h"

#include "support/memory_texts.h"
#include "support/support.h"

namespace maas::data {
namespace {

TEST(Texts, AreReadThroughASubset) {
  const auto whole = std::make_shared<maas::test::MemoryTexts>(
      std::vector<maas::test::MemoryTexts::Sample>{{"a", 0}, {" ", 1}, {"c", 1}},
      std::vector<std::string>{"x", "y"});
  const auto some = choose(whole, {2, 1});
  EXPECT_EQ(some->kind(), "text");
  EXPECT_EQ(as<Texts>(*some).text(0), "c");
  EXPECT_EQ(some->label(0), 1);
  EXPECT_ERROR(some->verify(1), kInvalidData, "memory:2: the text is empty");
}

TEST(Texts, AreNoSamplesIfTheyAreEmptyOrNoUtf8) {
  EXPECT_EQ(problem_of_text("caf\xC3\xA9"), "");
  EXPECT_EQ(problem_of_text(""), "the text is empty");
  EXPECT_EQ(problem_of_text("\r\n\t "), "the text is empty");
  EXPECT_EQ(problem_of_text("ab\xC3"), "byte 2 of the text is no UTF-8");
  EXPECT_EQ(problem_of_text(std::string_view("a\0b", 3)), "byte 1 of the text is NUL");
}

}  // namespace
}  // namespace maas::data
