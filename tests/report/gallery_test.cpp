#include "report/gallery.h"

#include "support/support.h"

namespace maas::report {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

TEST(Gallery, HoldsThePicturesThemselves) {
  EXPECT_THAT(gallery({{.name = "a/b.png", .png = "\x89PNG", .facts = {}}}),
              HasSubstr(R"(<img alt="a/b.png" src="data:image/png;base64,iVBORw==">)"));
}

TEST(Gallery, ShowsFactsAndTheLastPartOfAName) {
  EXPECT_THAT(gallery({{.name = "a/b.png", .png = "", .facts = {{"true", "cat, 2.0 %"}}}}),
              AllOf(HasSubstr("<dt>true</dt><dd>cat, 2.0 %</dd>"),
                    HasSubstr(R"(<small title="a/b.png">b.png</small>)")));
}

TEST(Gallery, GoesWithoutAPictureWhereThereIsNone) {
  EXPECT_THAT(gallery({{.name = "a", .png = "", .facts = {}}}), Not(HasSubstr("<img")));
}

TEST(Gallery, WritesBytesOutThatAreNoUtf8) {
  EXPECT_THAT(gallery({{.name = "caf\xe9.png", .png = "", .facts = {}}}),
              HasSubstr("caf\\xe9.png"));
}

TEST(Gallery, EscapesNamesAndFacts) {
  const std::string evil = "<b onclick='x'>\"";
  EXPECT_THAT(gallery({{.name = evil, .png = "x", .facts = {{evil, evil}}}}),
              AllOf(Not(HasSubstr("<b ")), Not(HasSubstr("'x'")), Not(HasSubstr("\"\""))));
}

}  // namespace
}  // namespace maas::report
