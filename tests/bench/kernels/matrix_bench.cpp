// Products with row-major weights of language models, beside what the machine can read and multiply
// and beside LibTorch. Weights are cycled through more memory than the caches hold.
//   matrix_bench [limits|decode|batch|prefill|1|2]...    1, 2: threads
// One thread is measured by its CPU time, several by the clock; the best of several tries counts.

#include <immintrin.h>

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/from_blob.h>
#include <ATen/ops/full.h>
#include <ATen/ops/linear.h>

#include <atomic>
#include <cstdlib>
#include <ctime>
#include <limits>
#include <span>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "kernels/dispatch.h"
#include "kernels/matrix.h"

namespace maas::bench {
namespace {

using kernels::Matrix;
using kernels::Team;
using kernels::Weight;
using kernels::Worker;

constexpr std::int64_t kPoolBytes = std::int64_t{256} << 20;
constexpr int kRounds = 7;

struct Shape {
  const char* of;
  std::int64_t rows, columns;
};

constexpr Shape kShapes[] = {{"135M", 576, 576},   {"135M", 192, 576},   {"135M", 1536, 576},
                             {"135M", 576, 1536},  {"135M", 49152, 576}, {"0.6B", 1024, 1024},
                             {"0.6B", 3072, 1024}, {"0.6B", 1024, 3072}, {"1.7B", 2048, 2048},
                             {"1.7B", 8192, 2048}, {"1.7B", 2048, 8192}};

struct TypeName {
  Weight type;
  const char* name;
  at::ScalarType torch;
};

constexpr TypeName kTypes[] = {{Weight::kF32, "f32", at::kFloat},
                               {Weight::kF16, "f16", at::kHalf},
                               {Weight::kBF16, "bf16", at::kBFloat16}};

std::byte* aligned(std::int64_t bytes) {
  return static_cast<std::byte*>(
      std::aligned_alloc(64, static_cast<std::size_t>(bytes + 63) / 64 * 64));
}

/// Small numbers in any of the types: 0x2C2C2C2C is 2.4e-12, 0.065 as f16, 2.4e-12 as bf16.
std::byte* pool() {
  static std::byte* const memory = [] {
    std::byte* const made = aligned(kPoolBytes);
    std::fill(made, made + kPoolBytes, std::byte{0x2C});
    return made;
  }();
  return memory;
}

double seconds(int threads) {
  timespec now{};
  clock_gettime(threads == 1 ? CLOCK_THREAD_CPUTIME_ID : CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// The least seconds of several calls.
template <class Run>
double best_of(int rounds, int threads, Run run) {
  double best = std::numeric_limits<double>::infinity();
  for (int i = 0; i < rounds; ++i) {
    const double start = seconds(threads);
    run();
    best = std::min(best, seconds(threads) - start);
  }
  return best;
}

[[gnu::target("avx2")]] std::int64_t read(const std::byte* from, const std::byte* end) {
  __m256i sums[8] = {};
  for (; from + 256 <= end; from += 256) {
#pragma GCC unroll 8
    for (int i = 0; i < 8; ++i) {
      const auto* at = reinterpret_cast<const __m256i*>(from + 32 * i);
      sums[i] = _mm256_xor_si256(sums[i], _mm256_load_si256(at));
    }
  }
  __m256i sum = sums[0];
  for (int i = 1; i < 8; ++i) sum = _mm256_xor_si256(sum, sums[i]);
  return _mm256_extract_epi64(sum, 0) ^ _mm256_extract_epi64(sum, 2);
}

double read_gbs(int threads) {
  Team team(threads);
  std::atomic<std::int64_t> sink{0};
  const double best = best_of(2 * kRounds, threads, [&] {
    team.run([&](Worker& worker) {
      const auto [begin, end] = worker.share(kPoolBytes, 256);
      sink ^= read(pool() + begin, pool() + end);
    });
  });
  return 1e-9 * static_cast<double>(kPoolBytes) / best;
}

constexpr int kSteps = 5'000'000;

/// Loops on registers alone; they return the floating-point operations of a step.
[[gnu::target("avx2,fma")]] double multiply_eights() {
  __m256 sums[12] = {};
#pragma GCC unroll 12
  for (int j = 0; j < 12; ++j) asm volatile("" : "+x"(sums[j]));
  __m256 a = _mm256_set1_ps(0.5f);
  for (int i = 0; i < kSteps; ++i) {
    asm volatile("" : "+x"(a));
#pragma GCC unroll 12
    for (int j = 0; j < 12; ++j) sums[j] = _mm256_fmadd_ps(a, a, sums[j]);
  }
#pragma GCC unroll 12
  for (int j = 0; j < 12; ++j) asm volatile("" : "+x"(sums[j]));
  return 2 * 8 * 12;
}

[[gnu::target("avx512f")]] double multiply_sixteens() {
  __m512 sums[16] = {};
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) asm volatile("" : "+v"(sums[j]));
  __m512 a = _mm512_set1_ps(0.5f);
  for (int i = 0; i < kSteps; ++i) {
    asm volatile("" : "+v"(a));
#pragma GCC unroll 16
    for (int j = 0; j < 16; ++j) sums[j] = _mm512_fmadd_ps(a, a, sums[j]);
  }
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) asm volatile("" : "+v"(sums[j]));
  return 2 * 16 * 16;
}

[[gnu::target("avx512f,avx512bf16")]] double multiply_pairs() {
  __m512 sums[16] = {};
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) asm volatile("" : "+v"(sums[j]));
  __m512i a = _mm512_set1_epi32(0x3F003F00);
  for (int i = 0; i < kSteps; ++i) {
    asm volatile("" : "+v"(a));
    const auto pairs = reinterpret_cast<__m512bh>(a);
#pragma GCC unroll 16
    for (int j = 0; j < 16; ++j) sums[j] = _mm512_dpbf16_ps(sums[j], pairs, pairs);
  }
#pragma GCC unroll 16
  for (int j = 0; j < 16; ++j) asm volatile("" : "+v"(sums[j]));
  return 2 * 32 * 16;
}

double peak_gflops(int threads, double (*multiply)()) {
  Team team(threads);
  double operations = 0;
  const double best = best_of(2 * kRounds, threads, [&] {
    team.run([&](Worker& worker) {
      const double step = multiply();
      if (worker.index() == 0) operations = step * kSteps * threads;
    });
  });
  return 1e-9 * operations / best;
}

void report_limits(int threads) {
  const bool wide = kernels::active() == kernels::Isa::kAvx512;
  fmt::print(
      R"({{"threads":{},"read_gbs":{:.1f},"fma_gflops":{:.0f},"bf16_gflops":{:.0f}}})"
      "\n",
      threads, read_gbs(threads), peak_gflops(threads, wide ? multiply_sixteens : multiply_eights),
      wide && __builtin_cpu_supports("avx512bf16") ? peak_gflops(threads, multiply_pairs) : 0.0);
}

/// Products of all matrices of one shape that fit into the pool, or of some.
struct Series {
  Matrix first;
  std::int64_t count;
  std::int64_t tokens;
  int threads;

