#include "encoders/row/records.h"

#include <sys/stat.h>

#include <fstream>
#include <thread>

#include <nlohmann/json.hpp>

#include "base/files.h"
#include "encoders/row/rows.h"

namespace maas::encoders {
namespace {

using ::testing::ElementsAre;

/// A number, and a category that training rows had none of here and there.
const std::vector<RowColumn> kColumns = {
    {.name = "size", .type = "number", .mean = 2, .std = 2},
    {.name = "floor", .type = "category", .values = {"top", "ground"}, .missing = true}};

/// Tables that a command line names.
class RowRecords : public ::testing::Test {
 protected:
  /// Writes a table and returns its path.
  std::string table(const std::string& name, const std::string& text) const {
    base::write_file(directory_ / name, text);
    return (directory_ / name).string();
  }

  std::unique_ptr<Records> open(const std::vector<std::string>& files) const {
    return row_records(files, form_);
  }

  /// The inputs of all rows, or what the matter is with one.
  std::vector<std::string> read(const std::vector<std::string>& files) const {
    std::vector<std::string> told;
    const auto records = open(files);
    while (records->next()) {
      try {
        const HostTensors row = records->read();
        EXPECT_EQ(row.at(0).name, "features");
        EXPECT_EQ(row.at(0).rows(), 1);
        told.push_back(
            fmt::format("{}", fmt::join(std::get<std::vector<float>>(row.at(0).data), " ")));
      } catch (const Error& error) {
        EXPECT_EQ(error.code(), ErrorCode::kInvalidData);
        told.emplace_back(error.what());
      }
    }
    return told;
  }

  std::vector<std::string> names(const std::vector<std::string>& files) const {
    std::vector<std::string> all;
    const auto records = open(files);
    while (records->next()) all.push_back(records->name());
    return all;
  }

