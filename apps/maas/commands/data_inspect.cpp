#include <algorithm>
#include <functional>
#include <optional>

#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "data/inspect.h"
#include "data/locate.h"
#include "recipe/builtin.h"
#include "recipe/check.h"

namespace maas::cli {
namespace {

using Rows = std::vector<std::vector<std::string>>;

/// How many broken or doubled samples are printed; `--json` has them all.
constexpr std::size_t kMostListed = 10;

/// The document of `--json`.
struct InspectReport {
  std::string source;
  data::Inspection inspection;
};

void describe(Fields& fields, InspectReport& report) {
  fields("source", report.source, "the path or recipe");
  fields("splits", report.inspection.splits, "what each split holds");
  fields("duplicates", report.inspection.duplicates, "samples that are the same, byte by byte");
}

bool names_recipe(const std::string& text) {
  return text == "-" || text.starts_with(recipe::kBuiltinPrefix) || text.ends_with(".yaml") ||
         text.ends_with(".yml");
}

void add_layout(std::vector<data::NamedSamples>& splits, const std::string& name,
                const SplitBlock& block, const data::Opening& opening) {
  if (block.from.empty()) splits.push_back({name, data::open({name, block.layout}, opening)});
}

std::vector<data::NamedSamples> open_recipe(const std::string& file, Session& session) {
  const Recipe recipe = recipe::read_file(file, session.recipes(), catalog());
  const data::Opening opening = data::opening_of(recipe);
  std::vector<data::NamedSamples> splits;
  add_layout(splits, "train", recipe.data.train, opening);
  if (recipe.data.valid) add_layout(splits, "valid", *recipe.data.valid, opening);
  if (recipe.data.test) add_layout(splits, "test", *recipe.data.test, opening);
  return splits;
}

std::vector<data::NamedSamples> open_path(const std::string& path) {
  std::vector<data::NamedSamples> splits;
  for (const data::SplitFiles& files : data::locate(path)) {
    splits.push_back({files.split, data::open(files, {.as_stored = true})});
  }
  return splits;
}

Rows count_rows(const std::string& title, const std::vector<data::Count>& counts) {
  Rows rows = {{title, "samples"}};
  for (const data::Count& count : counts) {
    rows.push_back({count.name, std::to_string(count.samples)});
  }
  return rows;
}

/// Few shapes are all told; of many the range and the commonest.
void print_shapes(Output& output, std::vector<data::Count> shapes) {
  if (shapes.size() > kMostListed) {
    output.line(fmt::format("{} shapes, {} to {}; the {} commonest:", shapes.size(),
                            shapes.front().name, shapes.back().name, kMostListed));
    std::ranges::stable_sort(shapes, std::greater(), &data::Count::samples);
    shapes.resize(kMostListed);
  }
  print_rows(output, count_rows("shape", shapes));
}

Rows channel_rows(const std::vector<data::ChannelValues>& channels) {
  Rows rows = {{"channel", "smallest", "largest", "mean", "deviation"}};
  for (const data::ChannelValues& values : channels) {
    rows.push_back({std::to_string(rows.size() - 1), std::to_string(values.smallest),
                    std::to_string(values.largest), fmt::format("{:.4f}", values.mean),
                    fmt::format("{:.4f}", values.deviation)});
  }
  return rows;
}

std::string number_text(const std::optional<double>& number) {
  return number ? fmt::format("{:.6g}", *number) : std::string();
}

Rows column_rows(const std::vector<data::ColumnValues>& columns) {
  constexpr std::size_t kLongestShown = 24;
  Rows rows = {{"column", "type", "missing", "distinct", "smallest", "largest", "mean", "deviation",
                "most frequent"}};
  for (const data::ColumnValues& values : columns) {
    rows.push_back({base::abridged(values.name), values.type, std::to_string(values.missing),
                    std::to_string(values.distinct), number_text(values.smallest),
                    number_text(values.largest), number_text(values.mean),
                    number_text(values.deviation),
                    fmt::format("{} ({})", base::abridged(values.most_frequent, kLongestShown),
                                values.frequency)});
  }
  return rows;
}

Rows extent_rows(const std::string& title, const std::vector<data::Extent>& extents) {
  Rows rows = {{title, "smallest", "largest", "mean"}};
  for (const data::Extent& extent : extents) {
    rows.push_back({extent.unit, std::to_string(extent.smallest), std::to_string(extent.largest),
                    fmt::format("{:.1f}", extent.mean)});
  }
  return rows;
}

Rows series_rows(const std::vector<data::SeriesValues>& series) {
  Rows rows = {{"column", "missing", "smallest", "largest", "mean", "deviation", "season",
                "autocorrelation"}};
  for (const data::SeriesValues& values : series) {
    rows.push_back({base::abridged(values.name), std::to_string(values.missing),
                    number_text(values.smallest), number_text(values.largest),
                    number_text(values.mean), number_text(values.deviation),
                    values.season ? std::to_string(*values.season) : "none",
                    values.season ? fmt::format("{:.2f}", values.autocorrelation) : ""});
  }
  return rows;
}

Rows pair_rows(const data::PairCounts& counts) {
  return {{"users", "items", "density", "repeated", "smallest", "largest", "mean"},
          {std::to_string(counts.users), std::to_string(counts.items),
           fmt::format("{:.4g}", counts.density), std::to_string(counts.repeated),
           number_text(counts.smallest), number_text(counts.largest), number_text(counts.mean)}};
}

/// Prints the first lines and how many more there are.
void print_some(Output& output, const std::vector<std::string>& lines) {
  for (std::size_t i = 0; i < std::min(lines.size(), kMostListed); ++i) output.line(lines[i]);
  if (lines.size() <= kMostListed) return;
  output.line(fmt::format("  ... and {} more; --json has all", lines.size() - kMostListed));
}

void print_split(Output& output, const data::SplitInspection& split) {
  output.line(
      fmt::format("{}: {} samples, {} broken", split.split, split.samples, split.broken.size()));
  if (!split.classes.empty()) print_rows(output, count_rows("class", split.classes));
  if (!split.columns.empty()) print_rows(output, column_rows(split.columns));
  if (!split.series.empty()) print_rows(output, series_rows(split.series));
  if (!split.texts.empty()) print_rows(output, extent_rows("length in", split.texts));
  if (!split.graphs.empty()) print_rows(output, extent_rows("size in", split.graphs));
  for (const data::PairCounts& counts : split.pairs) print_rows(output, pair_rows(counts));
  if (!split.ratings.empty()) print_rows(output, count_rows("rating", split.ratings));
  if (!split.shapes.empty()) print_shapes(output, split.shapes);
  if (!split.channels.empty()) print_rows(output, channel_rows(split.channels));
  std::vector<std::string> broken;
  for (const data::BrokenSample& sample : split.broken) {
    broken.push_back(fmt::format("  broken: {}: {}", sample.name, sample.reason));
  }
  print_some(output, broken);
  for (const data::LeftOut& each : split.left_out) output.line("  " + each.text());
}

/// "a.png = b.png", and how many more there are.
std::string equals_text(const std::vector<std::string>& names) {
  constexpr std::size_t kMostEquals = 3;
  const auto shown = static_cast<std::ptrdiff_t>(std::min(names.size(), kMostEquals));
  std::string text = base::join({names.begin(), names.begin() + shown}, " = ");
  if (names.size() > kMostEquals) text += fmt::format(" = {} more", names.size() - kMostEquals);
  return text;
}

void print_duplicates(Output& output, std::string_view noun,
                      const std::vector<data::Duplicates>& duplicates) {
  std::vector<std::string> lines;
  for (const data::Duplicates& each : duplicates) {
    lines.push_back(fmt::format("  {}{}{}", equals_text(each.names),
                                each.across_splits ? " (in several splits)" : "",
                                each.across_classes ? " (with several labels)" : ""));
  }
  output.line(fmt::format("{} that are there more than once: {}", noun, duplicates.size()));
  print_some(output, lines);
}

/// @throws Error kInvalidData if samples are broken, once the result is written out
void require_whole(Output& output, const data::Inspection& inspection) {
  std::size_t broken = 0;
  std::int64_t samples = 0;
  for (const data::SplitInspection& split : inspection.splits) {
    broken += split.broken.size();
    samples += split.samples;
  }
  if (broken == 0) return;
  output.flush();
  fail(ErrorCode::kInvalidData, "{} of {} samples are broken", broken, samples);
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const std::string source = invocation.argument(0);
  session.progress().info(fmt::format("reading {}", source));
  const auto splits = names_recipe(source) ? open_recipe(source, session) : open_path(source);
  const InspectReport report{source, data::inspect(splits, session.progress())};
  if (session.json()) {
    print_json(session, "data-inspect", report);
  } else {
    for (const auto& split : report.inspection.splits) print_split(session.output(), split);
    print_duplicates(session.output(), data::noun_of(*splits.front().samples),
                     report.inspection.duplicates);
  }
  require_whole(session.output(), report.inspection);
}

}  // namespace

Command data_inspect_command() {
  return {.name = "data inspect",
          .summary = "count classes, shapes, values, duplicates and broken samples of a data set",
          .positionals = {{"DATA",
                           "folder with a folder of pictures per class, or one per split, folder "
                           "of IDX files, IDX file, CSV file, folder with train.csv, or a recipe"}},
          .tables = {},
          .examples = {"maas data inspect pictures", "maas data inspect mine.yaml --json"},
          .run = run};
}

}  // namespace maas::cli
