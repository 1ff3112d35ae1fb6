#include "tuning/report.h"

#include <algorithm>
#include <limits>
#include <vector>

#include <fmt/format.h>

#include "report/html.h"
#include "report/page.h"
#include "report/parallel_chart.h"

namespace maas::tuning {
namespace {

using report::escaped;
using report::readable;

std::string value_of(const TrialReport& row) {
  return row.value ? fmt::format("{:.4f}", *row.value) : "-";
}

const TrialReport* baseline_of(const Plan& plan, const TuneReport& board) {
  const auto found = std::find_if(board.trials.begin(), board.trials.end(),
                                  [](const TrialReport& row) { return row.trial == 0; });
  return plan.has_baseline() && found->value ? &*found : nullptr;
}

std::vector<report::Tile> tiles_of(const Plan& plan, const TuneReport& board) {
  std::vector<report::Tile> tiles;
  if (board.best) {
    tiles.push_back({value_of(board.trials.front()), "best " + board.metric});
    tiles.push_back({std::to_string(*board.best), "its trial"});
  }
  if (const TrialReport* const baseline = baseline_of(plan, board)) {
    tiles.push_back({value_of(*baseline), "the recipe as it stands"});
  }
  const auto count = [&](const char* status) {
    return std::to_string(
        std::count_if(board.trials.begin(), board.trials.end(),
                      [&](const TrialReport& row) { return row.status == status; }));
  };
  tiles.push_back({count("complete"), "trained to the end"});
  if (!plan.rungs.empty()) tiles.push_back({count("stopped"), "stopped early"});
  tiles.push_back({count("failed"), "failed"});
  return tiles;
}

std::string chart(const Plan& plan, const TuneReport& board) {
  std::vector<const TrialReport*> rows;
  for (const TrialReport& row : board.trials) {
    if (row.value) rows.push_back(&row);
  }
  std::vector<report::Rail> rails;
  std::vector<report::Strand> strands(rows.size());
  const auto add = [&](const std::string& name, const auto& text_of, bool logarithmic) {
    std::vector<std::string> texts;
    for (const TrialReport* row : rows) texts.push_back(text_of(*row));
    auto [rail, places] = report::rail_of(name, texts, logarithmic);
    rails.push_back(std::move(rail));
    for (std::size_t i = 0; i < rows.size(); ++i) strands[i].places.push_back(places[i]);
  };
  for (const Axis& axis : plan.space) {
    add(
        axis.key, [&](const TrialReport& row) { return row.keys.at(axis.key); },
        axis.kind == Axis::Kind::kLog);
  }
  add(board.metric, value_of, false);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    strands[i].title =
        fmt::format("trial {}: {} {}", rows[i]->trial, board.metric, value_of(*rows[i]));
    strands[i].quality = 1 - static_cast<double>(i) / static_cast<double>(rows.size());
    strands[i].is_best = rows[i]->trial == board.best;
  }
  return rows.empty() ? "" : report::section("Trials", report::parallel_chart(rails, strands));
}

std::string table_row(const Plan& plan, const TuneReport& board, const TrialReport& row) {
  std::string cells = fmt::format(
      "<td class=\"number\">{}</td><td class=\"number\">{}</td><td class=\"number\">{}</td>"
      "<td class=\"number\">{}</td>",
      row.rank ? std::to_string(*row.rank) : "", row.trial, value_of(row), readable(row.epochs));
  cells += row.error.empty() ? fmt::format("<td>{}</td>", row.status)
                             : fmt::format("<td>{}: {}</td>", row.status, escaped(row.error));
  for (const Axis& axis : plan.space) {
    cells += fmt::format("<td class=\"number\">{}</td>", escaped(row.keys.at(axis.key)));
  }
  return fmt::format("<tr{}>{}</tr>\n", row.trial == board.best ? " class=\"best\"" : "", cells);
}

std::string table(const Plan& plan, const TuneReport& board) {
  std::string head = fmt::format(
      "<th class=\"number\">rank</th><th class=\"number\">trial</th><th class=\"number\">{}</th>"
      "<th class=\"number\">epochs</th><th>status</th>",
      escaped(board.metric));
  for (const Axis& axis : plan.space) {
    head += fmt::format("<th class=\"number\">{}</th>", escaped(axis.key));
  }
  std::string rows;
  for (const TrialReport& row : board.trials) rows += table_row(plan, board, row);
  return fmt::format(
      "<table class=\"plain\">\n<thead><tr>{}</tr></thead>\n<tbody>\n{}</tbody></table>\n", head,
      rows);
}

}  // namespace

std::string tuning_report(const Plan& plan, const TuneReport& board, const std::string& best_yaml) {
  std::string body = report::header(board.output,
                                    {{"method", board.method},
                                     {"trials", std::to_string(board.trials.size())},
                                     {"metric", board.metric},
                                     {"seed", std::to_string(plan.options.seed)}},
                                    report::tiles(tiles_of(plan, board)));
  body += chart(plan, board);
  body += report::section("Leaderboard", report::in_card(table(plan, board)));
  if (!best_yaml.empty()) body += report::section("Best recipe", report::code_block(best_yaml));
  return report::page(board.output, body);
}

}  // namespace maas::tuning
