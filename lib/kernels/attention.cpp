#include "kernels/attention.h"

#include <algorithm>
#include <limits>

#include "kernels/cpu/attention.h"
#include "kernels/dispatch.h"

namespace maas::kernels {
namespace {

/// Reading a page costs as much as these many rows' attention to it.
constexpr std::int64_t kPageCost = 4;

/// Rows of one sequence and one head of keys, and the keys that at least one of them sees.
struct Job {
  const Query* query;
  std::int64_t kv_head;
  std::int64_t first_row;  ///< row = token x group + head of the group
  std::int64_t rows;
  std::int64_t begin;
  std::int64_t end;

  std::int64_t first_part() const { return begin / kPartTokens; }
  std::int64_t parts() const { return (end - 1) / kPartTokens + 1 - first_part(); }
  std::int64_t page_cost() const { return rows + kPageCost; }
  std::int64_t cost() const {
    return ((end - 1) / kPageTokens + 1 - begin / kPageTokens) * page_cost();
  }
  /// Of what lies before a part of it.
  std::int64_t cost_before(std::int64_t part) const {
    const std::int64_t pages = (first_part() + part) * kPartPages - begin / kPageTokens;
    return std::max<std::int64_t>(0, pages) * page_cost();
  }
};

/// Floats of scratch, in the order of `Room`.
struct Sizes {
  Sizes(const CacheShape& shape)
      : q(kMostRows * row_width(shape.head_size)),
        scores(kMostRows * kScoreStride),
        weighted(2 * kRowGrain + kMostRows * row_width(shape.head_size)) {}

  std::int64_t of_worker() const { return q + scores + 2 * weighted; }

  std::int64_t q;
  std::int64_t scores;
  std::int64_t weighted;
};

Weighted weighted_at(float* memory) {
  return {.largest = memory, .sum = memory + kRowGrain, .values = memory + 2 * kRowGrain};
}

/// Returns a limit to the parts that a job has keys in.
std::int64_t most_parts(const AttentionOptions& options, std::int64_t positions) {
  const std::int64_t seen =
      options.window > 0 ? std::min(positions, options.window + kMostRows) : positions;
  return seen / kPartTokens + 2;
}

/// One worker's share of a call.
class Attention {
 public:
  Attention(Worker& worker, const CacheShape& shape, const AttentionOptions& options,
            std::span<const Query> queries, std::span<std::byte> scratch)
      : kernels_(attention_kernels(active())),
        worker_(worker),
        shape_(shape),
        options_(options),
        queries_(queries),
        group_(options.heads / shape.kv_heads),
        sizes_(shape) {
    auto* memory = reinterpret_cast<float*>(scratch.data());
    float* own = memory + worker.index() * sizes_.of_worker();
    q_ = own;
    scores_ = own + sizes_.q;
    part_ = weighted_at(own + sizes_.q + sizes_.scores);
    all_ = weighted_at(own + sizes_.q + sizes_.scores + sizes_.weighted);
    shared_ = memory + worker.count() * sizes_.of_worker();
    std::int64_t positions = 0;
    for (const Query& query : queries) {
      positions = std::max(positions, query.first_position + query.tokens);
    }
    slot_ = most_parts(options, positions) * sizes_.weighted;
  }

  void run() {
    for_each_job([&](const Job& job) { total_ += job.cost(); });
    std::int64_t cost = 0;
    bool any_is_cut = false;
    Job cut{};
    for_each_job([&](const Job& job) {
      const int first = owner(cost);
      const int last = owner(cost + job.cost_before(job.parts() - 1));
      if (first == last && first == worker_.index()) run_whole(job);
      if (first < last) {
        any_is_cut = true;
        if (first <= worker_.index() && worker_.index() <= last) run_own_parts(job, cost, first);
        if (first == worker_.index()) cut = job;
      }
      cost += job.cost();
    });
    if (any_is_cut) worker_.wait();
    if (cut.rows > 0) join_parts(cut);
  }

 private:
  template <class Use>
  void for_each_job(Use use) const {
    for (const Query& query : queries_) {
      for (std::int64_t head = 0; head < shape_.kv_heads; ++head) {
        const std::int64_t rows = query.tokens * group_;
        for (std::int64_t row = 0; row < rows; row += kernels_.rows) {
          use(make_job(query, head, row, std::min(kernels_.rows, rows - row)));
        }
      }
    }
  }

  Job make_job(const Query& query, std::int64_t head, std::int64_t row, std::int64_t rows) const {
    const std::int64_t first = query.first_position + row / group_;
    const std::int64_t last = query.first_position + (row + rows - 1) / group_;
    return {&query, head, row, rows, first_seen_from(first), end_seen_from(query, last)};
  }

  std::int64_t first_seen_from(std::int64_t position) const {
    return options_.window > 0 ? std::max<std::int64_t>(0, position - options_.window + 1) : 0;
  }

  std::int64_t end_seen_from(const Query& query, std::int64_t position) const {
    return options_.causal ? position + 1 : query.first_position + query.tokens;
  }

  /// Who computes the part that begins at this cost.
  int owner(std::int64_t cost) const { return static_cast<int>(cost * worker_.count() / total_); }

  void run_whole(const Job& job) {
    pack(job);
    clear(job);
    for (std::int64_t part = 0; part < job.parts(); ++part) {
      attend_part(job, part, part_);
      kernels_.merge(part_, job.rows, shape_.head_size, all_);
    }
    finish(job);
  }

