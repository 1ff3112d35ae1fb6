#include "encoders/pairs/encoder.h"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/strings.h"
#include "encoders/pairs/records.h"
#include "encoders/pairs/requests.h"
#include "feed/scalar_part.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "recipe/json_file.h"
#include "recipe/write.h"

namespace maas::encoders {
namespace {

constexpr const char* kFile = "pairs.json";
constexpr const char* kSchema = "maas.pairs/v1";

/// The different names of training ratings, in the order in which they come.
class Gathered {
 public:
  void add(std::string_view name) {
    if (seen_.insert(name).second) names_.emplace_back(name);
  }
  std::vector<std::string> take() { return std::move(names_); }

 private:
  std::unordered_set<std::string_view> seen_;  ///< names in the set
  std::vector<std::string> names_;
};

/// @throws Error kInvalidData if there are fewer than two
void require_several(const std::vector<std::string>& names, const char* what) {
  if (names.size() >= 2) return;
  throw failure_with_hint(
      ErrorCode::kInvalidData, "name the columns: `user: COLUMN`, `item: COLUMN`",
      "the training ratings have one {} only, '{}'", what, base::abridged(names.front()));
}

/// @throws Error kInvalidData if one is empty, or there twice
void require_different(const std::vector<std::string>& names, const std::string& what) {
  std::unordered_set<std::string_view> seen;
  for (const std::string& name : names) {
    if (!name.empty() && seen.insert(name).second) continue;
    fail(ErrorCode::kInvalidData, "{}: the name '{}' is empty or there twice", what,
         base::abridged(name));
  }
}

/// The numbers of the names of a set's samples.
std::vector<std::int32_t> numbers_of(const data::Pairs& pairs, const Names& names,
                                     std::string_view (data::Pairs::*name_of)(std::int64_t) const) {
  std::vector<std::int32_t> numbers;
  for (std::int64_t i = 0; i < pairs.size(); ++i) {
    numbers.push_back(static_cast<std::int32_t>(names.number((pairs.*name_of)(i))));
  }
  return numbers;
}

std::shared_ptr<const feed::Part> number_part(const char* name, std::vector<std::int32_t> numbers) {
  return feed::scalar_part<std::int64_t>(name, [numbers = std::move(numbers)](std::int64_t sample) {
    return numbers[static_cast<std::size_t>(sample)];
  });
}

}  // namespace

/// What `pairs.json` holds.
struct PairEncoder::Published {
  std::string schema = kSchema;
  data::RatingForm form;
  std::vector<std::string> users;
  std::vector<std::string> items;

  friend void describe(Fields& fields, Published& published) {
    fields("schema", published.schema, "version of the file").choices({kSchema}).required();
    fields("delimiter", published.form.delimiter, "what stood between the fields of the ratings");
    fields("has_header", published.form.has_header, "whether their first line named the columns");
    fields("user", published.form.user, "column of the users, by its name or number").required();
    fields("item", published.form.item, "column of the items").required();
    fields("users", published.users, "names of the users, in the order of their numbers from 1")
        .required();
    fields("items", published.items, "names of the items, likewise").required();
  }
};

PairEncoder::Published PairEncoder::published_of(const Basis& basis) {
  Published published;
  if (basis.model != nullptr) {
    const std::filesystem::path path = basis.model->path(kFile);
    published = recipe::from_json_to<Published>(formats::read_json<formats::OrderedJson>(path),
                                                path.string(), {}, {.ignore_unknown_keys = true});
    require_different(published.users, path.string() + ": users");
    require_different(published.items, path.string() + ": items");
    return published;
  }
  const auto& train = data::as<data::Pairs>(*basis.train);
  Gathered users;
  Gathered items;
  for (std::int64_t i = 0; i < train.size(); ++i) {
    train.verify(i);
    users.add(train.user(i));
    items.add(train.item(i));
  }
  published.form = train.form();
  published.users = users.take();
  published.items = items.take();
  require_several(published.users, "user");
  require_several(published.items, "item");
  return published;
}

PairEncoder::PairEncoder(const Basis& basis, Question question)
    : PairEncoder(question, published_of(basis)) {}

PairEncoder::PairEncoder(Question question, Published published)
    : question_(question),
      form_(std::move(published.form)),
      users_(std::move(published.users)),
      items_(std::move(published.items)) {}

std::int64_t PairEncoder::unknown_in(const data::Pairs& pairs) const {
  std::int64_t unknown = 0;
  for (std::int64_t i = 0; i < pairs.size(); ++i) {
    const bool is_known = users_.number(pairs.user(i)) != Names::kUnknown &&
                          items_.number(pairs.item(i)) != Names::kUnknown;
    unknown += is_known ? 0 : 1;
  }
  return unknown;
}

std::string PairEncoder::text() const {
  return fmt::format("{} users and {} items", users_.size() - 1, items_.size() - 1);
}

feed::Parts PairEncoder::parts(std::shared_ptr<const data::Dataset> set, Use) const {
  const auto& pairs = data::as<data::Pairs>(*set);
  for (std::int64_t i = 0; i < pairs.size(); ++i) pairs.verify(i);
  return {number_part(tensor::part::kUsers, numbers_of(pairs, users_, &data::Pairs::user)),
          number_part(tensor::part::kItems, numbers_of(pairs, items_, &data::Pairs::item))};
}

void PairEncoder::save(const store::ModelWriter& writer, nlohmann::ordered_json&) const {
  formats::write_json(
      writer.file(kFile),
      recipe::to_json_of(Published{.form = form_, .users = users_.all(), .items = items_.all()}));
}

std::vector<TensorSpec> PairEncoder::inputs() const {
  std::vector<TensorSpec> inputs = {{kUserInput, "BYTES", {-1}}};
  if (question_ == Question::kPair) inputs.push_back({kItemInput, "BYTES", {-1}});
  return inputs;
}

Demand PairEncoder::check(HostTensors& inputs) const {
  return check_pairs(inputs, question_ == Question::kPair);
}

HostTensors PairEncoder::prepare(HostTensors inputs) const {
  HostTensors prepared = {numbered(inputs, kUserInput, users_, tensor::part::kUsers)};
  if (question_ == Question::kPair) {
    prepared.push_back(numbered(inputs, kItemInput, items_, tensor::part::kItems));
  }
  return prepared;
}

HostTensors PairEncoder::random_request(std::int64_t samples, base::Random& random) const {
  const auto drawn = [&](const char* name, const Names& names) {
    std::vector<std::string> texts;
    for (std::int64_t i = 0; i < samples; ++i) {
      texts.push_back(names.all()[random.below(names.all().size())]);
    }
    return HostTensor{name, {samples}, std::move(texts)};
  };
  HostTensors request = {drawn(kUserInput, users_)};
  if (question_ == Question::kPair) request.push_back(drawn(kItemInput, items_));
  return request;
}

std::unique_ptr<Records> PairEncoder::records(const std::vector<std::string>& arguments) const {
  return pair_records(arguments, form_, question_ == Question::kPair, [this](HostTensors request) {
    check(request);
    return prepare(std::move(request));
  });
}

}  // namespace maas::encoders
