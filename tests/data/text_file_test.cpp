#include "data/text_file.h"

#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::HasSubstr;

TEST(TextFile, InUtf16IsRefusedWithAHint) {
  const std::string little("a\0,\0b\0\n\0", 8);
  const std::string big("\0a\0,\0b\0\n", 8);
  for (const std::string& text : {little, big, "\xff\xfe" + little, "\xfe\xff" + big}) {
    try {
      check_encoding(text, "t.txt");
      ADD_FAILURE();
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
      EXPECT_STREQ(error.what(), "'t.txt' is UTF-16, it must be UTF-8");
      EXPECT_THAT(error.hint(), HasSubstr("iconv -f UTF-16 -t UTF-8"));
    }
  }
  check_encoding("a,b\n", "t.txt");
  check_encoding("", "t.txt");
}

TEST(TextFile, IsReadBehindItsByteOrderMark) {
  EXPECT_EQ(without_mark("\xEF\xBB\xBFx"), "x");
  EXPECT_EQ(without_mark("x\xEF\xBB\xBF"), "x\xEF\xBB\xBF");
}

}  // namespace
}  // namespace maas::data
