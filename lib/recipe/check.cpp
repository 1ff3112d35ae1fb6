#include "recipe/check.h"

#include <algorithm>
#include <map>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/strings.h"
#include "maas/metric_name.h"
#include "recipe/gate.h"
#include "recipe/key_path.h"
#include "recipe/kinds.h"

namespace maas::recipe {
namespace {

using Names = std::vector<std::string>;

/// The metrics of a task.
class Metrics {
 public:
  explicit Metrics(const MetricSpecs& specs) : specs_(specs) {}

  bool know(const std::string& name) const { return find_metric(specs_, name) != nullptr; }

  /// The closest `[split.]metric`.
  std::string suggestion(const std::string& written, const std::string& metric) const {
    if (const std::string meant = with_brackets(metric); know(meant)) {
      return fmt::format("write {}", meant);
    }
    Names all;
    Names candidates;
    for (const MetricSpec& spec : specs_) {
      all.push_back(spec.name);
      if (spec.name.find('*') != spec.name.npos) continue;
      candidates.push_back(spec.name);
      for (const char* const split : {"train", "valid", "test"}) {
        candidates.push_back(join_path(split, spec.name));
      }
    }
    const std::string hint = base::did_you_mean(written, candidates);
    return hint.empty() ? fmt::format("the task has {}", base::join(all)) : hint;
  }

 private:
  const MetricSpecs& specs_;
};

class Checker {
 public:
  Checker(Document& document, const Recipe& recipe, const Catalog& catalog)
      : document_(document), recipe_(recipe), catalog_(catalog) {}

  void check() const {
    const Card* const task = catalog_.find(Registry::kTask, recipe_.task.name);
    if (task == nullptr) return;
    for (const Mismatch& mismatch : mismatches(recipe_, catalog_)) {
      document_.blame(mismatch.path, mismatch.message, mismatch.hint);
    }
    check_splits();
    const Metrics metrics(task->metrics);
    check_gates(metrics);
    if (!recipe_.checkpoint.best.empty()) {
      check_watched("checkpoint.best", recipe_.checkpoint.best, metrics);
    }
    if (recipe_.train.early_stop) {
      check_watched("train.early_stop.on", recipe_.train.early_stop->on, metrics);
    }
  }

 private:
  /// Classes are told apart by their names.
  void check_classes(const std::string& split, AnyOptions options) const {
    Fields fields;
    options.describe_into(fields);
    const Field* const field = fields.find("classes");
    const auto* const list = field ? std::get_if<ListSlot>(&field->slot.target) : nullptr;
    if (list == nullptr) return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t i = 0; i < list->size(); ++i) {
      const Slot slot = list->at(i);
      const auto* const name = std::get_if<std::string*>(&slot.target);
      if (name == nullptr) return;
      const std::string path = fmt::format("data.{}.classes[{}]", split, i);
      const auto [first, is_new] = seen.emplace(**name, i);
      if ((*name)->empty()) {
        document_.blame(path, "a class has an empty name");
      } else if (!is_new) {
        document_.blame(path, fmt::format("class {} is '{}', which class {} is already", i, **name,
                                          first->second));
      }
    }
  }

  /// A split has files of its own, or is a share of the training samples.
  void check_splits() const {
    const DataBlock& data = recipe_.data;
    double taken = 0;
    if (!data.train.from.empty()) {
      document_.blame("data.train.from", "'data.train' cannot be taken out of itself");
    }
    check_source("train", data.train, taken);
    if (data.valid) check_source("valid", *data.valid, taken);
    if (data.test) check_source("test", *data.test, taken);
    if (taken < 1) return;
    document_.blame("data", fmt::format("fractions of {} leave nothing of data.train to learn from",
                                        base::shortest(taken)));
  }

  void check_source(const std::string& split, const SplitBlock& block, double& taken) const {
    const std::string key = "data." + split;
    check_classes(split, block.layout.options);
    if (block.from.empty() && block.layout.name.empty()) {
      document_.blame(
          key,
          fmt::format("'{}' says neither the format of its files nor the split it is taken from",
                      key),
          fmt::format("set {0}.format, or {0}.from", key));
    }
    if (block.from.empty()) return;
    taken += block.fraction;
    if (!block.layout.name.empty()) {
      document_.blame(key, fmt::format("'{}' has files and is taken from train", key),
                      fmt::format("remove {0}.format or {0}.from", key));
    }
    if (block.fraction <= 0) {
      document_.blame(key,
                      fmt::format("'{}' is taken from train, but no fraction says how much", key),
                      fmt::format("set {}.fraction, e.g. 0.1", key));
    }
  }

  void check_gates(const Metrics& metrics) const {
    for (const auto& [key, condition] : recipe_.gates) {
      const std::string path = join_path("gates", key);
      try {
        const Gate gate = parse_gate(key + condition);
        if (!metrics.know(gate.metric)) {
          document_.blame_key(path, fmt::format("unknown metric '{}'", key),
                              metrics.suggestion(key, gate.metric));
        } else if (!has_split(gate.split)) {
          document_.blame_key(path, fmt::format("the recipe has no 'data.{}'", gate.split));
        }
      } catch (const Error& error) {
        document_.blame(path, error.what(), error.hint());
      }
    }
  }

  void check_watched(const std::string& path, const std::string& name,
                     const Metrics& metrics) const {
    const std::size_t dot = name.find('.');
    const std::string split = name.substr(0, dot);
    if (dot == name.npos || !metrics.know(name.substr(dot + 1))) {
      document_.blame(path, fmt::format("unknown metric '{}'", name),
                      metrics.suggestion(name, name.substr(std::min(dot, name.size() - 1) + 1)));
    } else if (split != "valid") {
      document_.blame(path, fmt::format("'{}' is not measured while training", name),
                      fmt::format("did you mean 'valid.{}'?", name.substr(dot + 1)));
    } else if (!has_split(split)) {
      document_.blame(path, "the recipe has no 'data.valid' to watch");
    }
  }

  bool has_split(const std::string& split) const {
    if (split == "valid") return recipe_.data.valid.has_value();
    return split != "test" || recipe_.data.test.has_value();
  }

  Document& document_;
  const Recipe& recipe_;
  const Catalog& catalog_;
};

}  // namespace

Recipe read_noting(Document& document, const Catalog& catalog) {
  Recipe recipe;
  document.read(recipe);
  Checker(document, recipe, catalog).check();
  return recipe;
}

Recipe read_checked(Document& document, const Catalog& catalog) {
  Recipe recipe = read_noting(document, catalog);
  document.throw_if_any();
  return recipe;
}

Recipe read_file(const std::string& file, const std::filesystem::path& builtin_root,
                 const Catalog& catalog) {
  Document document = load({.file = file, .builtin_root = builtin_root}, catalog);
  return read_checked(document, catalog);
}

void throw_placed(const Error& error, const Document& document) {
  const std::string message = error.what();
  const std::string_view path = leading_path(message);
  std::string_view rest = path;
  const bool names_key = document.root().find(take_key(rest)) != nullptr;
  if (error.code() != ErrorCode::kInvalidRecipe || !names_key) throw error;
  Problems problems;
  problems.add(document.position(path), message, error.hint());
  throw Error(error.code(), problems.render());
}

}  // namespace maas::recipe
