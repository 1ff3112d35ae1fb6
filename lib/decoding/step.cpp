#include "decoding/step.h"

#include <algorithm>
#include <cmath>

#include "decoding/shares.h"

namespace maas::decoding {
namespace {

using kernels::kPageTokens;
using kernels::Worker;

/// A step as one worker of the team runs it.
class WorkerStep {
 public:
  WorkerStep(const Step& step, Worker& worker) : step_(step), parts_(step.parts), worker_(worker) {}

  void run() {
    embed();
    for (std::size_t i = 0; i < parts_.specification.layers.size(); ++i) {
      attention_block(i);
      mlp_block(i);
    }
    compute_logits();
  }

 private:
  std::int64_t tokens() const { return step_.tokens(); }
  std::int64_t width() const { return parts_.specification.width; }

  /// Calls `work(token)` for this worker's share, then waits for the others.
  template <class Work>
  void for_tokens(const Work& work) {
    share_rows(worker_, tokens(), work);
  }

  void normalize(const NormWeights& norm, const float* x, float* y) const {
    const Norm& kind = parts_.specification.norm;
    if (kind.kind == Norm::Kind::kRms) {
      kernels::rms_norm(x, norm.weight.data(), kind.offset, kind.eps, width(), y);
    } else {
      kernels::layer_norm(x, norm.weight.data(), norm.bias.empty() ? nullptr : norm.bias.data(),
                          kind.eps, width(), y);
    }
  }

  /// y = x linear of `count` rows; all must wait before y is read.
  void product(const Linear& linear, const float* x, std::int64_t count, float* y) const {
    kernels::multiply(worker_, linear.weight, x, count, linear.bias_data(), y, linear.weight.rows,
                      parts_.product_scratch());
  }

  void embed() {
    const Specification& specification = parts_.specification;
    for_tokens([&](std::int64_t token) {
      float* const row = parts_.buffers.stream.floats() + token * width();
      const Place& place = step_.places[static_cast<std::size_t>(token)];
      kernels::read_row(parts_.weights.embedding, place.token, row);
      if (specification.embedding_scale != 1) {
        for (std::int64_t i = 0; i < width(); ++i) row[i] *= specification.embedding_scale;
      }
      if (specification.learned_positions) {
        std::vector<float> learned(static_cast<std::size_t>(width()));
        kernels::read_row(parts_.weights.positions, place.position, learned.data());
        kernels::add_scaled(row, learned.data(), 1, width());
      }
    });
  }

  /// normed = norm(stream), or the stream itself where there is no norm before.
  const float* before(const std::optional<NormWeights>& norm) {
    if (!norm) return parts_.buffers.stream.floats();
    for_tokens([&](std::int64_t token) {
      normalize(*norm, parts_.buffers.stream.floats() + token * width(),
                parts_.buffers.normed.floats() + token * width());
    });
    return parts_.buffers.normed.floats();
  }

  /// stream += norm(added)
  void add(const std::optional<NormWeights>& norm) {
    for_tokens([&](std::int64_t token) {
      float* const added = parts_.buffers.added.floats() + token * width();
      if (norm) normalize(*norm, added, added);
      kernels::add_scaled(parts_.buffers.stream.floats() + token * width(), added,
                          parts_.specification.residual_scale, width());
    });
  }

  void attention_block(std::size_t i) {
    const LayerWeights& weights = parts_.weights.layers[i];
    Buffers& buffers = parts_.buffers;
    const float* const x = before(weights.before_mixer);
    product(weights.attention.query, x, tokens(), buffers.queries.floats());
    product(weights.attention.key, x, tokens(), buffers.keys.floats());
    product(weights.attention.value, x, tokens(), buffers.values.floats());
    worker_.wait();
    remember(i);
    attend(i);
    product(weights.attention.output, buffers.mixed.floats(), tokens(), buffers.added.floats());
    worker_.wait();
    add(weights.after_mixer);
  }

  void normalize_heads(const Attention& attention, const std::vector<float>& weight, float* heads,
                       std::int64_t count) const {
    const Norm& norm = parts_.specification.norm;
    if (attention.qk_norm == Attention::QkNorm::kWhole) {
      return kernels::rms_norm(heads, weight.data(), norm.offset, norm.eps,
                               count * attention.head_size, heads);
    }
    for (std::int64_t head = 0; head < count; ++head) {
      float* const values = heads + head * attention.head_size;
      kernels::rms_norm(values, weight.data(), norm.offset, norm.eps, attention.head_size, values);
    }
  }

  void turn(const Attention& attention, std::size_t i, std::int64_t token, float* heads,
            std::int64_t count) const {
    const Turns& turns = parts_.turns[parts_.turns_of_layer[i]];
    const std::int64_t offset = token * turns.pairs;
    for (std::int64_t head = 0; head < count; ++head) {
      kernels::rotate(heads + head * attention.head_size, turns.cosines.data() + offset,
                      turns.sines.data() + offset, turns.pairs, attention.rotary->interleaved);
    }
  }

  /// Gives queries and keys their positions, and stores keys and values.
  void remember(std::size_t i) {
    const auto& attention = std::get<Attention>(parts_.specification.layers[i].mixer);
    const AttentionWeights& weights = parts_.weights.layers[i].attention;
    for_tokens([&](std::int64_t token) {
      float* const query =
          parts_.buffers.queries.floats() + token * attention.heads * attention.head_size;
      const std::int64_t key_offset = token * attention.kv_heads * attention.head_size;
      float* const key = parts_.buffers.keys.floats() + key_offset;
      if (attention.qk_norm != Attention::QkNorm::kNone) {
        normalize_heads(attention, weights.query_norm, query, attention.heads);
        normalize_heads(attention, weights.key_norm, key, attention.kv_heads);
      }
      if (attention.rotary) {
        turn(attention, i, token, query, attention.heads);
        turn(attention, i, token, key, attention.kv_heads);
      }
      const Place& place = step_.places[static_cast<std::size_t>(token)];
      kernels::store(step_.pool.shape(i), place.page + step_.pool.offset(i),
                     place.position % kPageTokens, key,
                     parts_.buffers.values.floats() + key_offset);
    });
  }

