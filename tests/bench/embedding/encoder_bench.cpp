// Ours on an encoder of texts: reads cases `TEXTS TOKENS SECONDS`, a line each, and writes the
// milliseconds of the fastest call, a line each.
//
//   encoder_bench MODEL THREADS

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <limits>
#include <random>

#include "base/clock.h"
#include "decoding/encoder/encoder.h"

namespace {

using maas::decoding::EncodedText;

std::vector<EncodedText> random_texts(int texts, int tokens) {
  std::mt19937 random(0);
  std::uniform_int_distribution<std::int32_t> id(1000, 19999);
  std::vector<EncodedText> result(static_cast<std::size_t>(texts));
  for (EncodedText& text : result) {
    text.ids.resize(static_cast<std::size_t>(tokens));
    text.types.resize(text.ids.size());
    std::ranges::generate(text.ids, [&] { return id(random); });
  }
  return result;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) return 2;
  maas::decoding::Encoder encoder(arguments[1], std::atoi(arguments[2]));
  int texts = 0;
  int tokens = 0;
  double seconds = 0;
  while (std::cin >> texts >> tokens >> seconds) {
    const std::vector<EncodedText> batch = random_texts(texts, tokens);
    encoder.embed(batch);
    double best = std::numeric_limits<double>::infinity();
    for (const maas::base::Stopwatch all; all.seconds() < seconds;) {
      const maas::base::Stopwatch call;
      encoder.embed(batch);
      best = std::min(best, call.seconds());
    }
    std::printf("%.6f\n", best * 1000);
    std::fflush(stdout);
  }
}
