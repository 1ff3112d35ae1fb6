#include "data/table.h"

#include "base/hashing.h"
#include "support/support.h"

namespace maas::data {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

/// A table in memory, with its text.
struct Read {
  explicit Read(std::string content, TableFormat format = {})
      : text(std::move(content)), table(text, "t.csv", format) {}

  std::vector<std::string> row(std::int64_t index) const {
    std::vector<std::string> cells;
    for (std::size_t i = 0; i < table.columns().size(); ++i) {
      cells.emplace_back(table.cell(index, i));
    }
    return cells;
  }

  std::string text;
  Table table;
};

TEST(Table, TakesTheFirstRecordAsTheNamesOfItsColumns) {
  const Read read("age,job\n39,clerk\n50,boss\n");
  EXPECT_THAT(read.table.columns(), ElementsAre("age", "job"));
  ASSERT_EQ(read.table.rows(), 2);
  EXPECT_THAT(read.row(0), ElementsAre("39", "clerk"));
  EXPECT_THAT(read.row(1), ElementsAre("50", "boss"));
}

TEST(Table, FindsTheDelimiterInTheHeader) {
  EXPECT_EQ(Read("a;b\n1,5;2\n").table.delimiter(), ';');
  EXPECT_EQ(Read("a\tb\n1,5,7\t2\n").table.delimiter(), '\t');
  EXPECT_THAT(Read("a|b;c\n1|2\n", {.delimiter = '|'}).table.columns(), ElementsAre("a", "b;c"));
}

TEST(Table, TrimsCellsInQuotesToo) {
  const Read read("a, b ,\" c \"\n 1,\t2 x , 3 \n\" 4 \",\"\",6\n");
  EXPECT_THAT(read.table.columns(), ElementsAre("a", "b", "c"));
  EXPECT_THAT(read.row(0), ElementsAre("1", "2 x", "3"));
  EXPECT_THAT(read.row(1), ElementsAre("4", "", "6"));
}

TEST(Table, TakesSomeTextsForMissingValues) {
  const Read read("a,b\n?,1\nNA,\"?\"\nNAN,x\n", {.missing = {"?", "NA"}});
  EXPECT_THAT(read.row(0), ElementsAre("", "1"));
  EXPECT_THAT(read.row(1), ElementsAre("", ""));
  EXPECT_THAT(read.row(2), ElementsAre("NAN", "x"));
}

TEST(Table, ReadsQuotesAndLineEndsWithinAFieldAndCountsLines) {
  const Read read("a,b\r\n\"one\r\ntwo\",\"say \"\"x\"\"\"\r\n\r\n3,4");
  ASSERT_EQ(read.table.rows(), 2);
  EXPECT_THAT(read.row(0), ElementsAre("one\r\ntwo", "say \"x\""));
  EXPECT_THAT(read.row(1), ElementsAre("3", "4"));
  EXPECT_EQ(read.table.line(0), 2U);
  EXPECT_EQ(read.table.line(1), 5U);
}

TEST(Table, CallsAFirstColumnWithoutANameRow) {
  EXPECT_THAT(Read("\"\",a\n1,2\n").table.columns(), ElementsAre("row", "a"));
}

TEST(Table, KeepsRecordsOfAnotherLengthAsBrokenOnes) {
  const Read read("a,b\n1\n1,2\n1,2,3\n\"1\"x,2\n");
  ASSERT_EQ(read.table.rows(), 4);
  ASSERT_EQ(read.table.broken().size(), 3U);
  EXPECT_EQ(read.table.broken().at(0), "1 field, the header has 2");
  EXPECT_EQ(read.table.broken().at(2), "3 fields, the header has 2");
  EXPECT_EQ(read.table.broken().at(3), "a field goes on behind its closing quote");
  EXPECT_THAT(read.row(0), ElementsAre("", ""));
  EXPECT_THAT(read.row(1), ElementsAre("1", "2"));
}

TEST(Table, KeepsAFieldThatIsTooLongAsABrokenRow) {
  const Read read("a,b\n1," + std::string(Table::kLongestCell + 1, 'x') + "\n3,4\n");
  EXPECT_EQ(read.table.broken().at(0), "a field of 16777216 bytes, the limit is 16777215");
  EXPECT_THAT(read.row(1), ElementsAre("3", "4"));
}

TEST(Table, RefusesATextWithoutHeaderOrRecords) {
  EXPECT_ERROR(Read(""), kInvalidData, "'t.csv' is empty: it has no header");
  EXPECT_ERROR(Read("\n \n"), kInvalidData, "'t.csv' is empty: it has no header");
  EXPECT_ERROR(Read("5.1,3.5\n4.9,3.0\n"), kInvalidData,
               "'t.csv' begins with numbers alone, '5.1', '3.5', ..., and has no header");
  EXPECT_ERROR(Read("a,b\n\n"), kInvalidData, "'t.csv' has no record behind the names");
}

TEST(Table, RefusesColumnsThatAreCalledAlikeOrNotAtAll) {
  EXPECT_ERROR(Read("a,b, a\n1,2,3\n"), kInvalidData,
               "'t.csv': columns 1 and 3 are both called 'a'");
  EXPECT_ERROR(Read("a,,c\n1,2,3\n"), kInvalidData, "'t.csv': column 2 of 3 has no name");
  EXPECT_ERROR(Read("\"a\"x,b\n1,2\n"), kInvalidData,
               "t.csv:1: a column's name goes on behind its closing quote");
}

TEST(Table, NamesTheLineOfAQuoteThatIsNeverClosed) {
  EXPECT_ERROR(Read("a,b\n1,\"x\ny\"\n2,\"z\n\n"), kInvalidData,
               "t.csv:4: a quote is never closed");
  EXPECT_ERROR(Read("a,\"b\n1,2\n"), kInvalidData, "t.csv:1: a quote is never closed");
}

/// Cells of letters that a table must be careful with.
class RandomCells {
 public:
  explicit RandomCells(std::uint64_t seed) : random_(seed) {}

