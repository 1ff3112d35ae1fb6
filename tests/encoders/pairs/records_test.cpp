#include "encoders/pairs/records.h"

#include "base/files.h"
#include "support/support.h"

namespace maas::encoders {
namespace {

using Strings = std::vector<std::string>;

/// Files that a command line names.
class PairRecords : public ::testing::Test {
 protected:
  std::string write(const std::string& name, const std::string& text) const {
    base::write_file(directory_ / name, text);
    return (directory_ / name).string();
  }

  /// "LINE user item" of all records, or what the matter is with one.
  Strings read(const std::string& name, const std::string& text) const {
    Strings told;
    const auto records = pair_records({write(name, text)}, form_, has_items_,
                                      [](HostTensors request) { return request; });
    while (records->next()) {
      std::string line = records->name().substr(records->name().rfind(':') + 1);
      try {
        for (const HostTensor& input : records->read()) {
          line += " " + std::get<Strings>(input.data).front();
        }
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
        line += std::string(" ") + error.what();
      }
      told.push_back(line);
    }
    return told;
  }

  maas::test::TemporaryDirectory directory_;
  data::RatingForm form_{.delimiter = "\t", .has_header = true, .user = "who", .item = "what"};
  bool has_items_ = true;
};

TEST_F(PairRecords, AreReadAsTheTrainingRatings) {
  EXPECT_EQ(read("a.inter", "who:token\twhat:token\trating:float\nann\tEmma\t5\n"),
            Strings{"2 ann Emma"});
}

TEST_F(PairRecords, MayBeCalledAsTheInputs) {
  EXPECT_EQ(read("a.csv", "item,user\nEmma,ann\nUlysses,bob\n"),
            (Strings{"2 ann Emma", "3 bob Ulysses"}));
}

TEST_F(PairRecords, AreOfUsersAloneWhereItemsAreNotAsked) {
  has_items_ = false;
  EXPECT_EQ(read("a.csv", "user\nann\n\nbob\n"), (Strings{"2 ann", "4 bob"}));
  form_.has_header = false;
  form_.user = "1";
  EXPECT_EQ(read("a.txt", "ann\nbob\n"), (Strings{"1 ann", "2 bob"}));
}

TEST_F(PairRecords, AreReadByNumberWhereThereIsNoHeader) {
  form_ = {.delimiter = "::", .has_header = false, .user = "1", .item = "2"};
  EXPECT_EQ(read("a.dat", "1::1193::5\n2::661::3\n"), (Strings{"1 1 1193", "2 2 661"}));
  EXPECT_EQ(read("a.dat", "1::1193::5\n2::661\n"),
            (Strings{"1 1 1193", "2 2 fields, the first line has 3"}));
}

TEST_F(PairRecords, MayBeJsonLines) {
  EXPECT_EQ(
      read("a.jsonl", "{\"user\": \"ann\", \"item\": 12}\n{\"what\": \"x\", \"who\": \"b\"}\n"),
      (Strings{"1 ann 12", "2 b x"}));
  EXPECT_EQ(read("a.jsonl", "{\"user\": \"ann\"}\n[]\n{\"user\": 1.5, \"item\": \"x\"}\n"),
            (Strings{"1 the record has no 'item'", "2 the record is no JSON object",
                     "3 'user' is neither a text nor a whole number"}));
}

TEST_F(PairRecords, RefuseFilesWithoutTheColumns) {
  EXPECT_ERROR(read("a.csv", "user,rating\nann,5\n"), kInvalidData, "has no column 'what'");
  EXPECT_ERROR(read("a.csv", ""), kInvalidData, "is empty: it has no header");
  form_ = {.delimiter = ",", .has_header = false, .user = "1", .item = "2"};
  EXPECT_ERROR(read("a.csv", "ann\n"), kInvalidData, "has 1 columns, there is no column 2");
}

}  // namespace
}  // namespace maas::encoders
