#include "report/line_chart.h"

#include <algorithm>
#include <cmath>
#include <iterator>

#include <fmt/format.h>

#include "report/axis.h"
#include "report/html.h"

namespace maas::report {
namespace {

constexpr std::size_t kMostPoints = 1000;
constexpr std::size_t kMostDots = 60;
constexpr int kIntervals = 5;
constexpr double kBox = 1000;  // side of the drawing, which is stretched to the page

struct Axes {
  Axis epochs;
  Axis values;

  double x(const Point& point) const { return kBox * epochs.place(point.epoch); }
  double y(const Point& point) const { return kBox * (1 - values.place(point.value)); }
};

/// The colour of a split, the same in every chart.
std::string_view colour_of(const std::string& split) {
  if (split == "train") return "c0";
  if (split == "valid") return "c1";
  return split == "test" ? "c2" : "c3";
}

bool is_drawn(const Point& point) {
  return std::isfinite(point.value);
}

Axes axes_of(const std::vector<const Curve*>& curves) {
  std::vector<Point> points;
  for (const Curve* curve : curves) {
    std::copy_if(curve->points.begin(), curve->points.end(), std::back_inserter(points), is_drawn);
  }
  if (points.empty()) points.emplace_back();
  const auto by_value = [](const Point& a, const Point& b) { return a.value < b.value; };
  const auto by_epoch = [](const Point& a, const Point& b) { return a.epoch < b.epoch; };
  const auto [low, high] = std::minmax_element(points.begin(), points.end(), by_value);
  const auto last = std::max_element(points.begin(), points.end(), by_epoch);
  return {.epochs = exact_axis(0, last->epoch > 0 ? last->epoch : 1, kIntervals),
          .values = rounded_axis(low->value, high->value, kIntervals)};
}

std::string path_of(const std::vector<Point>& points, const Axes& axes) {
  std::string path;
  bool pen_is_down = false;
  for (const Point& point : points) {
    if (is_drawn(point)) {
      path += fmt::format("{}{:.1f} {:.1f}", pen_is_down ? 'L' : 'M', axes.x(point), axes.y(point));
    }
    pen_is_down = is_drawn(point);
  }
  return path;
}

/// Points to hover over; a dot is a line of no length with a round end, which stretching spares.
std::string dots_of(const Curve& curve, const Axes& axes) {
  std::string dots;
  const bool all = curve.points.size() <= kMostDots;
  for (const Point& point : curve.points) {
    if (!is_drawn(point) || (!all && &point != &curve.points.back())) continue;
    dots += fmt::format(
        "<path class=\"dot {}\" d=\"M{:.1f} {:.1f}h0\"><title>{} {} at step {}, epoch {}</title>"
        "</path>\n",
        colour_of(curve.split), axes.x(point), axes.y(point), escaped(curve.split),
        readable(point.value), point.step, readable(point.epoch));
  }
  return dots;
}

std::string grid(const Axes& axes) {
  std::string lines;
  for (const double tick : axes.values.ticks) {
    lines += fmt::format("M0 {:.1f}H{}", kBox * (1 - axes.values.place(tick)), kBox);
  }
  return fmt::format("<path class=\"grid\" d=\"{}\"/>\n", lines);
}

std::string tick_labels(const Axes& axes) {
  std::string labels;
  for (const double tick : axes.values.ticks) {
    labels += fmt::format("<span class=\"y\" style=\"top:{:.2f}%\">{}</span>\n",
                          100 * (1 - axes.values.place(tick)), axes.values.label(tick));
  }
  for (const double tick : axes.epochs.ticks) {
    labels += fmt::format("<span class=\"x\" style=\"left:{:.2f}%\">{}</span>\n",
                          100 * axes.epochs.place(tick), axes.epochs.label(tick));
  }
  return labels;
}

std::string legend(const std::vector<const Curve*>& curves) {
  std::string items;
  for (const Curve* curve : curves) {
    const std::string last = curve->points.empty() ? "-" : readable(curve->points.back().value);
    items += fmt::format("<li class=\"{}\">{} <b>{}</b></li>", colour_of(curve->split),
                         escaped(curve->split), last);
  }
  return fmt::format("<ul class=\"legend\">{}</ul>", items);
}

}  // namespace

std::vector<Point> thinned(const std::vector<Point>& points, std::size_t limit) {
  if (points.size() <= limit) return points;
  std::vector<Point> kept;
  const std::size_t stretches = limit / 2;
  for (std::size_t i = 0; i < stretches; ++i) {
    const auto first = points.begin() + static_cast<std::ptrdiff_t>(points.size() * i / stretches);
    const auto end =
        points.begin() + static_cast<std::ptrdiff_t>(points.size() * (i + 1) / stretches);
    auto [low, high] = std::minmax_element(
        first, end, [](const Point& a, const Point& b) { return a.value < b.value; });
    if (high < low) std::swap(low, high);
    kept.push_back(*low);
    if (high != low) kept.push_back(*high);
  }
  return kept;
}

std::string line_chart(const std::string& name, const std::vector<const Curve*>& curves) {
  const Axes axes = axes_of(curves);
  std::string drawing = grid(axes);
  for (const Curve* curve : curves) {
    drawing += fmt::format("<path class=\"line {}\" d=\"{}\"/>\n", colour_of(curve->split),
                           path_of(thinned(curve->points, kMostPoints), axes));
    drawing += dots_of(*curve, axes);
  }
  return fmt::format(
      "<figure class=\"card chart\">\n<figcaption><h3>{0}</h3>{1}</figcaption>\n"
      "<div class=\"plot\" role=\"img\" aria-label=\"{0} by epoch\">\n"
      "<svg viewBox=\"0 0 {2} {2}\" preserveAspectRatio=\"none\">\n{3}</svg>\n{4}</div>\n"
      "<p class=\"unit\">epoch</p>\n</figure>\n",
      escaped(name), legend(curves), kBox, drawing, tick_labels(axes));
}

}  // namespace maas::report
