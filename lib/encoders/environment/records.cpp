#include "encoders/environment/records.h"

#include <utility>

#include "base/strings.h"
#include "data/content.h"
#include "encoders/file_records.h"
#include "formats/json/json.h"
#include "maas/error.h"
#include "tensor/batch.h"

namespace maas::encoders {
namespace {

using Encode = std::function<HostTensors(HostTensors)>;

constexpr const char* kName = tensor::part::kObservation;

/// The observations of one file.
class ObservationWalk final : public LineWalk {
 public:
  ObservationWalk(data::TextFile content, const std::vector<std::string>& names,
                  const Encode& encode)
      : LineWalk(std::move(content)), names_(names), encode_(encode) {}

  HostTensors read() override {
    std::vector<double> numbers = numbers_in(formats::parse_json(text(), "the observation"));
    const std::int64_t count = std::ssize(numbers);
    return encode_({{kName, {1, count}, std::move(numbers)}});
  }

 private:
  std::vector<double> numbers_in(const formats::Json& line) const {
    if (line.is_array()) return listed(line);
    if (!line.is_object()) {
      fail(ErrorCode::kInvalidData, "the line is no list of numbers, and no object with them");
    }
    const auto found = line.find(kName);
    if (found != line.end()) return listed(*found);
    std::vector<double> numbers;
    for (const std::string& name : names_) {
      const auto value = line.find(name);
      if (value == line.end()) {
        fail(ErrorCode::kInvalidData, "the object has neither '{}' nor '{}', expected {}", kName,
             name, base::join(names_));
      }
      numbers.push_back(number_of(*value));
    }
    return numbers;
  }

  static std::vector<double> listed(const formats::Json& list) {
    if (!list.is_array()) fail(ErrorCode::kInvalidData, "'{}' is no list of numbers", kName);
    std::vector<double> numbers;
    for (const auto& value : list) numbers.push_back(number_of(value));
    return numbers;
  }

  static double number_of(const formats::Json& value) {
    if (value.is_number()) return value.get<double>();
    fail(ErrorCode::kInvalidData, "{} is no number", base::abridged(value.dump()));
  }

  const std::vector<std::string>& names_;
  const Encode& encode_;
};

class ObservationRecords final : public FileRecords {
 public:
  ObservationRecords(const std::vector<std::string>& files, const std::vector<std::string>& names,
                     Encode encode)
      : FileRecords(files), names_(names), encode_(std::move(encode)) {}

 private:
  std::unique_ptr<FileWalk> open(const std::string& file) const override {
    return std::make_unique<ObservationWalk>(data::content_of(file), names_, encode_);
  }

  const std::vector<std::string>& names_;
  Encode encode_;
};

}  // namespace

std::unique_ptr<Records> observation_records(const std::vector<std::string>& arguments,
                                             const std::vector<std::string>& names, Encode encode) {
  return std::make_unique<ObservationRecords>(arguments, names, std::move(encode));
}

}  // namespace maas::encoders
