#pragma once

#include <string>

#include "export/onnx/builder.h"

/// w8a8 in ONNX, exactly as operators::linear_w8a8 and operators::conv2d_w8a8 compute it.
namespace maas::exporters::onnx {

/// Rounds rows to 8 bits by their largest magnitude, multiplies in integers, and scales back.
///
/// Codes travel as UINT8 with zero point 128: with signed weights, onnxruntime's sums of products
/// saturate on processors that have AVX2 but no VNNI.
///
/// @param rows  name of a float32 value [..., inputs]
/// @param bias  name of a float32 value [outputs], or empty
/// @return the name of a float32 value [..., outputs]
std::string linear_w8a8(Builder& to, const std::string& rows, const Weight& weight,
                        const std::string& bias);

/// The same for a convolution, where each picture is a row.
///
/// @param input  name of a float32 value [N, C, H, W]
/// @param attributes  of Conv, with one group
/// @return the name of a float32 value [N, outputs, H', W']
std::string convolution_w8a8(Builder& to, const std::string& input, const Weight& weight,
                             const std::string& bias, Attributes attributes);

}  // namespace maas::exporters::onnx
