#include "privacy/masking.h"

namespace maas::privacy {
namespace {

class MaskingCsv : public test::Masking {};

using test::kAnna;

TEST_F(MaskingCsv, ReplacesValuesAndKeepsAllElseByteForByte) {
  EXPECT_EQ(masked("a.csv",
                   "\xEF\xBB\xBFid,\"e \"\"mail\"\"\",note\r\n"
                   "1,anna@example.org,\"a \"\"b\"\", \r\nAnna@Example.org\"\r\n"
                   "\r\n2,,\xff\xfe"),
            "\xEF\xBB\xBFid,\"e \"\"mail\"\"\",note\r\n1," + kAnna + ",\"a \"\"b\"\", \r\n" +
                kAnna + "\"\r\n\r\n2,,\xff\xfe");
  EXPECT_EQ(report.records, 2);
  EXPECT_EQ(count("e \"mail\"", "email"), 1);
  EXPECT_EQ(count("note", "email"), 1);
}

TEST_F(MaskingCsv, FindsTheDelimiterUnlessToldIt) {
  EXPECT_EQ(masked("a.csv", "a;b\nanna@example.org;1,2\n"), "a;b\n" + kAnna + ";1,2\n");
  EXPECT_EQ(masked("a.tsv", "a\tb,c,d\nanna@example.org\t1\n"), "a\tb,c,d\n" + kAnna + "\t1\n");
  csv.delimiter = ';';
  EXPECT_EQ(masked("a.csv", "a;b,c,d\n1;anna@example.org\n"), "a;b,c,d\n1;" + kAnna + "\n");
}

TEST_F(MaskingCsv, RefusesAFirstLineThatLooksLikeData) {
  EXPECT_ERROR(masked("a.csv", "Anna,42\nBob,43\n"), kInvalidData,
               "a.csv:1: the first line looks like data, not like the names of columns: field 2 "
               "holds a number");
  EXPECT_ERROR(masked("a.csv", "Anna,anna@example.org\n"), kInvalidData,
               "field 2 holds personal data (email)");
  EXPECT_FALSE(std::filesystem::exists(directory_ / "masked"));
}

TEST_F(MaskingCsv, NumbersTheColumnsWhereThereIsNoHeader) {
  csv.header = Header::kNo;
  EXPECT_EQ(masked("a.csv", "1,anna@example.org\n"), "1," + kAnna + "\n");
  EXPECT_EQ(report.records, 1);
  EXPECT_EQ(count("2", "email"), 1);
}

TEST_F(MaskingCsv, KeepsAHeaderOfNumbersThatIsDeclaredOne) {
  csv.header = Header::kYes;
  EXPECT_EQ(masked("a.csv", "2019,2020\nanna@example.org,1\n"), "2019,2020\n" + kAnna + ",1\n");
  EXPECT_EQ(count("2019", "email"), 1);
}

TEST_F(MaskingCsv, RefusesARecordWithMoreOrFewerFieldsThanTheHeader) {
  EXPECT_ERROR(masked("a.csv", "a,b\n1,2\n\"x\ny\",2\n3\n"), kInvalidData,
               "a.csv:5: 1 fields, the first line has 2");
  EXPECT_ERROR(masked("a.csv", "a,b\n1,2,3\n"), kInvalidData, "a.csv:2: 3 fields");
}

TEST_F(MaskingCsv, RefusesAQuoteThatIsNotClosed) {
  EXPECT_ERROR(masked("a.csv", "a,b\n1,2\n3,\"4\n5,6\n"), kInvalidData,
               "a.csv:3: the quote that is opened here is never closed");
  EXPECT_ERROR(masked("a.csv", "a,\"b\n1,2\n"), kInvalidData, "a.csv:1: the quote");
}

TEST_F(MaskingCsv, RefusesTextBehindAClosingQuote) {
  EXPECT_ERROR(masked("a.csv", "a,b\n1,\"2\"3\n"), kInvalidData,
               "a.csv:2: a quoted field goes on behind its closing quote");
}

TEST_F(MaskingCsv, LooksIntoChosenColumnsOnly) {
  columns = {"b"};
  EXPECT_EQ(masked("a.csv", "a,b\nanna@example.org,anna@example.org\n"),
            "a,b\nanna@example.org," + kAnna + "\n");
}

TEST_F(MaskingCsv, ReplacesWholeValuesOfAColumn) {
  whole = {"last name=name"};
  const std::string once = masked("a.csv", "id,last name\n1,Müller\n2,\n3,\"MüLLER\"\n");
  const std::string token = once.substr(15, once.find('\n', 15) - 15);
  EXPECT_EQ(once, "id,last name\n1," + token + "\n2,\n3,\"" + token + "\"\n");
  EXPECT_EQ(masked("b.csv", once), once);
}

TEST_F(MaskingCsv, RefusesAColumnThatIsNowhere) {
  columns = {"emial"};
  EXPECT_ERROR(masked("a.csv", "email\nanna@example.org\n"), kUsage, "there is no column 'emial'");
  EXPECT_FALSE(std::filesystem::exists(directory_ / "masked"));
}

TEST_F(MaskingCsv, RefusesAColumnThatIsNowhereBeforeAnyValueIsOut) {
  write("a.csv", "email\nanna@example.org\n");
  MaskRequest wanted = request("a.csv", "-");
  wanted.output = "-";
  wanted.columns = {"emial"};
  std::string out;
  wanted.standard_output = [&out](std::string_view bytes) { out += bytes; };
  EXPECT_ERROR(mask(wanted, progress), kUsage, "there is no column 'emial'");
  EXPECT_EQ(out, "");
}

TEST_F(MaskingCsv, TellsOfPersonalDataInTheHeader) {
  csv.header = Header::kYes;
  EXPECT_EQ(masked("a.csv", "id,anna@example.org\n1,x\n"), "id,anna@example.org\n1,x\n");
  ASSERT_EQ(report.kept.size(), 1U);
  EXPECT_EQ(report.kept.front().kind, "email");
}

TEST_F(MaskingCsv, RefusesLinesThatEndInCrAlone) {
  csv.header = Header::kYes;
  EXPECT_ERROR(masked("a.csv", "name\ranna@example.org\r"), kInvalidData, "CR alone");
}

TEST_F(MaskingCsv, TakesAnEmptyFileAndALoneHeader) {
  EXPECT_EQ(masked("a.csv", ""), "");
  EXPECT_EQ(masked("a.csv", "a,b"), "a,b");
  EXPECT_EQ(report.records, 0);
}

}  // namespace
}  // namespace maas::privacy
