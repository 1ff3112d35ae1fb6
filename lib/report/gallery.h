#pragma once

#include <string>
#include <vector>

#include "report/page.h"

namespace maas::report {

/// A sample to look at.
struct Exhibit {
  std::string name;  ///< what a person calls the sample
  std::string png;   ///< its picture, a PNG file; or empty
  Facts facts;       ///< the first one stands out: "predicted" -> "coat, 93.1 %"
};

/// Returns the HTML of samples side by side; the pictures are inside.
std::string gallery(const std::vector<Exhibit>& exhibits);

}  // namespace maas::report
