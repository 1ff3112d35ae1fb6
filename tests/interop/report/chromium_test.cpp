#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>

#include "cli/process.h"
#include "formats/image/image.h"
#include "report/training_report.h"

namespace maas::report {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

using Colour = std::array<std::uint8_t, 3>;

constexpr const char* kChromium = "/usr/bin/chromium";
constexpr Colour kMagenta = {255, 0, 255};
constexpr Colour kLightPage = {0xf4, 0xf5, 0xf7};
constexpr Colour kDarkPage = {0x0e, 0x12, 0x18};

/// A page as Chromium shows it without a screen.
class Chromium : public testing::Test {
 protected:
  /// What it says on the console, and the picture of the page.
  struct Shown {
    std::string console;
    formats::Image picture;

    bool has(const Colour& colour) const {
      const auto plane = static_cast<std::size_t>(picture.height * picture.width);
      for (std::size_t at = 0; at < plane; ++at) {
        if (colour == Colour{picture.pixels[at], picture.pixels[plane + at],
                             picture.pixels[2 * plane + at]}) {
          return true;
        }
      }
      return false;
    }
  };

  void SetUp() override {
    if (!std::filesystem::exists(kChromium)) {
      GTEST_SKIP() << kChromium << " is missing: apt-get install chromium";
    }
  }

  Shown show(const std::string& html, const std::string& scheme = "light", int width = 1000) const {
    std::ofstream(folder_ / "page.html") << html;
    const std::string picture = folder_ / "page.png";
    const test::Outcome outcome = test::run_process(
        kChromium,
        {"--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
         "--hide-scrollbars", "--window-size=" + std::to_string(width) + ",3000",
         "--screenshot=" + picture, "--user-data-dir=" + (folder_ / "profile").string(),
         std::string("--blink-settings=preferredColorScheme=") + (scheme == "dark" ? "0" : "1"),
         "file://" + (folder_ / "page.html").string()});
    EXPECT_EQ(outcome.status, 0) << outcome.err;
    const std::string file = test::content_of(picture);
    return {outcome.err, formats::decode_image(std::as_bytes(std::span(file)), picture)};
  }

 private:
  test::TemporaryDirectory folder_;
};

/// A report with everything that one may hold; its only magenta is a picture's.
TrainingReport full_report() {
  const formats::Image magenta{
      .channels = 3, .height = 1, .width = 2, .pixels = {255, 255, 0, 0, 255, 255}};
  return {.title = "<script>alert(1)</script>",
          .recipe_yaml = "seed: 42\n",
          .curves = {{"train", "loss", {{10, 0.5, 1.0}, {20, 1, 0.5}}}},
          .metrics = {{"test.acc", 0.875}},
          .judged = "test",
          .labels = {"cat", "<img src=x onerror='alert(1)'>"},
          .confusion = {{6, 2}, {0, 8}},
          .classes = {{"cat", 1, 0.75, 6.0 / 7, 8}, {"dog", 0.8, 1, 8.0 / 9, 8}},
          .mistakes = {{.name = "a/b.png",
                        .png = formats::encode_png(magenta),
                        .facts = {{"true", "<b onclick='alert(1)'>"}}}},
          .facts = {{"seed", "42"}}};
}

/// A report of ten classes, that says of each card on the console whether it must be scrolled.
std::string measuring_report() {
  TrainingReport report = full_report();
  report.labels.assign(10, "Ankle boot");
  report.confusion.assign(10, std::vector<std::int64_t>(10, 1000));
  report.classes.assign(10, {"Ankle boot", 0.8, 1, 8.0 / 9, 10000});
  std::string html = render_html(report);
  const std::size_t policy = html.find("<meta http-equiv");
  html.erase(policy, html.find('>', policy) + 1 - policy);
  html.insert(html.find("</body>"),
              "<script>for (const card of document.querySelectorAll('.scroll'))"
              "console.log(card.scrollWidth > card.clientWidth ? 'is cut' : 'fits')</script>");
  return html;
}

TEST_F(Chromium, ShowsTheTablesOfTenClassesWithoutScrolling) {
  const std::string html = measuring_report();
  for (const int width : {1000, 1200, 1312, 1600}) {
    const std::string console = show(html, "light", width).console;
    EXPECT_THAT(console, HasSubstr("fits"));
    EXPECT_THAT(console, Not(HasSubstr("is cut"))) << width;
  }
  EXPECT_THAT(show(html, "light", 500).console, HasSubstr("is cut"));
}

TEST_F(Chromium, HasNothingToComplainOfInAReport) {
  EXPECT_THAT(show(render_html(full_report())).console, Not(HasSubstr("CONSOLE")));
}

TEST_F(Chromium, ComplainsOfAScriptThatGotInAndDoesNotRunIt) {
  std::string html = render_html(full_report());
  html.insert(html.find("</body>"), "<script>alert(1)</script>");
  EXPECT_THAT(show(html).console, HasSubstr("Content Security Policy"));
}

TEST_F(Chromium, ShowsThePicturesOfMistakes) {
  TrainingReport report = full_report();
  EXPECT_TRUE(show(render_html(report)).has(kMagenta));
  report.mistakes.front().png.clear();
  EXPECT_FALSE(show(render_html(report)).has(kMagenta));
}

TEST_F(Chromium, ShowsAReportAsLightOrDarkAsTheReaderLikes) {
  const std::string html = render_html(full_report());
  EXPECT_TRUE(show(html, "light").has(kLightPage));
  EXPECT_TRUE(show(html, "dark").has(kDarkPage));
}

}  // namespace
}  // namespace maas::report
