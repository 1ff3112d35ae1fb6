#include "decoding/network.h"

#include <algorithm>
#include <cmath>

#include "decoding/buffers.h"
#include "decoding/rotary.h"
#include "maas/error.h"

namespace maas::decoding {
namespace {

using kernels::kPageTokens;
using kernels::Worker;

/// A token of a step.
struct Place {
  std::int32_t token;
  std::int64_t position;
  std::int64_t length;  ///< of the sequence after this step
  std::byte* page;
};

/// Cosines and sines of the tokens of a step, of one kind of rotary positions.
struct Turns {
  RotaryAngles angles;
  std::int64_t pairs;
  std::vector<float> cosines{};  ///< [tokens, pairs]
  std::vector<float> sines{};
};

bool is_same(const Rotary& a, const Rotary& b) {
  return a.theta == b.theta && a.pairs == b.pairs && a.scaling.kind == b.scaling.kind &&
         a.scaling.factor == b.scaling.factor;
}

std::int64_t widest(const Specification& specification, const Buffers& buffers) {
  return std::max({specification.width, buffers.query_size, buffers.mlp_size});
}

void check_tokens(std::span<const std::int32_t> tokens, std::int64_t vocabulary) {
  for (const std::int32_t token : tokens) {
    if (token < 0 || token >= vocabulary) {
      fail(ErrorCode::kInvalidData, "token {} is not one of the {} that the model knows", token,
           vocabulary);
    }
  }
}

/// Makes room for what is read, or for nothing of it.
void grow_memories(std::span<const Reading> readings) {
  std::size_t grown = 0;
  try {
    for (; grown < readings.size(); ++grown) {
      readings[grown].memory->grow(std::ssize(readings[grown].tokens));
    }
  } catch (...) {
    for (const Reading& reading : readings.first(grown)) {
      reading.memory->shrink(reading.memory->length() - std::ssize(reading.tokens));
    }
    throw;
  }
}

}  // namespace

struct Network::Parts {
  Parts(Specification wanted, const Weights& its, kernels::Team& threads)
      : specification(std::move(wanted)),
        weights(its),
        team(threads),
        buffers(specification, kMostTokens),
        scratch(std::max<std::size_t>(
            64, kernels::scratch_bytes(kMostTokens, widest(specification, buffers),
                                       threads.threads()))) {
    for (const Layer& layer : specification.layers) {
      const auto& rotary = std::get<Attention>(layer.mixer).rotary;
      if (!rotary) {
        turns_of_layer.push_back(0);
        continue;
      }
      const auto same = std::ranges::find_if(
          rotaries, [&](const Rotary& known) { return is_same(known, *rotary); });
      turns_of_layer.push_back(static_cast<std::size_t>(same - rotaries.begin()));
      if (same != rotaries.end()) continue;
      rotaries.push_back(*rotary);
      turns.push_back({RotaryAngles(*rotary, specification.context), rotary->pairs});
    }
  }

  kernels::AttentionOptions attention_options(std::size_t layer) const {
    const auto& attention = std::get<Attention>(specification.layers[layer].mixer);
    const std::vector<float>& sinks = weights.layers[layer].attention.sinks;
    return {.heads = attention.heads,
            .scale = attention.scale,
            .soft_cap = attention.soft_cap,
            .window = attention.window,
            .sinks = sinks.empty() ? nullptr : sinks.data()};
  }

  /// Makes ready for a step: memory, and the angles of its tokens.
  void prepare(const PagePool& pool, std::span<const Place> places, std::int64_t longest,
               std::int64_t rows) {
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < specification.layers.size(); ++i) {
      bytes = std::max(bytes, kernels::attention_scratch_bytes(pool.shape(i), attention_options(i),
                                                               longest, team.threads()));
    }
    if (attention_scratch.size() < bytes) attention_scratch = Memory(2 * bytes);
    logits.resize(static_cast<std::size_t>(rows * specification.vocabulary));
    for (Turns& turn : turns) {
      const auto pairs = static_cast<std::size_t>(turn.pairs);
      turn.cosines.resize(places.size() * pairs);
      turn.sines.resize(places.size() * pairs);
      for (std::size_t i = 0; i < places.size(); ++i) {
        turn.angles.at(places[i].position, places[i].length, turn.cosines.data() + i * pairs,
                       turn.sines.data() + i * pairs);
      }
    }
  }

