#include <map>

#include <fmt/format.h>

#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "privacy/mask.h"

namespace maas::cli {
namespace {

struct MaskOptions {
  Path output;
  Path key_file;
  Path names;
  std::vector<std::string> kinds{privacy::kKindNames.begin(), privacy::kKindNames.end()};
  std::vector<std::string> columns;
  std::vector<std::string> whole;
  std::string format = "auto";
  std::string header = "auto";
  std::string delimiter = "auto";
  bool force = false;
};

/// How the delimiters of CSV are written on a command line.
const std::map<std::string, std::optional<char>> kDelimiters = {
    {"auto", std::nullopt}, {"comma", ','}, {"semicolon", ';'}, {"tab", '\t'}, {"pipe", '|'}};

const std::map<std::string, privacy::Header> kHeaders = {
    {"auto", privacy::Header::kAuto}, {"yes", privacy::Header::kYes}, {"no", privacy::Header::kNo}};

template <class Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> keys;
  for (const auto& [key, value] : map) keys.push_back(key);
  return keys;
}

void describe(Fields& fields, MaskOptions& options) {
  fields("output", options.output, "file or folder to write, as SRC is; -: standard output")
      .metavar("DST");
  fields("key_file", options.key_file,
         "file with 16 or more secret bytes: the same key gives the same tokens; without one a key "
         "is drawn and forgotten")
      .metavar("FILE");
  fields("names", options.names, "list of names of persons to replace, one on each line")
      .metavar("FILE");
  fields("kinds", options.kinds, "what to replace")
      .choices({privacy::kKindNames.begin(), privacy::kKindNames.end()})
      .metavar("KIND,...");
  fields("columns", options.columns, "look into these columns or keys only (JSON: user.phones[])")
      .metavar("COLUMN,...");
  fields("whole", options.whole, "replace every value of a column, whatever it looks like")
      .metavar("COLUMN=KIND,...");
  fields("format", options.format, "what SRC holds; auto: as the file's ending says")
      .choices({"auto", "csv", "jsonl", "text"});
  fields("header", options.header,
         "whether the first line of CSV names the columns; auto: yes, unless it looks like data")
      .choices(keys_of(kHeaders));
  fields("delimiter", options.delimiter,
         "what separates the fields of CSV; auto: the most frequent in the first line")
      .choices(keys_of(kDelimiters));
  fields("force", options.force, "replace the file, or the folder that maas wrote");
}

/// Thrown once nobody reads standard output: a stream without end would be masked for nobody.
struct ReaderGone {};

privacy::MaskRequest request_of(const Invocation& invocation, const MaskOptions& options) {
  return {.source = invocation.argument(0),
          .output = options.output.text,
          .format = options.format,
          .kinds = options.kinds,
          .columns = options.columns,
          .whole = options.whole,
          .names = options.names.text,
          .key = options.key_file.text,
          .csv = {kDelimiters.at(options.delimiter), kHeaders.at(options.header)},
          .force = options.force,
          .dry_run = invocation.session().dry_run(),
          .standard_output = [&invocation](std::string_view bytes) {
            Output& output = invocation.session().output();
            output.text(bytes);
            if (output.is_closed()) throw ReaderGone();
          }};
}

std::string counted(std::int64_t count, const char* thing) {
  return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

/// "9 values were replaced in 3 records of 1 file (316 B)"
std::string summary(const privacy::MaskReport& report, bool dry_run) {
  std::int64_t values = 0;
  for (const privacy::Replaced& row : report.replaced) values += row.count;
  return fmt::format("{} {} replaced in {} of {} ({})", counted(values, "value"),
                     dry_run       ? "would be"
                     : values == 1 ? "was"
                                   : "were",
                     counted(report.records, "record"), counted(report.files, "file"),
                     base::human_bytes(report.bytes));
}

/// One file needs no column for its name.
std::vector<std::string> report_lines(const privacy::MaskReport& report, bool dry_run) {
  std::vector<std::vector<std::string>> rows = {{"file", "column", "kind", "replaced"}};
  for (const privacy::Replaced& row : report.replaced) {
    rows.push_back({row.file, row.column, row.kind, std::to_string(row.count)});
  }
  if (report.files == 1) {
    for (auto& row : rows) row.erase(row.begin());
  }
  std::vector<std::string> lines;
  if (!report.replaced.empty()) lines = aligned(rows);
  lines.push_back(summary(report, dry_run));
  return lines;
}

/// Says what was left as it was, which the reader may not expect.
void warn_of_rest(const privacy::MaskReport& report, Progress& progress) {
  for (const privacy::Replaced& row : report.kept) {
    progress.warn(
        fmt::format("{}: the key or header '{}' looks like personal data ({}), and is kept",
                    row.file, row.column, row.kind));
  }
  if (!report.left_out.empty()) {
    progress.warn(fmt::format("of other formats, and left out: {}, the first is '{}'",
                              counted(static_cast<std::int64_t>(report.left_out.size()), "file"),
                              report.left_out.front()));
  }
}

void mask(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto options = invocation.read<MaskOptions>("mask");
  const bool names_stdout = options.output.text == "-";
  if (names_stdout && session.json()) {
    fail(ErrorCode::kUsage, "--json and -o - both want standard output");
  }
  const auto report = privacy::mask(request_of(invocation, options), session.progress());
  warn_of_rest(report, session.progress());
  if (session.json()) return print_json(session, "data-mask", report);
  if (!names_stdout && !report.output.empty()) session.output().line(report.output);
  for (const std::string& line : report_lines(report, session.dry_run())) {
    if (names_stdout && !session.dry_run())
      session.progress().info(line);
    else
      session.output().line(line);
  }
}

void run(const Invocation& invocation) {
  try {
    mask(invocation);
  } catch (const ReaderGone&) {
    return;
  }
}

}  // namespace

Command data_mask_command() {
  return {.name = "data mask",
          .summary = "replace personal data in CSV, JSON lines and text by stable tokens",
          .positionals = {{"SRC",
                           "file, folder of .csv, .tsv, .jsonl, .ndjson, .txt, .log and .md "
                           "files, or -: standard input"}},
          .tables = {{"mask", AnyOptions::of<MaskOptions>()}},
          .examples = {"maas data mask customers.csv -o masked.csv --key-file secret.key",
                       "maas data mask exports -o masked --names people.txt --whole last_name=name",
                       "journalctl | maas data mask - -o - --format text --kinds email,ip"},
          .run = run};
}

}  // namespace maas::cli
