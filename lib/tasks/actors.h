#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "data/environments.h"
#include "feed/source.h"
#include "tensor/batch.h"

namespace maas::tasks {

/// Environments that are acted in side by side, one episode after the other. Episodes begin as
/// those of the training split do, in an order that the seed draws anew each time they are through.
class Actors {
 public:
  /// @param train  gives the seeds of episodes
  Actors(data::World world, std::shared_ptr<const feed::Source> train, std::int64_t count,
         std::uint64_t seed);

  std::int64_t count() const { return std::ssize(simulations_); }

  /// Begins the first episodes.
  void begin();

  /// Goes on from what the tensors of `state` hold.
  void go_on();

  /// Returns what is seen, [count, O] float32.
  at::Tensor observations() const;

  /// What an actor has done.
  struct Deed {
    data::Outcome outcome;
    at::Tensor seen;  ///< after it, [O]; of an episode that is over, its last
  };

  /// Acts; an episode that is over gives way to the next one.
  Deed step(std::int64_t actor, std::int64_t action);

  /// Everything that what comes depends on.
  tensor::NamedTensors state() const;

  /// The mean return of the episodes that were over last, at most 100; none: there are none.
  std::optional<double> mean_return() const;

 private:
  void begin_episode(std::int64_t actor);
  std::uint64_t next_seed();
  at::Tensor seen_by(std::int64_t actor) const;

  data::World world_;
  std::shared_ptr<const feed::Source> train_;
  std::uint64_t seed_;
  std::vector<std::unique_ptr<data::Simulation>> simulations_;
  at::Tensor states_;   ///< [count, World::state] float64, as of the last `state`
  at::Tensor earned_;   ///< [count] float64, by the present episodes
  at::Tensor returns_;  ///< float64, of episodes that were over, in a ring
  at::Tensor counts_;   ///< int64: episodes that were begun, and those that were over
};

}  // namespace maas::tasks
