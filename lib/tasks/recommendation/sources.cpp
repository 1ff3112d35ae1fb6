#include "tasks/recommendation/sources.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include <ATen/ops/empty.h>
#include <ATen/ops/full.h>

#include "feed/scalar_part.h"
#include "maas/error.h"
#include "tasks/pairing.h"
#include "tasks/recommendation/history.h"

namespace maas::tasks {
namespace {

/// Draws before an item that the user likes is put up with.
constexpr int kMostDraws = 100;
constexpr std::int64_t kNone = -1;

/// An item that a user likes, before others.
class ChoicePart final : public feed::Part {
 public:
  ChoicePart(std::shared_ptr<const std::vector<ItemLists::Pair>> liked, std::int64_t users,
             std::int64_t items, std::int64_t negatives)
      : liked_(std::move(liked)), lists_(users, *liked_), items_(items), negatives_(negatives) {}

  std::string_view name() const override { return tensor::part::kItems; }

  std::int64_t sample_bytes() const override {
    return (1 + negatives_) * static_cast<std::int64_t>(sizeof(std::int64_t));
  }

  at::Tensor blank(feed::Indices samples) const override {
    return at::empty({std::ssize(samples), 1 + negatives_}, at::kLong);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random& random,
            const at::Tensor& part) const override {
    const auto& [user, item] =
        (*liked_)[static_cast<std::size_t>(samples[static_cast<std::size_t>(row)])];
    auto* const choice = part.data_ptr<std::int64_t>() + row * (1 + negatives_);
    choice[0] = item;
    for (std::int64_t i = 1; i <= negatives_; ++i) choice[i] = drawn(user, random);
  }

 private:
  std::int64_t drawn(std::int64_t user, base::Random& random) const {
    std::int64_t item = 0;
    for (int draw = 0; draw < kMostDraws; ++draw) {
      item = 1 + static_cast<std::int64_t>(random.below(static_cast<std::uint64_t>(items_ - 1)));
      if (!lists_.contain(user, item)) break;
    }
    return item;
  }

  std::shared_ptr<const std::vector<ItemLists::Pair>> liked_;
  ItemLists lists_;
  std::int64_t items_;
  std::int64_t negatives_;
};

/// A user of a set, and what he likes.
struct JudgedUser {
  std::int64_t number = 0;
  std::int64_t sample = 0;
  std::vector<std::int64_t> relevant{};
};

using JudgedUsers = std::shared_ptr<const std::vector<JudgedUser>>;

/// What each user likes, padded to the longest list of the batch.
class RelevantPart final : public feed::Part {
 public:
  explicit RelevantPart(JudgedUsers users) : users_(std::move(users)) {
    for (const JudgedUser& user : *users_) {
      longest_ = std::max(longest_, std::ssize(user.relevant));
    }
  }

  std::string_view name() const override { return kRelevant; }

  std::int64_t sample_bytes() const override {
    return longest_ * static_cast<std::int64_t>(sizeof(std::int64_t));
  }

  at::Tensor blank(feed::Indices samples) const override {
    std::int64_t longest = 0;
    for (const std::int64_t sample : samples) {
      longest = std::max(longest, std::ssize(user_at(sample).relevant));
    }
    return at::full({std::ssize(samples), longest}, kNone, at::kLong);
  }

  void read(feed::Indices samples, std::int64_t row, base::Random&,
            const at::Tensor& part) const override {
    std::ranges::copy(user_at(samples[static_cast<std::size_t>(row)]).relevant,
                      part.data_ptr<std::int64_t>() + row * part.size(1));
  }

 private:
  const JudgedUser& user_at(std::int64_t sample) const {
    return (*users_)[static_cast<std::size_t>(sample)];
  }

  JudgedUsers users_;
  std::int64_t longest_ = 0;
};

void verify_all(const data::Pairs& set) {
  for (std::int64_t i = 0; i < set.size(); ++i) set.verify(i);
}

/// The users in the order in which the set names them; what one likes twice counts once.
std::vector<JudgedUser> judged_users(const data::Pairs& set, const encoders::PairEncoder& encoder,
                                     const std::optional<double>& relevant,
                                     const ItemLists& rated) {
  struct Found {
    std::size_t place = 0;
    std::unordered_set<std::string_view> liked{};
  };
  std::vector<JudgedUser> users;
  std::unordered_map<std::string_view, Found> found;
  for (std::int64_t i = 0; i < set.size(); ++i) {
    if (!is_liked(set.rating(i), relevant)) continue;
    const std::int64_t user = encoder.users().number(set.user(i));
    const std::int64_t item = encoder.items().number(set.item(i));
    if (rated.contain(user, item)) continue;
    const auto [entry, is_new] = found.try_emplace(set.user(i), Found{.place = users.size()});
    if (is_new) users.push_back({.number = user, .sample = i});
    if (entry->second.liked.insert(set.item(i)).second) {
      users[entry->second.place].relevant.push_back(item);
    }
  }
  return users;
}

[[noreturn]] void refuse(std::string_view what, const std::optional<double>& relevant,
                         std::string_view lack) {
  throw failure_with_hint(ErrorCode::kInvalidData,
                          relevant ? "a lower `relevant` of the task lets more be liked" : "",
                          "{}: {}{}", what, lack,
                          relevant ? fmt::format(" with a rating of {} or more", *relevant) : "");
}

}  // namespace

std::shared_ptr<const feed::Source> liked_source(const data::Pairs& set,
                                                 const encoders::PairEncoder& encoder,
                                                 const std::optional<double>& relevant,
                                                 std::int64_t negatives, std::string_view what) {
  verify_all(set);
  const auto liked =
      std::make_shared<const std::vector<ItemLists::Pair>>(known_pairs(set, encoder, relevant));
  if (liked->empty()) refuse(what, relevant, "no user likes an item");
  const auto user_of = [liked](std::int64_t sample) -> std::int64_t {
    return (*liked)[static_cast<std::size_t>(sample)].first;
  };
  feed::Parts parts = {feed::scalar_part<std::int64_t>(tensor::part::kUsers, user_of),
                       std::make_shared<ChoicePart>(liked, encoder.users().size(),
                                                    encoder.items().size(), negatives)};
  return std::make_shared<feed::Source>(std::ssize(*liked), std::move(parts));
}

std::shared_ptr<const feed::Source> user_source(const data::Pairs& set,
                                                const encoders::PairEncoder& encoder,
                                                const std::optional<double>& relevant,
                                                const ItemLists& rated, std::string_view what) {
  verify_all(set);
  const auto users =
      std::make_shared<const std::vector<JudgedUser>>(judged_users(set, encoder, relevant, rated));
  if (users->empty()) refuse(what, relevant, "no user likes an item that is new to him");
  const auto value_of = [users](std::int64_t JudgedUser::*member) {
    return [users, member](std::int64_t sample) {
      return (*users)[static_cast<std::size_t>(sample)].*member;
    };
  };
  feed::Parts parts = {
      feed::scalar_part<std::int64_t>(tensor::part::kUsers, value_of(&JudgedUser::number)),
      std::make_shared<RelevantPart>(users),
      feed::scalar_part<std::int64_t>(kSample, value_of(&JudgedUser::sample))};
  return std::make_shared<feed::Source>(std::ssize(*users), std::move(parts));
}

}  // namespace maas::tasks
