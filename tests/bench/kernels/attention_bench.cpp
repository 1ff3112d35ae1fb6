// Attention of language models over a cache of 16 bits, against what memory gives and against
// LibTorch's scaled_dot_product_attention.

#include <ATen/Parallel.h>
#include <ATen/core/grad_mode.h>
#include <ATen/ops/randn.h>
#include <ATen/ops/scaled_dot_product_attention.h>

#include <fmt/format.h>

#include <cmath>
#include <cstring>
#include <memory>
#include <numeric>

#include "bench/kernels/bench.h"
#include "kernels/attention.h"
#include "kernels/dispatch.h"
#include "kernels/team.h"

namespace maas::bench {
namespace {

using kernels::CacheShape;
using kernels::CacheType;
using kernels::kPageTokens;

struct Model {
  const char* name;
  int64_t layers, heads, kv_heads, head_size;
  double dense_mflop;  ///< of the products with weights, a token
};

constexpr Model kModels[] = {{"smollm2-135m", 30, 9, 3, 64, 212},
                             {"qwen3-0.6b", 28, 16, 8, 128, 880}};

/// The caches of all layers, each as large as that of `positions` tokens.
class Caches {
 public:
  Caches(const Model& model, CacheType type, int64_t positions)
      : model_(model), shape_{type, model.kv_heads, model.head_size}, positions_(positions) {
    const auto pages = static_cast<size_t>((positions + kPageTokens - 1) / kPageTokens);
    size_ = static_cast<size_t>(model.layers) * pages * shape_.page_bytes();
    memory_.reset(static_cast<std::byte*>(std::aligned_alloc(4096, (size_ + 4095) / 4096 * 4096)));
    const at::Tensor row = at::randn({2, model.kv_heads * model.head_size});
    const float* key = row.const_data_ptr<float>();
    for (int64_t i = 0; i < kPageTokens; ++i) {
      store(shape_, memory_.get(), i, key, key + row.size(1));
    }
    for (size_t at = 0; at < size_; at += shape_.page_bytes()) {
      if (at > 0) std::memcpy(memory_.get() + at, memory_.get(), shape_.page_bytes());
      pages_.push_back(memory_.get() + at);
    }
    pages_of_layer_ = pages;
    output_.resize(static_cast<size_t>(positions * model.heads * model.head_size));
    q_ = at::randn({positions, model.heads * model.head_size});
  }

  const CacheShape& shape() const { return shape_; }
  double bytes() const { return static_cast<double>(size_); }

  /// Attends with the last `tokens` in every layer.
  void attend(kernels::Team& team, int64_t tokens) {
    const kernels::AttentionOptions options{
        .heads = model_.heads, .scale = 1 / std::sqrt(static_cast<float>(model_.head_size))};
    scratch_.resize(attention_scratch_bytes(shape_, options, positions_, team.threads()));
    team.run([&](kernels::Worker& worker) {
      for (int64_t layer = 0; layer < model_.layers; ++layer) {
        const kernels::Query query{
            .q = q_.const_data_ptr<float>(),
            .q_stride = model_.heads * model_.head_size,
            .output = output_.data(),
            .tokens = tokens,
            .first_position = positions_ - tokens,
            .pages = std::span(pages_).subspan(static_cast<size_t>(layer) * pages_of_layer_,
                                               pages_of_layer_)};
        kernels::attend(worker, shape_, options, {&query, 1}, scratch_);
        worker.wait();
      }
    });
  }

  /// Reads all of them and does nothing else.
  void read(kernels::Team& team) {
    team.run([&](kernels::Worker& worker) {
      const auto [begin, end] = worker.share(static_cast<int64_t>(size_ / 8), 64);
      const auto* words = reinterpret_cast<const int64_t*>(memory_.get());
      sums_[worker.index()] = std::accumulate(words + begin, words + end, int64_t{0});
    });
  }

 private:
  struct Free {
    void operator()(std::byte* memory) const { std::free(memory); }
  };

