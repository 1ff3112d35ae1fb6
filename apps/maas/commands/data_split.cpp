#include "commands/commands.h"
#include "commands/reports.h"
#include "data/divide.h"

namespace maas::cli {
namespace {

struct SplitOptions {
  Path output;
  std::vector<std::string> fractions = {"train=0.8", "valid=0.1", "test=0.1"};
  std::int64_t seed = 42;
  std::string target;
  bool copy = false;
  bool link = false;
  bool force = false;
};

void describe(Fields& fields, SplitOptions& options) {
  fields("output", options.output, "folder to write").metavar("DST");
  fields("fractions", options.fractions, "share of each class that each split gets")
      .metavar("SPLIT=SHARE,...");
  fields("seed", options.seed, "seed of the choice").range(at_least(0));
  fields("target", options.target,
         "column of a table whose classes each split gets the same share of; without it, rows are "
         "divided whatever their classes")
      .metavar("COLUMN");
  fields("copy", options.copy, "copy the pictures (the usual)");
  fields("link", options.link, "make symbolic links to them instead");
  fields("force", options.force, "replace a split that maas wrote");
}

/// The document of `--json`.
struct SplitReport {
  std::string output;
  std::vector<data::DividedSplit> splits;
};

void describe(Fields& fields, SplitReport& report) {
  fields("output", report.output, "the folder of the splits");
  fields("splits", report.splits, "samples of each split");
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto options = invocation.read<SplitOptions>("split");
  if (options.output.empty()) {
    throw failure_with_hint(ErrorCode::kUsage, "-o DST says where", "no output is given");
  }
  if (options.copy && options.link) fail(ErrorCode::kUsage, "--copy and --link exclude each other");
  const data::DivideRequest request{.source = invocation.argument(0),
                                    .output = options.output.text,
                                    .target = options.target,
                                    .shares = data::parse_shares(options.fractions),
                                    .seed = static_cast<std::uint64_t>(options.seed),
                                    .link = options.link,
                                    .force = options.force,
                                    .dry_run = session.dry_run()};
  const SplitReport report{options.output.text, data::divide(request, session.progress())};
  if (session.json()) return print_json(session, "data-split", report);
  std::vector<std::vector<std::string>> rows = {{"split", "samples"}};
  for (const auto& split : report.splits) {
    rows.push_back({split.split, std::to_string(split.samples)});
  }
  session.output().line(report.output);
  print_rows(session.output(), rows);
}

}  // namespace

Command data_split_command() {
  return {.name = "data split",
          .summary = "divide a folder of class folders, or a table, into train, valid and test",
          .positionals = {{"SRC", "folder with a folder of pictures per class, or a CSV file"}},
          .tables = {{"split", AnyOptions::of<SplitOptions>()}},
          .examples = {"maas data split pictures -o divided",
                       "maas data split adult.csv -o divided --target income",
                       "maas data split pictures -o divided --fractions train=0.9,test=0.1 --link"},
          .run = run};
}

}  // namespace maas::cli
