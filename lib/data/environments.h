#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "data/dataset.h"
#include "data/episode_options.h"
#include "data/layout.h"

namespace maas::data {

/// What a step in an environment comes to.
struct Outcome {
  double reward = 0;
  bool terminated = false;  ///< nothing comes after it
  bool truncated = false;   ///< the episode is cut off here, though it might have gone on

  bool is_over() const { return terminated || truncated; }
};

/// One episode after the other in an environment. What happens depends on the seed and the actions
/// alone.
class Simulation {
 public:
  virtual ~Simulation() = default;

  /// Begins an episode.
  virtual void reset(std::uint64_t seed) = 0;

  /// @param action  index into World::actions
  virtual Outcome step(std::int64_t action) = 0;

  /// Writes what an agent sees: a number for each of World::observations.
  virtual void observe(std::span<float> numbers) const = 0;

  /// Writes all that the rest of the episode depends on: World::state numbers.
  virtual void save(std::span<double> numbers) const = 0;

  /// Goes on from what `save` wrote.
  virtual void restore(std::span<const double> numbers) = 0;
};

/// An environment: what an agent sees of it, and may do in it.
struct World {
  std::string name;                       ///< as its layout's card has it
  std::vector<std::string> observations;  ///< names of the numbers that are seen
  std::vector<std::string> actions;       ///< names of the choices
  std::int64_t state = 0;                 ///< numbers that Simulation::save writes
  std::int64_t most_steps = 0;            ///< after which an episode is cut off
  std::function<std::unique_ptr<Simulation>()> simulation{};
};

/// Episodes in one environment, begun from seeds: each split has others.
class Environment : public Dataset {
 public:
  std::string_view kind() const override;
  std::string name(std::int64_t index) const override;
  void verify(std::int64_t index) const override;
  Digest digest(std::int64_t index) const override;
  std::shared_ptr<const Dataset> chosen(std::shared_ptr<const Dataset> self,
                                        std::vector<std::int64_t> indices,
                                        Identity identity) const override;

  virtual const World& world() const = 0;

  /// What an episode begins from.
  virtual std::uint64_t seed(std::int64_t index) const = 0;
};

/// Returns a split's episodes.
std::unique_ptr<Environment> episodes_of(World world, const std::string& split,
                                         const EpisodeOptions& options);

/// Returns the splits of an environment where a path is its name and nothing lies there.
/// @param name  of its layout's card, whose options are EpisodeOptions
Located located_environment(const std::string& name, const std::filesystem::path& path);

/// Returns what an agent sees and may do, for people: "4 numbers, 2 actions".
std::string world_text(const World& world);

/// Returns an environment of this program by its name.
/// @throws Error kInvalidData if there is none
World world_called(const std::string& name);

}  // namespace maas::data
