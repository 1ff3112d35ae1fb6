#include "data/headers.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/parallel.h"
#include "base/strings.h"
#include "data/counter.h"

namespace maas::data {
namespace {

/// What the header of one sample said.
struct Header {
  ImageShape shape;
  std::string reason;  ///< why it is broken, or empty
};

Header read_header(const Dataset& samples, std::int64_t index) {
  try {
    return {samples.shape(index), ""};
  } catch (const Error& error) {
    if (!is_of_the_sample(error)) throw;
    return {{}, reason_of(error, samples.name(index))};
  }
}

}  // namespace

Headers read_headers(const Dataset& samples, Progress& progress) {
  std::vector<Header> all(static_cast<std::size_t>(samples.size()));
  Counter counter("headers", samples.size(), progress, Counter::kQuiet);
  base::for_each_index(samples.size(), [&](std::int64_t index) {
    all[static_cast<std::size_t>(index)] = read_header(samples, index);
    counter.count_one();
  });
  Headers headers;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].reason.empty())
      ++headers.shapes[all[i].shape];
    else
      headers.broken.push_back({samples.name(static_cast<std::int64_t>(i)), all[i].reason,
                                static_cast<std::int64_t>(i)});
  }
  return headers;
}

bool is_of_the_sample(const Error& error) {
  return error.code() == ErrorCode::kInvalidData || error.code() == ErrorCode::kNotFound;
}

std::string reason_of(const Error& error, const std::string& name) {
  const std::string message = error.what();
  const std::string prefix = fmt::format("'{}': ", name);
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

std::string broken_text(const std::vector<BrokenSample>& broken, std::int64_t of) {
  constexpr std::size_t kMostNamed = 3;
  std::vector<std::string> others;
  for (std::size_t i = 1; i < std::min(kMostNamed, broken.size()); ++i) {
    others.push_back(fmt::format("'{}'", broken[i].name));
  }
  return fmt::format("{} of {} pictures {} broken, first '{}': {}{}{}", broken.size(), of,
                     broken.size() == 1 ? "is" : "are", broken.front().name, broken.front().reason,
                     others.empty() ? "" : "; then ", base::join(others));
}

}  // namespace maas::data
