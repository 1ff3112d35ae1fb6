#include "formats/csv/csv.h"

#include "support/support.h"

namespace maas::formats {
namespace {

using Fields = std::vector<std::string_view>;

CsvRecord record_of(std::string_view bytes, char delimiter = ',') {
  CsvRecord record;
  read_csv_record(bytes, delimiter, record);
  return record;
}

TEST(CsvReader, SplitsARecordAndKeepsItsLineEndOut) {
  for (const char* const text : {"a,b,\n", "a,b,\r\n"}) {
    const CsvRecord record = record_of(text);
    EXPECT_EQ(record.fields, (Fields{"a", "b", ""}));
    EXPECT_TRUE(record.has_line_end);
    EXPECT_EQ(record.length, std::string_view(text).size());
  }
}

TEST(CsvReader, TakesALastRecordWithoutALineEnd) {
  const CsvRecord record = record_of("a,b");
  EXPECT_EQ(record.fields, (Fields{"a", "b"}));
  EXPECT_FALSE(record.has_line_end);
}

TEST(CsvReader, GivesQuotedFieldsAsTheyStand) {
  const CsvRecord record = record_of("\"a,\"\"b\"\"\nc\",\"\",d\r\nnext");
  EXPECT_EQ(record.fields, (Fields{"a,\"\"b\"\"\nc", "", "d"}));
  EXPECT_EQ(csv_value(record.fields[0]), "a,\"b\"\nc");
  EXPECT_TRUE(record.has_line_end);
}

TEST(CsvReader, TakesAQuoteWithinAnUnquotedFieldAsACharacter) {
  EXPECT_EQ(record_of("5\" disk,b\n").fields, (Fields{"5\" disk", "b"}));
}

TEST(CsvReader, KeepsAReturnWithinALine) {
  EXPECT_EQ(record_of("a\rb,c\r\n").fields, (Fields{"a\rb", "c"}));
}

TEST(CsvReader, SaysWhereAQuoteWasOpenedThatIsNotClosed) {
  const CsvRecord record = record_of("a,\"b\nc");
  EXPECT_EQ(record.problem, CsvProblem::kOpenQuote);
  EXPECT_EQ(record.problem_at, 2U);
  EXPECT_FALSE(record.has_line_end);
}

TEST(CsvReader, NoticesTextBehindAClosingQuote) {
  EXPECT_EQ(record_of("\"a\"b,c\n").problem, CsvProblem::kTextBehindQuote);
  EXPECT_EQ(record_of("\"a\"\r\n").problem, CsvProblem::kNone);
}

TEST(WholeCsvRecords, EndBehindALineEndOutsideQuotes) {
  EXPECT_EQ(whole_csv_records("a\nb\nc", ','), 4U);
  EXPECT_EQ(whole_csv_records("a\n\"b\nc", ','), 2U);
  EXPECT_EQ(whole_csv_records("a\n\"b\nc\"\nd", ','), 8U);
  EXPECT_EQ(whole_csv_records("\"a", ','), 0U);
}

TEST(CsvDelimiter, IsTheMostFrequentOneOutsideQuotes) {
  EXPECT_EQ(csv_delimiter_of("a;b;c,d\n1,2,3,4,5"), ';');
  EXPECT_EQ(csv_delimiter_of("a\tb\n"), '\t');
  EXPECT_EQ(csv_delimiter_of("\"a,b,c\"|d\n"), '|');
  EXPECT_EQ(csv_delimiter_of("alone\n"), ',');
}

}  // namespace
}  // namespace maas::formats
