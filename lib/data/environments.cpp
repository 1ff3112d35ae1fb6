#include "data/environments.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/files.h"
#include "base/hashing.h"
#include "base/strings.h"
#include "data/registry.h"
#include "maas/catalog.h"
#include "maas/fields.h"

namespace maas::data {
namespace {

class SomeEpisodes final : public SubsetOf<Environment> {
 public:
  using SubsetOf::SubsetOf;

  const World& world() const override { return whole().world(); }
  std::uint64_t seed(std::int64_t index) const override { return whole().seed(at(index)); }
};

class Episodes final : public Environment {
 public:
  Episodes(World world, std::string split, const EpisodeOptions& options)
      : world_(std::move(world)), split_(std::move(split)), options_(options) {}

  std::int64_t size() const override { return options_.episodes; }
  const World& world() const override { return world_; }

  std::uint64_t seed(std::int64_t index) const override {
    return digest_of(fmt::format("{} {} {}", split_, options_.seed, index)).key();
  }

  std::string fingerprint(Progress&) const override {
    return base::sha256(
        fmt::format("{} {} {} {}", world_.name, split_, options_.seed, options_.episodes));
  }

 private:
  World world_;
  std::string split_;
  EpisodeOptions options_;
};

/// How many episodes a split has if it is but the environment that is named.
std::int64_t usual_episodes(std::string_view split) {
  return split == "train" ? 10'000 : split == "valid" ? 20 : 100;
}

/// Names of the layouts that give environments.
std::vector<std::string> environments() {
  std::vector<std::string> names;
  for (const Card& card : catalog().cards(Registry::kLayout)) {
    if (card.kinds.front() == kind::kEnvironment) names.push_back(card.name);
  }
  return names;
}

}  // namespace

std::string_view Environment::kind() const {
  return kind::kEnvironment;
}

std::string Environment::name(std::int64_t index) const {
  return fmt::format("{} episode {}", world().name, index);
}

void Environment::verify(std::int64_t /*index*/) const {}

Digest Environment::digest(std::int64_t index) const {
  return digest_of(fmt::format("{} {}", world().name, seed(index)));
}

std::shared_ptr<const Dataset> Environment::chosen(std::shared_ptr<const Dataset> self,
                                                   std::vector<std::int64_t> indices,
                                                   Identity identity) const {
  return std::make_shared<SomeEpisodes>(std::move(self), std::move(indices), identity);
}

std::unique_ptr<Environment> episodes_of(World world, const std::string& split,
                                         const EpisodeOptions& options) {
  return std::make_unique<Episodes>(std::move(world), split, options);
}

Located located_environment(const std::string& name, const std::filesystem::path& path) {
  if (path != name || base::exists(path)) return {};
  Located located{.fit = Located::Fit::kCertain};
  for (const char* const split : {"train", "valid", "test"}) {
    Component layout{name, {}};
    look_up(catalog(), Registry::kLayout, layout);
    Fields fields;
    layout.options.describe_into(fields);
    *std::get<std::int64_t*>(fields.find("episodes")->slot.target) = usual_episodes(split);
    located.splits.push_back({split, std::move(layout)});
  }
  return located;
}

std::string world_text(const World& world) {
  return fmt::format("{} numbers, {} actions", world.observations.size(), world.actions.size());
}

World world_called(const std::string& name) {
  const std::vector<std::string> known = environments();
  if (std::ranges::find(known, name) == known.end()) {
    fail(ErrorCode::kInvalidData, "there is no environment '{}', there are {}", name,
         base::join(known));
  }
  const std::unique_ptr<Dataset> set = open({"test", {name, {}}});
  return as<Environment>(*set).world();
}

}  // namespace maas::data
