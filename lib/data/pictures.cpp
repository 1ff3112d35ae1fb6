#include "data/pictures.h"

#include "maas/catalog.h"

namespace maas::data {
namespace {

class SomePictures final : public SubsetOf<Pictures> {
 public:
  using SubsetOf::SubsetOf;

  ImageShape shape(std::int64_t index) const override { return whole().shape(at(index)); }
  bool is_transparent(std::int64_t index) const override {
    return whole().is_transparent(at(index));
  }
  void read(std::int64_t index, formats::Rgb background, formats::Image& image) const override {
    whole().read(at(index), background, image);
  }
};

}  // namespace

std::string_view Pictures::kind() const {
  return kind::kImage;
}

void Pictures::verify(std::int64_t index) const {
  thread_local formats::Image picture;
  read(index, formats::kWhite, picture);
}

std::shared_ptr<const Dataset> Pictures::chosen(std::shared_ptr<const Dataset> self,
                                                std::vector<std::int64_t> indices,
                                                Identity identity) const {
  return std::make_shared<SomePictures>(std::move(self), std::move(indices), identity);
}

}  // namespace maas::data
