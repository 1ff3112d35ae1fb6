#pragma once

#include <memory>
#include <span>

#include "encoders/graph/form.h"
#include "feed/source.h"
#include "tensor/batch.h"
#include "tensor/host_tensor.h"

namespace maas::encoders {

/// The parts of whole graphs: `nodes` [B] int64, `features` [N, form.width()] float32, `degrees`
/// [N] int64 and `neighbours` [M] int64, which are numbered within their graphs, so that batches
/// join by standing one behind the other.
/// @param set  of graphs that have what the form has learned of
feed::Parts graph_parts(const std::shared_ptr<const data::Dataset>& set, const NodeForm& form);

/// The same of some graphs in memory, as tensors of a request.
/// @param graphs  whose labels are numbered as the form has learned them; -1: another one
tensor::HostTensors joined_graphs(std::span<const data::Graph> graphs, const NodeForm& form);

/// The same of one graph, as a batch of its own.
tensor::Batch batch_of_graph(const data::Graph& graph, const NodeForm& form);

}  // namespace maas::encoders