  std::string cell() {
    static constexpr std::string_view kLetters = "ab ,;\"\n\r\tx";
    std::string text;
    for (std::uint64_t left = random_.below(6); left > 0; --left) {
      text += kLetters[random_.below(kLetters.size())];
    }
    return std::string(trimmed(text));
  }

  std::uint64_t below(std::uint64_t bound) { return random_.below(bound); }

  /// In quotes where it must be, and sometimes where it need not.
  std::string written(const std::string& cell) {
    const bool is_plain = cell.find_first_of(" ,;\"\n\r\t") == cell.npos;
    if (is_plain && below(2) == 0) return cell;
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? "\"\"" : std::string(1, c);
    return text + '"';
  }

 private:
  base::Random random_;
};

TEST(Table, GivesBackWhatWasWritten) {
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    RandomCells random(seed);
    const std::uint64_t columns = 2 + random.below(5);
    const std::string line_end = random.below(2) == 0 ? "\n" : "\r\n";
    std::string text = "c0";
    for (std::uint64_t c = 1; c < columns; ++c) text += ",c" + std::to_string(c);
    std::vector<std::vector<std::string>> rows(1 + random.below(20));
    for (auto& row : rows) {
      text += line_end;
      for (std::uint64_t c = 0; c < columns; ++c) {
        row.push_back(random.cell());
        text += (c > 0 ? "," : "") + random.written(row.back());
      }
    }
    const Read read(text);
    ASSERT_EQ(read.table.rows(), std::ssize(rows)) << text;
    EXPECT_THAT(read.table.broken(), IsEmpty());
    for (std::size_t i = 0; i < rows.size(); ++i) {
      EXPECT_EQ(read.row(static_cast<std::int64_t>(i)), rows[i]) << text;
    }
  }
}

}  // namespace
}  // namespace maas::data
