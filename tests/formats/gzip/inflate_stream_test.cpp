#include "formats/gzip/inflate_stream.h"

#include <array>
#include <string>

#include <zlib.h>

#include "base/hashing.h"
#include "formats/gzip/gzip.h"
#include "support/support.h"

namespace maas::formats {
namespace {

using Wrapper = InflateStream::Wrapper;

std::string random_text(std::size_t size, std::uint64_t values) {
  base::Random random(size);
  std::string text(size, '\0');
  for (char& byte : text) byte = static_cast<char>(random.below(values));
  return text;
}

std::string in_gzip(const std::string& text) {
  const auto bytes = gzip(std::as_bytes(std::span(text)));
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string in_zlib(const std::string& text) {
  std::string bytes(compressBound(text.size()), '\0');
  uLongf size = bytes.size();
  compress(reinterpret_cast<Bytef*>(bytes.data()), &size,
           reinterpret_cast<const Bytef*>(text.data()), text.size());
  bytes.resize(size);
  return bytes;
}

/// Inflates pieces of `piece` bytes into rooms of `room`.
std::string inflated(InflateStream& stream, std::string_view bytes, std::size_t piece,
                     std::size_t room) {
  std::string text;
  std::string part(room, '\0');
  while (!bytes.empty()) {
    std::string_view input = bytes.substr(0, piece);
    bytes.remove_prefix(input.size());
    std::size_t size = 0;
    do {
      size = stream.inflate(input, part);
      text.append(part, 0, size);
    } while (size == room);
    EXPECT_TRUE(input.empty());
  }
  return text;
}

TEST(InflateStream, GivesBackWhatWasDeflatedInPiecesOfAnySize) {
  for (const std::size_t size : {0, 1, 1000, 20'000}) {
    for (const std::uint64_t values : {1, 4, 256}) {
      const std::string text = random_text(size, values);
      for (const std::size_t piece : {1, 7, 5000}) {
        for (const std::size_t room : {1, 100, 16'384}) {
          InflateStream from_gzip(Wrapper::kGzip);
          EXPECT_EQ(inflated(from_gzip, in_gzip(text), piece, room), text);
          EXPECT_TRUE(from_gzip.is_complete());
          InflateStream from_zlib(Wrapper::kZlib);
          EXPECT_EQ(inflated(from_zlib, in_zlib(text), piece, room), text);
          EXPECT_TRUE(from_zlib.is_complete());
        }
      }
    }
  }
}

TEST(InflateStream, ReadsSeveralGzipMembers) {
  const std::string first = random_text(70'000, 9);
  const std::string second = random_text(5, 9);
  for (const std::size_t piece : {1, 9, 100'000}) {
    InflateStream stream(Wrapper::kGzip);
    const std::string bytes = in_gzip(first) + in_gzip("") + in_gzip(second);
    EXPECT_EQ(inflated(stream, bytes, piece, 512), first + second);
    EXPECT_TRUE(stream.is_complete());
  }
}

TEST(InflateStream, IsNotCompleteBeforeTheLastByte) {
  const std::string bytes = in_gzip("abc");
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    InflateStream stream(Wrapper::kGzip);
    inflated(stream, std::string_view(bytes).substr(0, size), 100, 100);
    EXPECT_FALSE(stream.is_complete()) << size;
  }
}

TEST(InflateStream, TakesNoMoreThanFits) {
  InflateStream stream(Wrapper::kGzip);
  const std::string bomb = in_gzip(std::string(10'000'000, '\0'));
  std::string_view input = bomb;
  std::array<char, 1000> room{};
  EXPECT_EQ(stream.inflate(input, room), room.size());
  EXPECT_GT(input.size(), bomb.size() / 2);
}

TEST(InflateStream, RefusesWhatIsNotCompressed) {
  for (const Wrapper wrapper : {Wrapper::kGzip, Wrapper::kZlib}) {
    InflateStream stream(wrapper);
    EXPECT_ERROR(inflated(stream, R"({"inputs":[]})", 100, 100), kInvalidData, "broken");
  }
}

TEST(InflateStream, RefusesBytesAfterTheEnd) {
  InflateStream from_zlib(Wrapper::kZlib);
  EXPECT_ERROR(inflated(from_zlib, in_zlib("abc") + "x", 100, 100), kInvalidData,
               "goes on after its end");
  InflateStream from_gzip(Wrapper::kGzip);
  EXPECT_ERROR(inflated(from_gzip, in_gzip("abc") + "xyz", 100, 100), kInvalidData, "broken");
}

TEST(InflateStream, SurvivesAnyFlippedByte) {
  const std::string good = in_gzip(random_text(300, 5));
  for (std::size_t i = 0; i < good.size(); ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 0x55);
    InflateStream stream(Wrapper::kGzip);
    try {
      EXPECT_LE(inflated(stream, bad, 64, 64).size(), 2'000'000);
    } catch (const Error& error) {
      EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
    }
  }
}

}  // namespace
}  // namespace maas::formats
