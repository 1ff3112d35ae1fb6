#pragma once

#include <memory>
#include <string>
#include <vector>

#include "tasks/task.h"

namespace maas::tasks {

/// What a classification is judged by.
struct ClassMetrics {
  std::vector<std::string> classes;  ///< names
  std::vector<std::int64_t> top_k;   ///< above 1 and below the number of classes
  bool has_auc = false;              ///< whether the area under the ROC curve is among the metrics

  /// `loss`, `acc`, `top<k>`, `auc`, and precision, recall and F1, macro and of each class.
  std::vector<std::string> names() const;
};

/// Judges logits [B, classes] by the labels of their batches. A ratio without a denominator counts
/// as 0.
/// @param metrics  must outlive the evaluation
std::unique_ptr<Evaluation> class_evaluation(const ClassMetrics& metrics);

/// The sum of the cross entropies of logits [B, classes] and labels [B].
at::Tensor summed_cross_entropy(const at::Tensor& outputs, const at::Tensor& labels);

}  // namespace maas::tasks