  void run_own_parts(const Job& job, std::int64_t cost, int slot) {
    pack(job);
    for (std::int64_t part = 0; part < job.parts(); ++part) {
      if (owner(cost + job.cost_before(part)) != worker_.index()) continue;
      attend_part(job, part, shared(slot, part));
    }
  }

  void join_parts(const Job& job) {
    clear(job);
    for (std::int64_t part = 0; part < job.parts(); ++part) {
      kernels_.merge(shared(worker_.index(), part), job.rows, shape_.head_size, all_);
    }
    finish(job);
  }

  /// What is computed of a part of a job that begins with worker `slot` and ends with another.
  Weighted shared(int slot, std::int64_t part) const {
    return weighted_at(shared_ + slot * slot_ + part * sizes_.weighted);
  }

  void pack(const Job& job) {
    for (std::int64_t r = 0; r < job.rows; ++r) {
      const std::int64_t row = job.first_row + r;
      const float* from = job.query->q + row / group_ * job.query->q_stride +
                          (job.kv_head * group_ + row % group_) * shape_.head_size;
      for (std::int64_t d = 0; d < shape_.head_size; ++d) {
        q_[d * job.rows + r] = from[d] * options_.scale;
      }
    }
  }

  void clear(const Job& job) {
    std::fill_n(all_.largest, job.rows, -std::numeric_limits<float>::infinity());
    std::fill_n(all_.sum, job.rows, 0.0f);
    std::fill_n(all_.values, job.rows * row_width(shape_.head_size), 0.0f);
  }

  void attend_part(const Job& job, std::int64_t part, const Weighted& result) {
    const std::int64_t first_key = (job.first_part() + part) * kPartTokens;
    RowBlock block{.rows = job.rows, .q = q_, .begin = {}, .end = {}};
    for (std::int64_t r = 0; r < job.rows; ++r) {
      const std::int64_t position = job.query->first_position + (job.first_row + r) / group_;
      block.begin[r] = std::max<std::int64_t>(0, first_seen_from(position) - first_key);
      block.end[r] =
          std::clamp<std::int64_t>(end_seen_from(*job.query, position) - first_key, 0, kPartTokens);
    }
    kernels_.attend(shape_, keys_of(*job.query, job.kv_head, job.first_part() + part),
                    keys_after(job, part), block, options_.soft_cap, scores_, result);
  }

  KeyPart keys_of(const Query& query, std::int64_t head, std::int64_t part) const {
    const std::int64_t first = part * kPartPages;
    return {.pages = query.pages.data() + first,
            .page_count = std::min(kPartPages, std::ssize(query.pages) - first),
            .head = head * PageLayout(shape_).head_bytes};
  }

  /// Returns what is probably read next; no page where that is unknown.
  KeyPart keys_after(const Job& job, std::int64_t part) const {
    const Query& query = *job.query;
    if (part + 1 < job.parts()) return keys_of(query, job.kv_head, job.first_part() + part + 1);
    if (job.kv_head + 1 < shape_.kv_heads) return keys_of(query, job.kv_head + 1, job.first_part());
    if (&query != &queries_.back()) return keys_of(*(&query + 1), 0, 0);
    return {};
  }

  void finish(const Job& job) {
    for (std::int64_t r = 0; r < job.rows; ++r) {
      const std::int64_t row = job.first_row + r;
      const std::int64_t head = job.kv_head * group_ + row % group_;
      kernels_.finish(
          all_, r, shape_.head_size, options_.sinks == nullptr ? nullptr : options_.sinks + head,
          job.query->output + (row / group_ * options_.heads + head) * shape_.head_size);
    }
  }

  const AttentionKernels& kernels_;
  Worker& worker_;
  const CacheShape& shape_;
  const AttentionOptions& options_;
  std::span<const Query> queries_;
  std::int64_t group_;
  Sizes sizes_;
  float* q_;
  float* scores_;
  Weighted part_;
  Weighted all_;
  float* shared_;
  std::int64_t slot_;
  std::int64_t total_ = 0;
};

}  // namespace

std::size_t CacheShape::page_bytes() const {
  return static_cast<std::size_t>(kv_heads * PageLayout(*this).head_bytes);
}

void store(const CacheShape& shape, std::byte* page, std::int64_t position_in_page,
           const float* key, const float* value) {
  const AttentionKernels& kernels = attention_kernels(active());
  for (std::int64_t head = 0; head < shape.kv_heads; ++head) {
    kernels.store(shape, page + head * PageLayout(shape).head_bytes, position_in_page,
                  key + head * shape.head_size, value + head * shape.head_size);
  }
}

std::size_t attention_scratch_bytes(const CacheShape& shape, const AttentionOptions& options,
                                    std::int64_t positions, int threads) {
  const Sizes sizes(shape);
  const std::int64_t shared = (threads - 1) * most_parts(options, positions) * sizes.weighted;
  return static_cast<std::size_t>(threads * sizes.of_worker() + shared) * sizeof(float);
}

void attend(Worker& worker, const CacheShape& shape, const AttentionOptions& options,
            std::span<const Query> queries, std::span<std::byte> scratch) {
  Attention(worker, shape, options, queries, scratch).run();
}

}  // namespace maas::kernels
