#include "tasks/task.h"

#include "feed/sample_feed.h"
#include "maas/error.h"

namespace maas::tasks {

std::vector<Phase> Task::phases() const {
  return {{.step = [this](const Forward& forward, const tensor::Batch& batch) {
    return step(forward, batch);
  }}};
}

std::unique_ptr<feed::Feed> Task::feed(FeedRequest request) const {
  return std::make_unique<feed::SampleFeed>(std::move(request.train), request.loader);
}

Creation Task::create(const Forward&, const CreateRequest&, const OnPiece&) const {
  fail(ErrorCode::kInternal, "the task does not generate");
}

}  // namespace maas::tasks
