#include "report/parallel_chart.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "report/axis.h"
#include "report/html.h"

namespace maas::report {
namespace {

constexpr double kBox = 1000;  // side of the drawing, which is stretched to the page
constexpr int kIntervals = 4;

/// Where the i-th of n things stands between 0 and 1.
double place_of(std::size_t i, std::size_t n) {
  return n < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(n - 1);
}

std::optional<std::vector<double>> numbers_of(const std::vector<std::string>& texts) {
  std::vector<double> numbers(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    if (!base::parse_number(texts[i], numbers[i])) return std::nullopt;
  }
  return numbers;
}

std::pair<Rail, std::vector<double>> categories(const std::string& name,
                                                const std::vector<std::string>& values) {
  std::vector<std::string> kinds;
  for (const std::string& value : values) {
    if (std::find(kinds.begin(), kinds.end(), value) == kinds.end()) kinds.push_back(value);
  }
  Rail rail{name, {}};
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    rail.ticks.emplace_back(place_of(i, kinds.size()), kinds[i]);
  }
  std::vector<double> places;
  for (const std::string& value : values) {
    const auto kind = std::find(kinds.begin(), kinds.end(), value) - kinds.begin();
    places.push_back(place_of(static_cast<std::size_t>(kind), kinds.size()));
  }
  return {rail, places};
}

std::pair<Rail, std::vector<double>> linear(const std::string& name,
                                            const std::vector<double>& numbers) {
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  const Axis axis = rounded_axis(*low, *high, kIntervals);
  Rail rail{name, {}};
  for (const double tick : axis.ticks) rail.ticks.emplace_back(axis.place(tick), axis.label(tick));
  std::vector<double> places;
  for (const double number : numbers) places.push_back(axis.place(number));
  return {rail, places};
}

/// The axis begins and ends at a power of ten.
std::pair<Rail, std::vector<double>> powers(const std::string& name,
                                            const std::vector<double>& numbers) {
  const auto [low, high] = std::minmax_element(numbers.begin(), numbers.end());
  const double first = std::floor(std::log10(*low));
  const double last = std::max(std::ceil(std::log10(*high)), first + 1);
  Rail rail{name, {}};
  for (double power = first; power <= last; ++power) {
    rail.ticks.emplace_back((power - first) / (last - first),
                            fmt::format("{:g}", std::pow(10, power)));
  }
  std::vector<double> places;
  for (const double number : numbers) {
    places.push_back((std::log10(number) - first) / (last - first));
  }
  return {rail, places};
}

std::string drawing(const std::vector<Rail>& rails, const std::vector<Strand>& strands) {
  std::string svg;
  for (std::size_t i = 0; i < rails.size(); ++i) {
    svg += fmt::format("<path class=\"rail\" d=\"M{:.1f} 0V{}\"/>\n",
                       kBox * place_of(i, rails.size()), kBox);
  }
  for (const Strand& strand : strands) {
    std::string path;
    for (std::size_t i = 0; i < strand.places.size(); ++i) {
      path += fmt::format("{}{:.1f} {:.1f}", i == 0 ? 'M' : 'L', kBox * place_of(i, rails.size()),
                          kBox * (1 - strand.places[i]));
    }
    svg += fmt::format(
        "<path class=\"strand{}\" style=\"--share:{:.3f}\" d=\"{}\"><title>{}</title></path>\n",
        strand.is_best ? " best" : "", strand.quality, path, escaped(strand.title));
  }
  return svg;
}

std::string labels(const std::vector<Rail>& rails) {
  std::string spans;
  for (std::size_t i = 0; i < rails.size(); ++i) {
    const double left = 100 * place_of(i, rails.size());
    for (const auto& [place, text] : rails[i].ticks) {
      spans += fmt::format("<span class=\"tick\" style=\"left:{:.2f}%;top:{:.2f}%\">{}</span>\n",
                           left, 100 * (1 - place), escaped(text));
    }
    spans += fmt::format("<span class=\"name\" style=\"left:{:.2f}%\">{}</span>\n", left,
                         base::replace_all(escaped(rails[i].name), ".", ".<wbr>"));
  }
  return spans;
}

}  // namespace

std::string parallel_chart(const std::vector<Rail>& rails, std::vector<Strand> strands) {
  std::stable_sort(strands.begin(), strands.end(),
                   [](const Strand& a, const Strand& b) { return a.quality < b.quality; });
  return fmt::format(
      "<figure class=\"card chart scroll\">\n<div class=\"plot parallel\" role=\"img\" "
      "aria-label=\"values and metric of each trial\">\n"
      "<svg viewBox=\"0 0 {0} {0}\" preserveAspectRatio=\"none\">\n{1}</svg>\n{2}</div>\n"
      "</figure>\n",
      kBox, drawing(rails, strands), labels(rails));
}

std::pair<Rail, std::vector<double>> rail_of(const std::string& name,
                                             const std::vector<std::string>& values,
                                             bool logarithmic) {
  const auto numbers = numbers_of(values);
  if (!numbers || numbers->empty()) return categories(name, values);
  const bool positive = *std::min_element(numbers->begin(), numbers->end()) > 0;
  return logarithmic && positive ? powers(name, *numbers) : linear(name, *numbers);
}

}  // namespace maas::report
