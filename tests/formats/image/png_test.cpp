#include <dlfcn.h>

#include <atomic>

#include <zlib.h>

#include "formats/image/image.h"
#include "support/png_files.h"
#include "support/support.h"

namespace {

/// How often anything was inflated in this program.
std::atomic<int> inflations = 0;

}  // namespace

/// Stands before zlib's.
extern "C" int inflate(z_streamp stream, int flush) {
  static const auto real = reinterpret_cast<int (*)(z_streamp, int)>(dlsym(RTLD_NEXT, "inflate"));
  ++inflations;
  return real(stream, flush);
}

namespace maas::formats {
namespace {

int inflations_of_probing(const std::string& file) {
  const int before = inflations;
  EXPECT_EQ(probe_image(std::as_bytes(std::span(file)), "test").width, 28);
  return inflations - before;
}

TEST(Png, InflatesNothingToTellItsSize) {
  const std::string bomb = test::deflated(std::string(1 << 20, 'a'));
  std::string chunks;
  for (int i = 0; i < 100; ++i) {
    chunks += test::png_chunk("zTXt", std::string("k\0\0", 3) + bomb);
    chunks += test::png_chunk("iTXt", std::string("k\0\1\0\0\0", 6) + bomb);
    chunks += test::png_chunk("iCCP", std::string("k\0\0", 3) + bomb);
  }
  EXPECT_EQ(inflations_of_probing(test::png_of_header(28, 28, chunks)), 0);
}

TEST(Png, InflatesItsPixels) {
  const std::string file =
      encode_png({.channels = 1, .height = 1, .width = 1, .pixels = {std::uint8_t{7}}});
  const int before = inflations;
  EXPECT_EQ(decode_image(std::as_bytes(std::span(file)), "test").pixels.at(0), 7);
  EXPECT_GT(inflations, before) << "so that the other test can fail";
}

}  // namespace
}  // namespace maas::formats
