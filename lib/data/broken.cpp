#include "data/broken.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/parallel.h"
#include "base/strings.h"
#include "data/kinds.h"

namespace maas::data {
namespace {

/// Whether an error means that the sample is broken, or a link that leads nowhere, and not that
/// reading fails.
bool is_of_the_sample(const Error& error) {
  return error.code() == ErrorCode::kInvalidData || error.code() == ErrorCode::kNotFound;
}

/// Returns why a sample is broken, without its name where the message begins with it.
std::string reason_of(const Error& error, const std::string& name) {
  const std::string message = error.what();
  for (const std::string& prefix : {fmt::format("'{}': ", name), fmt::format("{}: ", name)}) {
    if (message.starts_with(prefix)) return message.substr(prefix.size());
  }
  return message;
}

/// Returns why the sample is broken, or nothing.
std::string read_one(const Dataset& samples, std::int64_t index,
                     const std::function<void(std::int64_t)>& read) {
  try {
    read(index);
    return "";
  } catch (const Error& error) {
    if (!is_of_the_sample(error)) throw;
    return reason_of(error, samples.name(index));
  }
}

}  // namespace

std::vector<BrokenSample> read_all(const Dataset& samples, std::int64_t count, Counter& counter,
                                   const std::function<void(std::int64_t)>& read) {
  std::vector<std::string> reasons(static_cast<std::size_t>(count));
  base::for_each_index(count, [&](std::int64_t index) {
    reasons[static_cast<std::size_t>(index)] = read_one(samples, index, read);
    counter.count_one();
  });
  std::vector<BrokenSample> broken;
  for (std::int64_t i = 0; i < count; ++i) {
    std::string& reason = reasons[static_cast<std::size_t>(i)];
    if (!reason.empty()) broken.push_back({samples.name(i), std::move(reason), i});
  }
  return broken;
}

std::vector<BrokenSample> verify_all(const Dataset& samples, std::int64_t count, Counter& counter) {
  return read_all(samples, count, counter, [&](std::int64_t index) { samples.verify(index); });
}

std::string broken_text(const std::vector<BrokenSample>& broken, const Dataset& among) {
  constexpr std::size_t kMostNamed = 3;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < std::min(kMostNamed, broken.size()); ++i) {
    others.push_back(fmt::format("'{}'", broken[i].name));
  }
  return fmt::format("{} of {} {} {} broken, first '{}': {}{}{}", broken.size(), among.size(),
                     noun_of(among), broken.size() == 1 ? "is" : "are", broken.front().name,
                     broken.front().reason, others.empty() ? "" : "; then ", base::join(others));
}

std::string_view noun_of(const Dataset& set) {
  return kind_called(set.kind()).noun;
}

}  // namespace maas::data
