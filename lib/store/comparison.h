#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/catalog.h"
#include "recipe/node.h"

namespace maas::store {

/// What is compared: a recipe, or a run or model that was made by one.
struct Subject {
  std::string name;
  recipe::Node recipe;                        ///< resolved
  std::map<std::string, std::string> origin;  ///< key -> who set it
  bool was_run = false;                       ///< the rest is known
  std::map<std::string, std::string> run;     ///< status, build, threads, ...
  std::map<std::string, std::string> data;    ///< split -> fingerprint
  std::map<std::string, double> metrics;      ///< split.name -> value
};

/// Reads a run directory, a model as `resolve_model` finds it, or a recipe.
/// @throws Error kNotFound if there is no such thing, or a model records no recipe; kInvalidRecipe,
///   kInvalidData, kIo
Subject read_subject(const std::string& text, const std::filesystem::path& builtin_root,
                     const Catalog& catalog);

/// A value that differs; empty where there is none.
struct Difference {
  std::string key;
  std::string before;
  std::string after;
  std::string before_by{};  ///< who set it: `file:line`, "default", "the run's recipe"
  std::string after_by{};
};

inline void describe(Fields& fields, Difference& difference) {
  fields("key", difference.key, "what differs");
  fields("before", difference.before, "in the first");
  fields("after", difference.after, "in the second");
  fields("before_by", difference.before_by, "who set it in the first");
  fields("after_by", difference.after_by, "who set it in the second");
}

/// A metric that differs.
struct MetricDifference {
  std::string key;
  std::optional<double> before;
  std::optional<double> after;
};

inline void describe(Fields& fields, MetricDifference& difference) {
  fields("key", difference.key, "the metric");
  fields("before", difference.before, "in the first");
  fields("after", difference.after, "in the second");
}

/// Why two results differ: what was asked, what it ran on, what it learned from, what came out.
struct Differences {
  std::vector<Difference> recipe;
  std::vector<Difference> run;
  std::vector<Difference> data;
  std::vector<MetricDifference> metrics;

  bool none() const { return recipe.empty() && run.empty() && data.empty() && metrics.empty(); }
};

/// Compares two subjects; what the run of only one of them records is left out.
Differences compare(const Subject& before, const Subject& after);

}  // namespace maas::store
