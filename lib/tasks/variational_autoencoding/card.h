#pragma once

#include "maas/catalog.h"

namespace maas::tasks {

struct VariationalAutoencodingOptions {};

void describe(Fields& fields, VariationalAutoencodingOptions& options);

Card variational_autoencoding_card();

}  // namespace maas::tasks