  RowForm form_{kColumns, {.delimiter = ',', .missing = {}}};
  test::TemporaryDirectory directory_;
};

TEST_F(RowRecords, AreTheRowsOfACsvTable) {
  EXPECT_THAT(read({table("t.csv", "size,floor\n4,top\n0,\"ground\"\n")}),
              ElementsAre("1 1 0 0", "-1 0 1 0"));
}

TEST_F(RowRecords, AreTheRowsOfATableWithOtherSeparators) {
  EXPECT_THAT(read({table("t.tsv", "size\tfloor\n4\ttop\n")}), ElementsAre("1 1 0 0"));
  EXPECT_THAT(read({table("t.csv", "size;floor\r\n4;top\r\n")}), ElementsAre("1 1 0 0"));
}

TEST_F(RowRecords, AreSeparatedAsTheTrainingTableWas) {
  form_ = RowForm(kColumns, {.delimiter = '|', .missing = {}});
  EXPECT_THAT(read({table("t.csv", "size,in m|floor|size\n0|top|4\n")}), ElementsAre("1 1 0 0"));
  EXPECT_THAT(read({table("t.csv", "size,floor\n4,top\n")}), ElementsAre("1 1 0 0"));
}

TEST_F(RowRecords, AreTheLinesOfAJsonlFile) {
  const std::string text = R"({"size": 4, "floor": "top"}

{"floor": "ground", "size": "0"}
{"size": 2.5, "floor": null}
)";
  EXPECT_THAT(read({table("t.jsonl", text)}), ElementsAre("1 1 0 0", "-1 0 1 0", "0.25 0 0 1"));
  EXPECT_THAT(read({table("T.JSONL", R"({"size": 4, "floor": "top"})")}), ElementsAre("1 1 0 0"));
}

TEST_F(RowRecords, AreCalledByTheirFileAndLine) {
  const std::string csv = table("t.csv", "size,floor\n4,\"to\np\"\n\n0,ground\n");
  const std::string jsonl = table("t.jsonl", "{}\n\n{}");
  EXPECT_THAT(names({csv, jsonl}), ElementsAre(csv + ":2", csv + ":5", jsonl + ":1", jsonl + ":3"));
}

TEST_F(RowRecords, MayBeOfNoTable) {
  EXPECT_THAT(read({}), ::testing::IsEmpty());
  EXPECT_THAT(read({table("t.jsonl", "")}), ::testing::IsEmpty());
  EXPECT_THAT(read({table("t.csv", "size,floor\n")}), ::testing::IsEmpty());
}

TEST_F(RowRecords, PassOverColumnsThatWereNotTrainedOn) {
  EXPECT_THAT(read({table("t.csv", "id,floor,price,size\n7,top,?,4\n")}), ElementsAre("1 1 0 0"));
  EXPECT_THAT(read({table("t.jsonl", R"({"id": [7], "size": 4, "floor": "top"})")}),
              ElementsAre("1 1 0 0"));
}

TEST_F(RowRecords, MayLackAColumnThatTrainingMissedToo) {
  EXPECT_THAT(read({table("t.csv", "size,id\n4,7\n")}), ElementsAre("1 0 0 1"));
  EXPECT_THAT(read({table("t.jsonl", R"({"size": 4})")}), ElementsAre("1 0 0 1"));
}

TEST_F(RowRecords, MayNotLackAColumnThatTrainingAlwaysHad) {
  const std::string csv = table("t.csv", "sise,floor\n4,top\n");
  const auto records = open({csv});
  EXPECT_ERROR(records->next(), kInvalidData,
               "'" + csv + "': there is no column 'size' in its header");
  EXPECT_THAT(read({table("t.jsonl", R"({"floor": "top"})")}),
              ElementsAre("input 'size' is missing; in training each row had a value"));
}

TEST_F(RowRecords, TakeTheTextsOfTheTrainingTableForMissingValues) {
  form_ = RowForm(kColumns, {.delimiter = ',', .missing = {"?", "N/A"}});
  EXPECT_THAT(read({table("t.csv", "size,floor\n?,N/A\n\"?\",top\n")}),
              ElementsAre("0 0 0 1", "0 1 0 0"));
  EXPECT_THAT(read({table("t.jsonl", R"({"size": "?", "floor": "N/A"})")}), ElementsAre("0 0 0 1"));
}

TEST_F(RowRecords, TakeOtherTextsAsTheyAre) {
  EXPECT_THAT(read({table("t.csv", "size,floor\n4,?\n")}), ElementsAre("1 0 0 0"));
}

TEST_F(RowRecords, GoOnBehindABrokenRowOfACsvTable) {
  const std::string text = "size,floor\n4,top\nwide,top\n4\n4,\"top\"x\n0,ground\n";
  EXPECT_THAT(
      read({table("t.csv", text)}),
      ElementsAre("1 1 0 0", "row 0: 'wide' is not a number, which column 'size' was in training",
                  "1 fields, the header has 2", "a quoted field goes on behind its closing quote",
                  "-1 0 1 0"));
}

TEST_F(RowRecords, GoOnBehindABrokenLineOfAJsonlFile) {
  const std::string text = R"({"size": 4, "floor": "top"}
{"size": 4,
[4, "top"]
{"size": [4]}
{"size": "wide"}
{"size": 0, "floor": "ground"}
)";
  const auto told = read({table("t.jsonl", text)});
  ASSERT_EQ(told.size(), 6U);
  EXPECT_EQ(told[0], "1 1 0 0");
  EXPECT_THAT(told[1], ::testing::HasSubstr("the row"));
  EXPECT_EQ(told[2], "the row is no JSON object");
  EXPECT_EQ(told[3], "'size' is neither a number nor a text");
  EXPECT_THAT(told[4], ::testing::HasSubstr("'wide' is not a number"));
  EXPECT_EQ(told[5], "-1 0 1 0");
}

TEST_F(RowRecords, OfATableWithoutAHeaderAreRefused) {
  const auto records = open({table("t.csv", "4,5\n6,7\n")});
  EXPECT_ERROR(records->next(), kInvalidData, "has no header");
}

TEST_F(RowRecords, OfAFileThatIsNotThereAreRefused) {
  const auto records = open({(directory_ / "nowhere.csv").string()});
  EXPECT_ERROR(records->next(), kNotFound, "nowhere.csv");
}

TEST_F(RowRecords, GoOnBehindAFileThatIsNotThere) {
  const std::string file = table("rows.csv", "size,floor\n4,top\n");
  const auto records = open({file, "nowhere.csv", file});
  ASSERT_TRUE(records->next());
  records->read();
  ASSERT_TRUE(records->next());
  EXPECT_EQ(records->name(), "nowhere.csv");
  EXPECT_ERROR(records->read(), kNotFound, "nowhere.csv");
  ASSERT_TRUE(records->next());
  EXPECT_EQ(records->name(), file + ":2");
  records->read();
  EXPECT_FALSE(records->next());
}

TEST_F(RowRecords, ComeThroughAPipe) {
  const std::string pipe = (directory_ / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << "size,floor\n4,top\n"; });
  const auto told = read({pipe});
  writer.join();
  EXPECT_THAT(told, ElementsAre("1 1 0 0"));
}