  kernels::Scratch product_scratch() const { return {scratch.data(), scratch.size()}; }

  Specification specification;
  const Weights& weights;
  kernels::Team& team;
  Buffers buffers;
  Memory scratch;
  Memory attention_scratch;
  std::vector<Rotary> rotaries;
  std::vector<Turns> turns;                 ///< one for each of `rotaries`
  std::vector<std::size_t> turns_of_layer;  ///< which of them
  std::vector<float> logits;
};

/// One step, as each worker of the team runs it.
struct Network::Step {
  Parts& parts;
  const PagePool& pool;
  std::span<const Reading> readings;
  std::vector<Place> places{};
  std::vector<std::int64_t> rows{};  ///< tokens whose logits are wanted

  std::int64_t tokens() const { return std::ssize(places); }
  std::int64_t width() const { return parts.specification.width; }

  void run(Worker& worker) {
    embed(worker);
    for (std::size_t i = 0; i < parts.specification.layers.size(); ++i) {
      attention_block(worker, i);
      mlp_block(worker, i);
    }
    compute_logits(worker);
  }

  /// Calls `work(token)` for this worker's share, then waits for the others.
  template <class Work>
  void for_tokens(Worker& worker, const Work& work) {
    const auto [begin, end] = worker.share(tokens());
    for (std::int64_t token = begin; token < end; ++token) work(token);
    worker.wait();
  }

  void normalize(const NormWeights& norm, const float* x, float* y) const {
    const Norm& kind = parts.specification.norm;
    if (kind.kind == Norm::Kind::kRms) {
      kernels::rms_norm(x, norm.weight.data(), kind.offset, kind.eps, width(), y);
    } else {
      kernels::layer_norm(x, norm.weight.data(), norm.bias.empty() ? nullptr : norm.bias.data(),
                          kind.eps, width(), y);
    }
  }

  void product(Worker& worker, const Linear& linear, const float* x, float* y,
               std::int64_t y_stride) const {
    kernels::multiply(worker, linear.weight, x, tokens(), linear.bias_data(), y, y_stride,
                      parts.product_scratch());
  }

  void embed(Worker& worker) {
    const Specification& specification = parts.specification;
    for_tokens(worker, [&](std::int64_t token) {
      float* const row = parts.buffers.stream.floats() + token * width();
      const Place& place = places[static_cast<std::size_t>(token)];
      kernels::read_row(parts.weights.embedding, place.token, row);
      if (specification.embedding_scale != 1) {
        for (std::int64_t i = 0; i < width(); ++i) row[i] *= specification.embedding_scale;
      }
      if (specification.learned_positions) {
        std::vector<float> learned(static_cast<std::size_t>(width()));
        kernels::read_row(parts.weights.positions, place.position, learned.data());
        kernels::add_scaled(row, learned.data(), 1, width());
      }
    });
  }

  /// normed = norm(stream), or the stream itself where there is no norm before.
  const float* before(Worker& worker, const std::optional<NormWeights>& norm) {
    if (!norm) return parts.buffers.stream.floats();
    for_tokens(worker, [&](std::int64_t token) {
      normalize(*norm, parts.buffers.stream.floats() + token * width(),
                parts.buffers.normed.floats() + token * width());
    });
    return parts.buffers.normed.floats();
  }

