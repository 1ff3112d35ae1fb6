#include "data/toy_rows/toy_rows.h"

#include <array>
#include <utility>

#include <fmt/format.h>

#include "base/hashing.h"
#include "data/rows.h"

namespace maas::data {
namespace {

class DrawnRows final : public Rows {
 public:
  DrawnRows(std::string split, std::int64_t size, const std::string& target)
      : split_(std::move(split)),
        target_(require_column(columns_, target.empty() ? columns_.back() : target,
                               ErrorCode::kInvalidRecipe, "toy-rows")) {
    if (columns_[target_] == "side") classes_ = {"above", "below"};
    base::Random random(digest_of(split_).key());
    for (std::int64_t i = 0; i < size; ++i) {
      const double x = random.uniform();
      const double y = random.uniform();
      rows_.push_back({fmt::format("{:.6f}", x), fmt::format("{:.6f}", y),
                       x < y ? "above" : "below", fmt::format("{:.6f}", x + y)});
    }
  }

  std::int64_t size() const override { return std::ssize(rows_); }
  const std::vector<std::string>& classes() const override { return classes_; }
  std::int64_t label(std::int64_t index) const override {
    if (classes_.empty()) return Dataset::label(index);
    return cell(index, target_) == classes_.front() ? 0 : 1;
  }
  std::string name(std::int64_t index) const override {
    return fmt::format("{} row {}", split_, index);
  }
  void verify(std::int64_t) const override {}
  Digest digest(std::int64_t index) const override {
    return digest_of(fmt::format("{} {}", cell(index, 0), cell(index, 1)));
  }
  std::string fingerprint(Progress&) const override {
    return base::sha256(fmt::format("toy-rows {} {} {}", split_, size(), columns_[target_]));
  }

  const std::vector<std::string>& columns() const override { return columns_; }
  std::string_view cell(std::int64_t row, std::size_t column) const override {
    return rows_[static_cast<std::size_t>(row)][column];
  }
  const TableFormat& format() const override { return format_; }
  std::optional<std::size_t> target() const override { return target_; }

 private:
  std::string split_;
  std::vector<std::string> columns_ = {"x", "y", "side", "sum"};
  std::size_t target_;
  std::vector<std::string> classes_;
  std::vector<std::array<std::string, 4>> rows_;
  TableFormat format_{.delimiter = ',', .missing = {""}};
};

class ToyRows final : public Layout {
 public:
  ToyRows(std::string split, const ToyRowsOptions& options)
      : split_(std::move(split)), options_(options) {}

  Located locate(const std::filesystem::path&) const override { return {}; }
  std::unique_ptr<Dataset> open(const Opening& opening) const override {
    return std::make_unique<DrawnRows>(split_, options_.samples, opening.target);
  }
  std::vector<std::filesystem::path> files() const override { return {}; }
  AnyOptions settled(const Facts&) const override { return AnyOptions::of(options_); }

 private:
  std::string split_;
  ToyRowsOptions options_;
};

}  // namespace

std::unique_ptr<Layout> make_toy_rows(const std::string& split, const ToyRowsOptions& options) {
  return std::make_unique<ToyRows>(split, options);
}

}  // namespace maas::data
