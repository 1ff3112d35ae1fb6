#include <fmt/format.h>

#include "base/files.h"
#include "base/output.h"
#include "base/strings.h"
#include "commands/commands.h"
#include "commands/reports.h"
#include "data/draft.h"
#include "recipe/check.h"
#include "recipe/resolved.h"

namespace maas::cli {
namespace {

struct InitOptions {
  std::string target;
  std::string task;
  Path output;
  bool force = false;
};

void describe(Fields& fields, InitOptions& options) {
  fields("target", options.target,
         "column of a table that is to be told from the others; without it, the one called target, "
         "class, label or y, else the last")
      .metavar("COLUMN");
  fields("task", options.task, "what is to be learnt; without it, what suits the data")
      .metavar("TASK");
  fields("output", options.output, "file to write, instead of standard output").metavar("FILE");
  fields("force", options.force, "replace the file if it is there");
}

/// Whether a text, but for comments, is empty or begins as a recipe does.
bool is_recipe(const std::string& text) {
  for (const std::string& line : base::split(text, '\n')) {
    if (!base::trim(line).empty() && line.front() != '#')
      return line.starts_with("schema: maas.recipe/");
  }
  return true;
}

void write(const InitOptions& options, const std::string& text, bool dry_run) {
  const std::string& file = options.output.text;
  base::check_file_creatable(file);
  if (base::exists(file) && !options.force) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "pass --force to replace it",
                            "cannot create '{}': it is there", file);
  }
  if (base::exists(file) && !is_recipe(base::read_file(file))) {
    throw failure_with_hint(ErrorCode::kCannotCreate, "choose another path",
                            "cannot replace '{}': it is no recipe", file);
  }
  if (dry_run) return;
  base::make_directories(base::directory_of(file));
  base::write_file(file, text);
}

/// The same recipe as a document.
nlohmann::ordered_json document_of(const std::string& text) {
  recipe::Document document = recipe::load_text(text, "the drafted recipe", catalog());
  const Recipe recipe = recipe::read_checked(document, catalog());
  return recipe::to_json(recipe::minimal_node(recipe, catalog()));
}

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const auto options = invocation.read<InitOptions>("init");
  session.progress().info(fmt::format("reading {}", invocation.argument(0)));
  const data::DraftRequest request{
      .source = invocation.argument(0), .target = options.target, .task = options.task};
  const data::Draft draft = data::draft_recipe(request, session.progress());
  for (const data::LeftOut& each : draft.left_out) session.progress().warn(each.text());
  const std::string& text = draft.recipe;
  const std::string& file = options.output.text;
  if (!file.empty()) write(options, text, session.dry_run());
  if (!file.empty() && !session.json()) return session.output().line(file);
  if (session.json()) return session.output().json(document_of(text));
  session.output().line(base::trim(text));
}

}  // namespace

Command recipe_init_command() {
  return {.name = "recipe init",
          .summary = "look at data and print a recipe that trains on them as it is",
          .positionals = {{"DATA",
                           "folder with a folder of pictures per class, the same for each of "
                           "train, valid and test, folder of IDX files, an IDX file, a CSV file or "
                           "a folder with train.csv"}},
          .tables = {{"init", AnyOptions::of<InitOptions>()}},
          .examples = {"maas recipe init pictures >pictures.yaml && maas train pictures.yaml",
                       "maas recipe init adult.csv --target income -o adult.yaml",
                       "maas recipe init /usr/share/datasets/fashion-mnist -o fashion.yaml"},
          .run = run};
}

}  // namespace maas::cli