TEST_F(RowRecords, ComeThroughAPipeAsJsonLinesToo) {
  const std::string pipe = (directory_ / "pipe").string();
  ASSERT_EQ(mkfifo(pipe.c_str(), 0600), 0);
  std::thread writer([&] { std::ofstream(pipe) << R"({"size": 4, "floor": "top"})"; });
  const auto told = read({pipe});
  writer.join();
  EXPECT_THAT(told, ElementsAre("1 1 0 0"));
}

/// As text of a CSV table with a header.
std::string csv_of(const MemoryRows& rows) {
  std::string text = fmt::format("{}\n", fmt::join(rows.columns(), ","));
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows.columns().size(); ++column) {
      text += fmt::format("{}{}", column == 0 ? "" : ",", rows.cell(row, column));
    }
    text += '\n';
  }
  return text;
}

std::string jsonl_of(const MemoryRows& rows) {
  std::string text;
  for (std::int64_t row = 0; row < rows.size(); ++row) {
    nlohmann::ordered_json line;
    for (std::size_t column = 0; column < rows.columns().size(); ++column) {
      const std::string_view cell = rows.cell(row, column);
      const auto number = data::number_of(cell);
      if (cell.empty()) continue;
      if (number)
        line[rows.columns()[column]] = *number;
      else
        line[rows.columns()[column]] = cell;
    }
    text += line.dump() + '\n';
  }
  return text;
}

TEST_F(RowRecords, ComeFromFilesAsInBatches) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const MemoryRows train = test::flats(40, 3, seed).label_by("kind");
    const RowEncoder encoder({.train = &train}, {});
    const MemoryRows rows = test::flats(25, 3, seed + 1000);
    const std::vector<float> expected = inputs_of(encoder, rows);
    for (const std::string& file :
         {table("t.csv", csv_of(rows)), table("t.jsonl", jsonl_of(rows))}) {
      const auto records = encoder.records({file});
      std::vector<float> inputs;
      while (records->next()) {
        const HostTensors row = records->read();
        const auto& values = std::get<std::vector<float>>(row.at(0).data);
        inputs.insert(inputs.end(), values.begin(), values.end());
      }
      EXPECT_EQ(inputs, expected) << file << " of seed " << seed;
    }
  }
}

/// Programs write numbers and booleans in several ways, and each file has one of them.
TEST_F(RowRecords, OfJsonLinesAreThoseOfTheSameCsvTable) {
  form_ = RowForm({{.name = "grade", .type = "category", .values = {"3.0", "1e1", "2.0"}},
                   {.name = "sold", .type = "category", .values = {"True", "False"}}},
                  {.delimiter = ',', .missing = {}});
  const auto csv = read({table("t.csv", "grade,sold\n3.0,True\n1e1,False\n2.0,True\n")});
  EXPECT_THAT(csv, ElementsAre("1 0 0 1 0", "0 1 0 0 1", "0 0 1 1 0"));
  EXPECT_EQ(read({table("t.jsonl", R"({"grade": 3.0, "sold": true}
{"grade": 10, "sold": false}
{"grade": 2, "sold": "TRUE"}
)")}),
            csv);
}

}  // namespace
}  // namespace maas::encoders