  void attend(std::size_t i) {
    const auto& attention = std::get<Attention>(parts_.specification.layers[i].mixer);
    const std::int64_t size = attention.heads * attention.head_size;
    std::vector<std::vector<const std::byte*>> pages(step_.readings.size());
    std::vector<kernels::Query> queries(step_.readings.size());
    std::int64_t first = 0;
    for (std::size_t r = 0; r < step_.readings.size(); ++r) {
      const SequenceMemory& memory = *step_.readings[r].memory;
      const std::int64_t count = std::ssize(step_.readings[r].tokens);
      for (const std::byte* page : memory.pages()) pages[r].push_back(page + step_.pool.offset(i));
      queries[r] = {.q = parts_.buffers.queries.floats() + first * size,
                    .q_stride = size,
                    .output = parts_.buffers.mixed.floats() + first * size,
                    .tokens = count,
                    .first_position = memory.length() - count,
                    .pages = pages[r]};
      first += count;
    }
    kernels::attend(worker_, step_.pool.shape(i), parts_.attention_options(i), queries,
                    parts_.attention_scratch.bytes());
    worker_.wait();
  }

  void mlp_block(std::size_t i) {
    const LayerWeights& weights = parts_.weights.layers[i];
    const Layer& layer = parts_.specification.layers[i];
    const float* const x = before(weights.before_mlp);
    if (const auto* const dense = std::get_if<Mlp>(&layer.mlp)) {
      mlp(*dense, std::get<MlpWeights>(weights.mlp), x, tokens(), parts_.buffers.added.floats());
    } else {
      mix_experts(std::get<Experts>(layer.mlp), std::get<ExpertWeights>(weights.mlp), x);
    }
    add(weights.after_mlp);
  }

  /// y = mlp(x) of `count` rows, after which all have waited.
  void mlp(const Mlp& mlp, const MlpWeights& weights, const float* x, std::int64_t count,
           float* y) const {
    float* const ups = parts_.buffers.ups.floats();
    float* const gates = parts_.buffers.gates.floats();
    if (mlp.gated) product(weights.gate, x, count, gates);
    product(weights.up, x, count, ups);
    worker_.wait();
    share_elements(worker_, count * mlp.size, [&](std::int64_t begin, std::int64_t size) {
      if (mlp.gated) {
        kernels::gate(mlp.activation, gates + begin, ups + begin, size);
      } else {
        kernels::activate(mlp.activation, ups + begin, size);
      }
    });
    product(weights.down, mlp.gated ? gates : ups, count, y);
    worker_.wait();
  }

  /// added = the sum of the active experts of each token, weighted by the router.
  void mix_experts(const Experts& experts, const ExpertWeights& weights, const float* x) {
    ExpertBuffers& routed = parts_.buffers.experts;
    kernels::multiply(worker_, weights.router, x, tokens(), nullptr, routed.scores.floats(),
                      experts.count, parts_.product_scratch());
    worker_.wait();
    if (worker_.index() == 0) parts_.routes = route(experts, routed.scores.floats(), tokens());
    for_tokens([&](std::int64_t token) {
      std::fill_n(parts_.buffers.added.floats() + token * width(), width(), 0.0F);
    });
    for (std::size_t e = 0; e < weights.experts.size(); ++e) {
      const std::vector<Routed>& its = parts_.routes[e];
      const std::int64_t count = std::ssize(its);
      if (count == 0) continue;
      share_rows(worker_, count, [&](std::int64_t row) {
        const float* const from = x + its[static_cast<std::size_t>(row)].token * width();
        std::copy_n(from, width(), routed.inputs.floats() + row * width());
      });
      mlp(experts.expert, weights.experts[e], routed.inputs.floats(), count,
          routed.outputs.floats());
      share_rows(worker_, count, [&](std::int64_t row) {
        const Routed& one = its[static_cast<std::size_t>(row)];
        kernels::add_scaled(parts_.buffers.added.floats() + one.token * width(),
                            routed.outputs.floats() + row * width(), one.weight, width());
      });
    }
  }

  void compute_logits() {
    if (step_.rows.empty()) return;
    share_rows(worker_, std::ssize(step_.rows), [&](std::int64_t row) {
      const std::int64_t token = step_.rows[static_cast<std::size_t>(row)];
      normalize(parts_.weights.last_norm, parts_.buffers.stream.floats() + token * width(),
                parts_.buffers.normed.floats() + row * width());
    });
    const Specification& specification = parts_.specification;
    kernels::multiply(worker_, parts_.weights.logits, parts_.buffers.normed.floats(),
                      std::ssize(step_.rows), nullptr, parts_.logits.data(),
                      specification.vocabulary, parts_.product_scratch());
    worker_.wait();
    const float cap = specification.logit_soft_cap;
    if (cap == 0 && specification.logit_scale == 1) return;
    const auto [first, last] = worker_.share(std::ssize(parts_.logits));
    for (std::int64_t i = first; i < last; ++i) {
      float& logit = parts_.logits[static_cast<std::size_t>(i)];
      logit *= specification.logit_scale;
      if (cap > 0) logit = cap * std::tanh(logit / cap);
    }
  }

  const Step& step_;
  NetworkParts& parts_;
  Worker& worker_;
};

}  // namespace

void run_step(const Step& step, Worker& worker) {
  WorkerStep(step, worker).run();
}

}  // namespace maas::decoding
