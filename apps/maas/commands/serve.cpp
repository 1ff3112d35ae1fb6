#include <fmt/format.h>

#include "commands/commands.h"
#include "commands/reports.h"
#include "commands/verify_flags.h"
#include "recipe/check.h"

namespace maas::cli {
namespace {

void run(const Invocation& invocation) {
  Session& session = invocation.session();
  const std::string file = invocation.read<RecipeFlag>("with").recipe.text;
  if (!file.empty()) recipe::read_file(file, session.recipes(), catalog());
  auto options = invocation.read_over<ServeOptions>(file, "serve");
  options.model.text = invocation.argument(0);
  options.digest_check = digest_check(invocation);
  options.dry_run = session.dry_run();
  const auto announce = [&](const ServeReport& report) {
    if (session.json())
      print_json(session, "serve", report);
    else
      session.output().line(report.address);
    session.output().flush();
  };
  session.library().serve(options, announce, session.progress());
}

}  // namespace

Command serve_command() {
  return {
      .name = "serve",
      .summary = "answer requests over HTTP by the Open Inference Protocol",
      .positionals = {{"MODEL", "model directory, run, or repository of models"}},
      .tables = {{"serve", AnyOptions::of<ServeOptions>()},
                 verify_table(),
                 {"with", AnyOptions::of<RecipeFlag>()}},
      .examples = {"maas serve runs/mlp --listen 127.0.0.1:8000",
                   "# a picture as it is: PNG, JPEG, WebP, GIF or BMP",
                   "curl localhost:8000/v2/models/mlp/infer --data-binary @picture.png \\",
                   "  -H 'Content-Type: image/png'", "# in base 64, for the three best classes",
                   R"(printf '{"inputs": [{"name": "image", "datatype": "BYTES", "shape": [1],)",
                   R"(  "data": ["%s"]}], "outputs": [{"name": "probabilities",)",
                   R"!(  "parameters": {"classification": 3}}]}' "$(base64 -w 0 picture.png)" |)!",
                   "  curl localhost:8000/v2/models/mlp/infer -d @-"},
      .run = run};
}

}  // namespace maas::cli
