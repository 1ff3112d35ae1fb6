#include "encoders/picture/base64.h"

#include "base/base64.h"
#include "formats/image/image.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

std::string undone(std::string file) {
  undo_base64(file);
  return file;
}

std::string picture() {
  return formats::encode_png(
      {.channels = 1, .height = 2, .width = 3, .pixels = {0, 1, 2, 3, 4, 5}});
}

TEST(Base64Picture, IsUndoneAloneAndInADataUrl) {
  const std::string text = base::base64(picture());
  EXPECT_EQ(undone(text), picture());
  EXPECT_EQ(undone("data:image/png;base64," + text), picture());
  EXPECT_EQ(undone("data:image/png;name=a.png;base64," + text), picture());
}

TEST(Base64Picture, IsUndoneWithTheLineBreaksOfMail) {
  std::string text = base::base64(picture());
  for (std::size_t at = 76; at < text.size(); at += 77) text.insert(at, "\n");
  EXPECT_EQ(undone(text + "\n"), picture());
}

TEST(Base64Picture, LeavesEverythingElse) {
  for (const std::string& file :
       {picture(), std::string(), std::string("hello"), base::base64("no picture at all"),
        "data:image/png," + base::base64(picture()), "http://host/" + base::base64(picture()),
        std::string("data:;base64,!"), base::base64(base::base64(picture()))}) {
    EXPECT_EQ(undone(file), file);
  }
}

}  // namespace
}  // namespace maas::encoders