  Matrix at(std::int64_t index) const {
    Matrix matrix = first;
    matrix.data += index * static_cast<std::int64_t>(first.bytes());
    return matrix;
  }

  double our_seconds(int rounds) const {
    Team team(threads);
    const std::size_t bytes = kernels::scratch_bytes(tokens, first.columns, threads);
    const kernels::Scratch scratch{aligned(static_cast<std::int64_t>(bytes)), bytes};
    const std::vector<float> x(static_cast<std::size_t>(tokens * first.columns), 0.5f);
    std::vector<float> y(static_cast<std::size_t>(tokens * first.rows));
    const double best = best_of(rounds, threads, [&] {
      team.run([&](Worker& worker) {
        for (std::int64_t i = 0; i < count; ++i) {
          kernels::multiply(worker, at(i), x.data(), tokens, nullptr, y.data(), first.rows,
                            scratch);
          worker.wait();
        }
      });
    });
    std::free(scratch.data);
    return best / static_cast<double>(count);
  }

  double torch_seconds(int rounds, at::ScalarType type) const {
    at::set_num_threads(threads);
    const at::Tensor x = at::full({tokens, first.columns}, 0.5, type);
    std::vector<at::Tensor> weights;
    for (std::int64_t i = 0; i < count; ++i) {
      auto* const data = const_cast<std::byte*>(at(i).data);
      weights.push_back(at::from_blob(data, {first.rows, first.columns}, type));
    }
    const double best = best_of(rounds, threads, [&] {
      for (const at::Tensor& weight : weights) at::linear(x, weight);
    });
    return best / static_cast<double>(count);
  }
};

void report(const Shape& shape, const TypeName& type, std::int64_t tokens, int threads) {
  Series series{.first = {type.type, shape.rows, shape.columns, pool()},
                .count = 1,
                .tokens = tokens,
                .threads = threads};
  const auto bytes = static_cast<std::int64_t>(series.first.bytes());
  const double flops = 2.0 * static_cast<double>(shape.rows * shape.columns * tokens);
  const auto enough = std::max<std::int64_t>(1, static_cast<std::int64_t>(2e9 / flops));
  series.count = tokens == 1 ? kPoolBytes / bytes : std::min(kPoolBytes / bytes, enough);
  const double ours = series.our_seconds(kRounds);
  const double torch = series.torch_seconds(3, type.torch);
  fmt::print(
      R"({{"of":"{}","rows":{},"columns":{},"tokens":{},"type":"{}","threads":{},"isa":"{}","us":{:.1f},"gbs":{:.1f},"gflops":{:.1f},"torch_us":{:.1f},"speedup":{:.2f}}})"
      "\n",
      shape.of, shape.rows, shape.columns, tokens, type.name, threads,
      kernels::name_of(kernels::active()), ours * 1e6, 1e-9 * static_cast<double>(bytes) / ours,
      1e-9 * flops / ours, torch * 1e6, torch / ours);
  std::fflush(stdout);
}

void report_all(const std::vector<int>& threads, std::initializer_list<std::int64_t> tokens) {
  for (const Shape& shape : kShapes) {
    for (const TypeName& type : kTypes) {
      for (const std::int64_t count : tokens) {
        for (const int number : threads) report(shape, type, count, number);
      }
    }
  }
}

void run(std::string_view part, const std::vector<int>& threads) {
  if (part == "limits") {
    for (const int number : threads) report_limits(number);
  }
  if (part == "decode") report_all(threads, {1});
  if (part == "batch") report_all(threads, {2, 4, 8, 16});
  if (part == "prefill") report_all(threads, {64, 512});
}

}  // namespace
}  // namespace maas::bench

int main(int count, char** arguments) {
  const at::NoGradGuard no_grad;
  std::vector<std::string_view> parts;
  std::vector<int> threads;
  for (const std::string_view argument :
       std::span(arguments, static_cast<std::size_t>(count)).subspan(1)) {
    if (argument == "1" || argument == "2") {
      threads.push_back(argument[0] - '0');
    } else {
      parts.push_back(argument);
    }
  }
  if (parts.empty()) parts = {"limits", "decode", "batch", "prefill"};
  if (threads.empty()) threads = {1, 2};
  for (const std::string_view part : parts) maas::bench::run(part, threads);
}
