#pragma once

#include <memory>
#include <optional>

#include "feed/feed.h"
#include "feed/loader.h"

namespace maas::feed {

/// The samples of a set, epoch after epoch: batches are a function of the step, and there is no
/// state.
class SampleFeed final : public Feed {
 public:
  /// @param options  whose first batch is that which the feed is started with
  SampleFeed(std::shared_ptr<const Source> source, const LoaderOptions& options)
      : source_(std::move(source)), options_(options) {}

  void start(std::int64_t step) override;
  tensor::MicroBatches next() override { return loader_->next(); }
  std::int64_t ahead() const override { return loader_->ahead(); }
  double waited() const override { return loader_->waited(); }

 private:
  std::shared_ptr<const Source> source_;
  LoaderOptions options_;
  std::optional<Loader> loader_;
};

}  // namespace maas::feed