  /// stream += norm(added)
  void add(Worker& worker, const std::optional<NormWeights>& norm) {
    for_tokens(worker, [&](std::int64_t token) {
      float* const added = parts.buffers.added.floats() + token * width();
      if (norm) normalize(*norm, added, added);
      kernels::add_scaled(parts.buffers.stream.floats() + token * width(), added,
                          parts.specification.residual_scale, width());
    });
  }

  void attention_block(Worker& worker, std::size_t i) {
    const auto& attention = std::get<Attention>(parts.specification.layers[i].mixer);
    const LayerWeights& weights = parts.weights.layers[i];
    Buffers& buffers = parts.buffers;
    const std::int64_t queries = attention.heads * attention.head_size;
    const std::int64_t keys = attention.kv_heads * attention.head_size;
    const float* const x = before(worker, weights.before_mixer);
    product(worker, weights.attention.query, x, buffers.queries.floats(), queries);
    product(worker, weights.attention.key, x, buffers.keys.floats(), keys);
    product(worker, weights.attention.value, x, buffers.values.floats(), keys);
    worker.wait();
    remember(worker, i);
    attend(worker, i);
    product(worker, weights.attention.output, buffers.mixed.floats(), buffers.added.floats(),
            width());
    worker.wait();
    add(worker, weights.after_mixer);
  }

  void normalize_heads(const Attention& attention, const std::vector<float>& weight, float* heads,
                       std::int64_t count) const {
    const Norm& norm = parts.specification.norm;
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
    const Turns& turns = parts.turns[parts.turns_of_layer[i]];
    const std::int64_t offset = token * turns.pairs;
    for (std::int64_t head = 0; head < count; ++head) {
      kernels::rotate(heads + head * attention.head_size, turns.cosines.data() + offset,
                      turns.sines.data() + offset, turns.pairs, attention.rotary->interleaved);
    }
  }

  /// Gives queries and keys their positions, and stores keys and values.
  void remember(Worker& worker, std::size_t i) {
    const auto& attention = std::get<Attention>(parts.specification.layers[i].mixer);
    const AttentionWeights& weights = parts.weights.layers[i].attention;
    for_tokens(worker, [&](std::int64_t token) {
      float* const query =
          parts.buffers.queries.floats() + token * attention.heads * attention.head_size;
      const std::int64_t key_offset = token * attention.kv_heads * attention.head_size;
      float* const key = parts.buffers.keys.floats() + key_offset;
      if (attention.qk_norm != Attention::QkNorm::kNone) {
        normalize_heads(attention, weights.query_norm, query, attention.heads);
        normalize_heads(attention, weights.key_norm, key, attention.kv_heads);
      }
      if (attention.rotary) {
        turn(attention, i, token, query, attention.heads);
        turn(attention, i, token, key, attention.kv_heads);
      }
      const Place& place = places[static_cast<std::size_t>(token)];
      kernels::store(pool.shape(i), place.page + pool.offset(i), place.position % kPageTokens, key,
                     parts.buffers.values.floats() + key_offset);
    });
  }

  void attend(Worker& worker, std::size_t i) {
    const auto& attention = std::get<Attention>(parts.specification.layers[i].mixer);
    const std::int64_t size = attention.heads * attention.head_size;
    std::vector<std::vector<const std::byte*>> pages(readings.size());
    std::vector<kernels::Query> queries(readings.size());
    std::int64_t first = 0;
    for (std::size_t r = 0; r < readings.size(); ++r) {
      const SequenceMemory& memory = *readings[r].memory;
      const std::int64_t count = std::ssize(readings[r].tokens);
      for (const std::byte* page : memory.pages()) pages[r].push_back(page + pool.offset(i));
      queries[r] = {.q = parts.buffers.queries.floats() + first * size,
                    .q_stride = size,
                    .output = parts.buffers.mixed.floats() + first * size,
                    .tokens = count,
                    .first_position = memory.length() - count,
                    .pages = pages[r]};
      first += count;
    }
    kernels::attend(worker, pool.shape(i), parts.attention_options(i), queries,
                    parts.attention_scratch.bytes());
    worker.wait();
  }

