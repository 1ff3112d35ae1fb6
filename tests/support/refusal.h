#pragma once

#include <filesystem>
#include <string>

#include "support/support.h"

namespace maas::test {

/// Expects that a file is refused in our own words, which name it and have this part.
template <class Work>
void expect_refusal(const std::filesystem::path& file, const std::string& part, const Work& work) {
  using ::testing::AllOf;
  using ::testing::HasSubstr;
  try {
    work();
    ADD_FAILURE() << "was not refused";
  } catch (const Error& error) {
    EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    EXPECT_THAT(error.what(), AllOf(HasSubstr(file.string()), HasSubstr(part),
                                    ::testing::Not(HasSubstr("json.exception"))));
  }
}

}  // namespace maas::test
