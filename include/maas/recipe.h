#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "maas/catalog.h"
#include "maas/export.h"
#include "maas/fields.h"
#include "maas/prune.h"
#include "maas/quantize.h"
#include "maas/serve.h"

namespace maas {

/// `task:` what is learned: a name, or a map of it and the task's options.
struct TaskBlock : Component {};

inline void describe(Fields& fields, TaskBlock& block) {
  fields.component("name", block, Registry::kTask, "what is learned").required().short_form();
}

/// `model:` which network, and what its weights start from.
struct ModelBlock {
  Component network{"mlp", {}};
  std::string init = "kaiming";
  Path from;
  std::map<std::string, std::string> rename;
  std::string fresh;
  std::string freeze;
};

inline void describe(Fields& fields, ModelBlock& block) {
  fields.component("arch", block.network, Registry::kArchitecture, "architecture of the network")
      .required();
  fields("init", block.init, "how fresh weights are drawn")
      .choices({"random", "xavier", "kaiming", "normal"});
  fields("from", block.from, "model directory whose weights to start from").metavar("MODEL");
  fields("rename", block.rename,
         "beginnings of names in the model to start from, and what they are called here");
  fields("fresh", block.fresh,
         "parameters that are drawn anew and not taken from there, as those of another head: a "
         "pattern with *, ? and [a-z] for their names")
      .metavar("PATTERN");
  fields("freeze", block.freeze,
         "parameters that stay as they are: a pattern with *, ? and [a-z] for their names")
      .metavar("PATTERN");
}

/// `data.<split>:` where the samples of a split come from.
struct SplitBlock {
  Component layout;
  std::string from;
  std::string by = "hash";
  double fraction = 0;
  bool stratify = true;
  std::optional<std::int64_t> limit;
};

inline void describe(Fields& fields, SplitBlock& block) {
  fields.component("format", block.layout, Registry::kLayout, "layout of the files on disk");
  fields("from", block.from, "take this split's samples out of another split").choices({"train"});
  fields(
      "by", block.by,
      "how samples are chosen that are taken out: by a hash of their content, so that equal ones "
      "stay together and other files move those at the border only; or by their order: the last "
      "ones")
      .choices({"hash", "order"});
  fields("fraction", block.fraction, "share of the other split that is taken out")
      .range({.min = 0, .max = 1, .max_open = true});
  fields("stratify", block.stratify, "keep the shares of the classes when taking out");
  fields("limit", block.limit,
         "use so many samples only: the first, of an image folder evenly spread ones")
      .range(at_least(1));
}

/// One entry of `data.preprocess` or `data.augment`.
struct TransformBlock {
  Component transform;
};

inline void describe(Fields& fields, TransformBlock& block) {
  fields.component("op", block.transform, Registry::kTransform, "the transform").required();
}

/// `data.loader:` how samples become batches.
struct LoaderBlock {
  std::int64_t global_batch = 64;
  std::optional<std::int64_t> micro_batch;
  std::int64_t workers = 1;
  bool drop_last = false;
};

inline void describe(Fields& fields, LoaderBlock& block) {
  fields("global_batch", block.global_batch, "samples per optimizer step")
      .range(between(1, 1 << 20));
  fields("micro_batch", block.micro_batch,
         "samples per forward pass; gradients of the micro-batches are accumulated")
      .range(between(1, 1 << 20))
      .absent("auto");
  fields("workers", block.workers,
         "threads that read ahead; 0: none, the compute threads read each batch")
      .range(between(0, 256))
      .may_change_on_resume();
  fields("drop_last", block.drop_last, "leave out an epoch's last batch if it is not full");
}

struct DataBlock {
  SplitBlock train;
  std::optional<SplitBlock> valid;
  std::optional<SplitBlock> test;
  std::int64_t split_seed = 0;
  std::int64_t skip_bad = 0;
  std::vector<TransformBlock> preprocess;
  std::vector<TransformBlock> augment;
  LoaderBlock loader;
};

inline void describe(Fields& fields, DataBlock& block) {
  fields("train", block.train, "samples to learn from").required();
  fields("valid", block.valid, "samples to choose by while training");
  fields("test", block.test, "samples to judge the finished model by");
  fields("split_seed", block.split_seed, "key of the hash that splits are taken out by")
      .range(between(0, 9007199254740992.0));
  fields("skip_bad", block.skip_bad, "do without up to so many samples that cannot be read")
      .range(at_least(0))
      .may_change_on_resume();
  fields("preprocess", block.preprocess, "transforms of every sample, kept with the model");
  fields("augment", block.augment,
         "random transforms of training samples, behind resize and before normalize");
  fields("loader", block.loader, "batching and reading");
}

/// One entry of `optim.groups:` parameters that follow an optimizer of their own.
struct OptimGroup {
  std::string parameters;
  Component optimizer{"adam", {}};
};

inline void describe(Fields& fields, OptimGroup& group) {
  fields("parameters", group.parameters,
         "the group's parameters: a pattern with *, ? and [a-z] for their names")
      .metavar("PATTERN")
      .required();
  fields.component("name", group.optimizer, Registry::kOptimizer, "optimizer");
}

struct OptimBlock {
  Component optimizer{"adam", {}};
  std::optional<double> clip_norm;
  std::vector<OptimGroup> groups;
};

inline void describe(Fields& fields, OptimBlock& block) {
  fields.component("name", block.optimizer, Registry::kOptimizer, "optimizer");
  fields("clip_norm", block.clip_norm, "scale gradients down to this global norm")
      .range(above(0))
      .absent("none");
  fields("groups", block.groups,
         "parameters with an optimizer of their own; each is of the first group that names it, or "
         "of none and follows the optimizer above");
}

struct ScheduleBlock {
  Component schedule{"constant", {}};
  Span warmup{0, Span::Unit::kStep};
};

inline void describe(Fields& fields, ScheduleBlock& block) {
  fields.component("name", block.schedule, Registry::kSchedule, "learning rate schedule");
  fields("warmup", block.warmup, "linear rise from zero before the schedule").range(at_least(0));
}

struct EarlyStop {
  std::string on = "valid.loss";
  Span patience{5, Span::Unit::kEpoch};
};

inline void describe(Fields& fields, EarlyStop& block) {
  fields("on", block.on, "metric to watch, as split.name").metavar("METRIC");
  fields("patience", block.patience, "stop when it has not improved for so long").range(above(0));
}

struct TrainBlock {
  Span until{10, Span::Unit::kEpoch};
  std::optional<Duration> max_time;
  std::string precision = "fp32";
  std::optional<double> ema;
  std::optional<EarlyStop> early_stop;
  std::optional<std::int64_t> threads;
};

inline void describe(Fields& fields, TrainBlock& block) {
  fields("until", block.until, "length of the training").range(above(0)).may_change_on_resume();
  fields("max_time", block.max_time, "stop resumably after so long, counted per invocation")
      .range(above(0))
      .absent("none")
      .may_change_on_resume();
  fields("precision", block.precision, "arithmetic of the forward pass")
      .choices({"fp32", "bf16-mixed"});
  fields("ema", block.ema, "decay of an exponential moving average of the weights")
      .range({.min = 0, .max = 1, .min_open = true, .max_open = true})
      .absent("none");
  fields("early_stop", block.early_stop, "stop when a metric no longer improves").absent("none");
  fields("threads", block.threads, "compute threads; auto: the cores this process may use")
      .range(between(1, 1024))
      .absent("auto");
}

struct CheckpointBlock {
  Span every{1, Span::Unit::kEpoch};
  std::int64_t keep = 2;
  std::string best;
};

inline void describe(Fields& fields, CheckpointBlock& block) {
  fields("every", block.every, "time between checkpoints").range(above(0)).may_change_on_resume();
  fields("keep", block.keep, "newest checkpoints that are kept")
      .range(between(1, 1000))
      .may_change_on_resume();
  fields("best", block.best, "publish the weights that were best by this metric, as split.name")
      .metavar("METRIC");
}

struct EvalBlock {
  Span every{1, Span::Unit::kEpoch};
  std::int64_t batch = 512;
  std::vector<std::int64_t> top_k = {1, 5};
};

inline void describe(Fields& fields, EvalBlock& block) {
  fields("every", block.every, "time between validations").range(above(0));
  fields("batch", block.batch, "samples per forward pass")
      .range(between(1, 1 << 20))
      .may_change_on_resume();
  fields("top_k", block.top_k, "k of the top-k accuracies that are reported")
      .range(between(1, 1000))
      .may_change_on_resume();
}

struct LogBlock {
  Span every{50, Span::Unit::kStep};
  bool tensorboard = false;
};

inline void describe(Fields& fields, LogBlock& block) {
  fields("every", block.every, "training time between two lines of metrics.jsonl").range(above(0));
  fields("tensorboard", block.tensorboard, "write the values for TensorBoard too")
      .may_change_on_resume();
}

/// Everything a recipe file may say. Keys and defaults are this struct's; see maas-recipe(5).
struct Recipe {
  std::int64_t seed = 42;
  TaskBlock task;
  ModelBlock model;
  DataBlock data;
  OptimBlock optim;
  ScheduleBlock schedule;
  TrainBlock train;
  CheckpointBlock checkpoint;
  EvalBlock eval;
  std::map<std::string, std::string> gates;
  LogBlock log;
  std::optional<QuantizeOptions> quantize;
  std::optional<PruneOptions> prune;
  std::optional<ExportOptions> export_block;
  std::optional<ServeOptions> serve;
};

inline void describe(Fields& fields, Recipe& recipe) {
  fields("seed", recipe.seed, "seed of every random choice").range(between(0, 9007199254740992.0));
  fields("task", recipe.task, "what is learned").required();
  fields("model", recipe.model, "the network").required();
  fields("data", recipe.data, "the samples").required();
  fields("optim", recipe.optim, "how weights follow gradients");
  fields("schedule", recipe.schedule, "how the learning rate changes");
  fields("train", recipe.train, "length and manner of the training");
  fields("checkpoint", recipe.checkpoint, "when the state is saved");
  fields("eval", recipe.eval, "how models are judged");
  fields("gates", recipe.gates, "limits that the finished model must meet: 'test.acc: \">= 0.9\"'")
      .may_change_on_resume();
  fields("log", recipe.log, "what is written while training");
  fields("quantize", recipe.quantize, "defaults of `maas quantize`").may_change_on_resume();
  fields("prune", recipe.prune, "defaults of `maas prune`").may_change_on_resume();
  fields("export", recipe.export_block, "defaults of `maas export`").may_change_on_resume();
  fields("serve", recipe.serve, "defaults of `maas serve`").may_change_on_resume();
}

}  // namespace maas
