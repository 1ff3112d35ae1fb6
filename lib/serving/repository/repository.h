#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "serving/scheduling/model_queue.h"

namespace maas::serving::repository {

/// A version of a model that is loaded and answers.
struct ServedModel {
  std::string name;
  std::string version;
  scheduling::ModelQueue& queue;
  std::size_t index = 0;  ///< among all that are served
};

/// What is served, by name and version. Filled before the first request, then only read.
class Repository {
 public:
  /// Adds a version; the default one answers requests that name none.
  /// @throws Error kUsage if it is no name, or the name has this version already
  void add(const std::string& name, const std::string& version, bool is_default,
           scheduling::ModelQueue& queue);

  /// Returns a version of a model; an empty `version` stands for the default one.
  /// @throws Error kNotFound if there is no such model or version
  const ServedModel& find(std::string_view name, std::string_view version) const;

  bool has(std::string_view name) const { return by_name_.contains(name); }

  /// Returns the numbers of a model's versions.
  /// @throws Error kNotFound if there is no such model
  std::vector<std::string> versions(std::string_view name) const;

  const std::deque<ServedModel>& models() const { return models_; }

 private:
  struct Versions {
    std::vector<const ServedModel*> all;
    const ServedModel* chosen = nullptr;
  };

  const Versions& versions_of(std::string_view name) const;

  std::deque<ServedModel> models_;
  std::map<std::string, Versions, std::less<>> by_name_;
};

}  // namespace maas::serving::repository
