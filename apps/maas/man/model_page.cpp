#include "man/mdoc.h"
#include "man/pages.h"

namespace maas::cli {
namespace {

using Entries = std::vector<std::pair<std::string, std::string>>;

const Entries kModelFiles = {
    {"config.json",
     "The network: `model_type` names the architecture, the other keys are its options. An "
     "architecture that Hugging Face has follows its schema."},
    {"model.safetensors", "The weights."},
    {"preprocessor_config.json",
     "What is done to an input before the network sees it, with Hugging Face's keys, such as "
     "`image_mean` and `image_std`."},
    {"seen.bin",
     "The samples that the model, or one that it was made of, was trained on: `MAASSEEN`, the "
     "version 1 and a zero of 32 bits each, a count of 64 bits, then so many rising numbers of 64 "
     "bits, the beginnings of the SHA-256 of each sample's content; little-endian. `maas eval` "
     "leaves such samples out. A model without it may have seen any."},
    {"maas.json",
     "The manifest, `maas.model/v1`: `task`, `architecture`, `signature` (what a client sends and "
     "gets), `labels`, `metrics`, `recipe` (resolved), `lineage` (the models that it was made of), "
     "`files` (size and SHA-256 of each) and `created_by`. Unknown keys are passed over."},
};

const Entries kRunFiles = {
    {".maas", "Marks the directory as one that maas may replace. It is written first."},
    {"recipe.resolved.yaml", "Every key of the recipe with its value."},
    {"manifest.json",
     "How it went: status, exit status, build, seeds, threads, features of the processor, "
     "fingerprints of the data, samples that were skipped, results of the gates."},
    {"metrics.jsonl", "One object for each value: `t`, `step`, `epoch`, `split`, `name`, `value`."},
    {"log.jsonl", "The messages."},
    {"report.html", "Curves, tables and the worst mistakes, to be opened in a browser."},
    {"events.out.tfevents.*", "The values for TensorBoard, if `log.tensorboard` asks for them."},
    {"checkpoints/step-NNNNNN/",
     "`model.safetensors`, `optim.safetensors` and `state.json`: what a later command goes on "
     "from."},
    {"checkpoints/broken-step-NNNNNN/",
     "A checkpoint that could not be read. It is not used, and may be removed."},
    {"model/",
     "The model directory. It appears by one rename when the training is complete, and holds the "
     "best weights if the recipe sets `checkpoint.best`, else the averaged ones if it keeps them, "
     "else the last."},
};

const Entries kRepositoryFiles = {
    {"name/1/ , name/2/ , ...",
     "Model directories, one for each version. A version is published by a rename and never "
     "changed."},
    {"name/labels.json", "Which version is `stable`, `canary`, `previous` and so on."},
};

const Entries kNames = {
    {"a directory with config.json", "That model."},
    {"a directory with model/", "The model of that run."},
    {"a directory with versions", "The version labelled `stable`, else the highest."},
    {"the same with @VERSION or @LABEL behind it", "That version."},
};

void write_files(Mdoc& page, const Entries& files) {
  page.begin_list();
  for (const auto& [file, meaning] : files) page.item("Pa " + file, meaning);
  page.end_list();
}

}  // namespace

std::string model_page() {
  Mdoc page("maas-model", 5, "directories of models, runs and repositories");
  page.section("DESCRIPTION");
  page.text(
      "Commands of maas read and write three kinds of directories. All of them are plain: they may "
      "be copied, archived and inspected with other tools.");
  page.subsection("What MODEL means on a command line");
  page.text("The first of these that fits:");
  page.begin_list();
  for (const auto& [name, meaning] : kNames) page.item(mdoc_argument(name), meaning);
  page.end_list();
  page.paragraph("The model is called what its directory is called, or a run's what the run is.");
  page.subsection("Model directory");
  write_files(page, kModelFiles);
  page.paragraph(
      "Names, sizes and digests of the files that `maas.json` lists and the shapes of tensors are "
      "checked whenever a model is opened; one whose files were altered is refused with 65. The "
      "digest of a file that stays as it is, by size, times and inode, is remembered in "
      "`$MAAS_CACHE/digests`; `--verify` hashes it again, `--no-verify` takes the files as they "
      "are. "
      "A directory without `maas.json` is accepted where the rest tells enough.");
  page.paragraph(
      "Weights of quantized layers are laid out as compressed-tensors does: integers in `weight` "
      "with `weight_scale` beside them, and `quantization_config` in `config.json`.");
  page.subsection("Run directory");
  write_files(page, kRunFiles);
  page.paragraph(
      "A training that was stopped at any moment goes on when the same command is repeated, and "
      "ends in the same weights. One process at a time works in a run; another exits with 75.");
  page.subsection("Repository");
  write_files(page, kRepositoryFiles);
  page.section("SEE ALSO");
  page.macro(mdoc_reference("maas", 1, false));
  page.macro(mdoc_reference("maas-serve", 1, false));
  page.macro(mdoc_reference("maas-train", 1, false));
  page.macro(mdoc_reference("maas-recipe", 5, true));
  return page.page();
}

}  // namespace maas::cli