  void mlp_block(Worker& worker, std::size_t i) {
    const LayerWeights& weights = parts.weights.layers[i];
    const float* const x = before(worker, weights.before_mlp);
    mlp(worker, std::get<Mlp>(parts.specification.layers[i].mlp), std::get<MlpWeights>(weights.mlp),
        x);
    add(worker, weights.after_mlp);
  }

  void mlp(Worker& worker, const Mlp& mlp, const MlpWeights& weights, const float* x) {
    Buffers& buffers = parts.buffers;
    float* const ups = buffers.ups.floats();
    if (mlp.gated) product(worker, weights.gate, x, buffers.gates.floats(), mlp.size);
    product(worker, weights.up, x, ups, mlp.size);
    worker.wait();
    constexpr std::int64_t kGrain = 64;
    const auto [begin, end] = worker.share(tokens() * mlp.size, kGrain);
    float* result = ups;
    if (mlp.gated) {
      result = buffers.gates.floats();
      kernels::gate(mlp.activation, result + begin, ups + begin, end - begin);
    } else {
      kernels::activate(mlp.activation, ups + begin, end - begin);
    }
    worker.wait();
    product(worker, weights.down, result, buffers.added.floats(), width());
    worker.wait();
  }

  void compute_logits(Worker& worker) {
    const auto [begin, end] = worker.share(std::ssize(rows));
    for (std::int64_t row = begin; row < end; ++row) {
      normalize(parts.weights.last_norm,
                parts.buffers.stream.floats() + rows[static_cast<std::size_t>(row)] * width(),
                parts.buffers.normed.floats() + row * width());
    }
    worker.wait();
    const Specification& specification = parts.specification;
    kernels::multiply(worker, parts.weights.logits, parts.buffers.normed.floats(), std::ssize(rows),
                      nullptr, parts.logits.data(), specification.vocabulary,
                      parts.product_scratch());
    worker.wait();
    const float cap = specification.logit_soft_cap;
    if (cap == 0 && specification.logit_scale == 1) return;
    const auto [first, last] = worker.share(std::ssize(parts.logits));
    for (std::int64_t i = first; i < last; ++i) {
      float& logit = parts.logits[static_cast<std::size_t>(i)];
      logit *= specification.logit_scale;
      if (cap > 0) logit = cap * std::tanh(logit / cap);
    }
  }
};

Network::Network(Specification specification, const Weights& weights, kernels::Team& team)
    : parts_(std::make_unique<Parts>(std::move(specification), weights, team)) {}

Network::~Network() = default;

const Specification& Network::specification() const {
  return parts_->specification;
}

std::span<float> Network::read(const PagePool& pool, std::span<const Reading> readings) {
  Step step = {.parts = *parts_, .pool = pool, .readings = readings};
  for (const Reading& reading : readings) {
    check_tokens(reading.tokens, parts_->specification.vocabulary);
  }
  grow_memories(readings);
  std::int64_t longest = 0;
  for (const Reading& reading : readings) {
    const std::int64_t count = std::ssize(reading.tokens);
    const std::int64_t length = reading.memory->length();
    longest = std::max(longest, length);
    for (std::int64_t i = 0; i < count; ++i) {
      const std::int64_t position = length - count + i;
      if (i >= count - reading.logits) step.rows.push_back(step.tokens());
      step.places.push_back(
          {.token = reading.tokens[static_cast<std::size_t>(i)],
           .position = position,
           .length = length,
           .page = reading.memory->pages()[static_cast<std::size_t>(position / kPageTokens)]});
    }
  }
  parts_->prepare(pool, step.places, longest, std::ssize(step.rows));
  parts_->team.run([&](Worker& worker) { step.run(worker); });
  return parts_->logits;
}

}  // namespace maas::decoding
