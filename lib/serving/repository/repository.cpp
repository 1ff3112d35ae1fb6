#include "serving/repository/repository.h"

#include <algorithm>

#include "base/names.h"
#include "base/strings.h"
#include "maas/error.h"

namespace maas::serving::repository {

void Repository::add(const std::string& name, const std::string& version, bool is_default,
                     scheduling::ModelQueue& queue) {
  base::check_name("model", name);
  Versions& versions = by_name_[name];
  if (std::ranges::find(versions.all, version, &ServedModel::version) != versions.all.end()) {
    throw failure_with_hint(ErrorCode::kUsage, "rename one of the directories",
                            "there are two models '{}' of version {}", name, version);
  }
  const ServedModel& model = models_.emplace_back(name, version, queue, models_.size());
  versions.all.push_back(&model);
  if (is_default) versions.chosen = &model;
}

const ServedModel& Repository::find(std::string_view name, std::string_view version) const {
  const Versions& versions = versions_of(name);
  if (version.empty()) return *versions.chosen;
  const auto found = std::ranges::find(versions.all, version, &ServedModel::version);
  if (found == versions.all.end()) {
    fail(ErrorCode::kNotFound, "model '{}' has no version '{}'", name, base::abridged(version));
  }
  return **found;
}

std::vector<std::string> Repository::versions(std::string_view name) const {
  std::vector<std::string> numbers;
  for (const ServedModel* model : versions_of(name).all) numbers.push_back(model->version);
  return numbers;
}

const Repository::Versions& Repository::versions_of(std::string_view name) const {
  const auto found = by_name_.find(name);
  if (found == by_name_.end())
    fail(ErrorCode::kNotFound, "there is no model '{}'", base::abridged(name));
  return found->second;
}

}  // namespace maas::serving::repository