  const Model& model_;
  CacheShape shape_;
  int64_t positions_;
  size_t size_ = 0;
  std::unique_ptr<std::byte, Free> memory_;
  std::vector<const std::byte*> pages_;
  size_t pages_of_layer_ = 0;
  std::vector<float> output_;
  at::Tensor q_;
  std::vector<std::byte> scratch_;
  volatile int64_t sums_[64] = {};
};

/// LibTorch's, with keys and values of 16 bits, a tensor for each layer.
class Peer {
 public:
  Peer(const Model& model, int64_t positions, int64_t tokens, at::ScalarType type)
      : tokens_(tokens) {
    q_ = at::randn({1, model.heads, tokens, model.head_size}, type);
    for (int64_t layer = 0; layer < model.layers; ++layer) {
      keys_.push_back(at::randn({1, model.kv_heads, positions, model.head_size}, type));
      values_.push_back(at::randn({1, model.kv_heads, positions, model.head_size}, type));
    }
    causal_ = tokens > 1 && tokens == positions;
  }

  void attend() const {
    for (size_t layer = 0; layer < keys_.size(); ++layer) {
      at::scaled_dot_product_attention(q_, keys_[layer], values_[layer], {}, 0, causal_, {}, true);
    }
  }

 private:
  int64_t tokens_;
  bool causal_ = false;
  at::Tensor q_;
  std::vector<at::Tensor> keys_, values_;
};

const char* name_of(CacheType type) {
  return type == CacheType::kF32 ? "f32" : type == CacheType::kF16 ? "f16" : "int8";
}

void report_decode(const Model& model, CacheType type, int64_t depth, int threads) {
  Caches caches(model, type, depth);
  kernels::Team team(threads);
  const Pair times =
      measure_in_turns([&] { caches.attend(team, 1); }, [&] { caches.read(team); }, 9, 0.05);
  fmt::print(
      R"({{"model":"{}","phase":"decode","cache":"{}","depth":{},"threads":{},"isa":"{}","us":{:.1f},"gb_per_s":{:.1f},"memory_gb_per_s":{:.1f}}})"
      "\n",
      model.name, name_of(type), depth, threads, kernels::name_of(kernels::active()),
      times.ours * 1e6, caches.bytes() / times.ours * 1e-9, caches.bytes() / times.theirs * 1e-9);
}

void report_peer(const Model& model, int64_t depth, int64_t tokens, int threads,
                 at::ScalarType type) {
  at::set_num_threads(threads);
  Caches caches(model, type == at::kHalf ? CacheType::kF16 : CacheType::kF32, depth);
  kernels::Team team(threads);
  const Peer peer(model, depth, tokens, type);
  const Pair times =
      measure_in_turns([&] { caches.attend(team, tokens); }, [&] { peer.attend(); }, 5, 0.05);
  const double pairs = static_cast<double>(tokens) *
                       (static_cast<double>(depth) - static_cast<double>(tokens - 1) / 2);
  const double flop =
      4e0 * pairs * static_cast<double>(model.layers * model.heads * model.head_size);
  fmt::print(
      R"({{"model":"{}","tokens":{},"depth":{},"threads":{},"isa":"{}","cache":"{}","us":{:.1f},"gflop_per_s":{:.1f},"libtorch_us":{:.1f},"speedup":{:.2f},"dense_ms_at_200":{:.1f}}})"
      "\n",
      model.name, tokens, depth, threads, kernels::name_of(kernels::active()),
      type == at::kHalf ? "f16" : "f32", times.ours * 1e6, flop / times.ours * 1e-9,
      times.theirs * 1e6, times.theirs / times.ours,
      static_cast<double>(tokens) * model.dense_mflop / 200);
}

}  // namespace
}  // namespace maas::bench

int main() {
  using namespace maas::bench;
  using maas::kernels::Isa;
  const at::NoGradGuard no_grad;
  for (const Isa isa : maas::kernels::available()) {
    if (isa == Isa::kScalar) continue;
    const maas::kernels::ScopedIsa scope(isa);
    for (const Model& model : kModels) {
      for (const int threads : {1, 2}) {
        for (const int64_t depth : {16, 512, 4096}) {
          for (const CacheType type : {CacheType::kF32, CacheType::kF16, CacheType::kInt8}) {
            report_decode(model, type, depth, threads);
          }
          report_peer(model, depth, 1, threads, at::kHalf);
        }
        report_peer(model, 512, 512, threads, at::kHalf);
        report_peer(model, 512, 512, threads, at::kFloat);
      }
    }
  }
}
