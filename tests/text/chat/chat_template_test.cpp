#include "text/chat/chat_template.h"

#include <ctime>

#include <nlohmann/json.hpp>

#include "support/support.h"

namespace maas::text {
namespace {

using Json = nlohmann::ordered_json;

std::string rendered(std::string_view source, const Json& variables = Json::object(),
                     const TemplateLimits& limits = {}) {
  return ChatTemplate(source, "chat.jinja", limits).render(variables);
}

/// Expects that a template is refused with a message of this part, and soon.
void expect_stopped(std::string_view source, std::string_view part,
                    const TemplateLimits& limits = {}) {
  SCOPED_TRACE(source.substr(0, 100));
  const std::clock_t begin = std::clock();  // of this process: others do not count
  EXPECT_ERROR(rendered(source, Json::object(), limits), kInvalidData, std::string(part));
  EXPECT_LT(std::clock() - begin, 5 * CLOCKS_PER_SEC);
}

constexpr std::string_view kTooManyBytes = "the template makes more than 67108864 bytes";
constexpr std::string_view kTooMuch = "the template ";  // makes, or takes, more than it may
constexpr std::string_view kTooDeep = "nests deeper than 500 levels";

TEST(ChatTemplate, SaysWhereItIsNotUnderstood) {
  EXPECT_ERROR(rendered("a\n  {{ 1 + }}"), kInvalidData,
               "chat.jinja:2:10: expected an expression, found '}}'");
  EXPECT_ERROR(rendered("{% if x %}"), kInvalidData,
               "chat.jinja:1:11: expected 'endif', found the end of the template");
  EXPECT_ERROR(rendered("{% include 'x' %}"), kInvalidData,
               "chat.jinja:1:4: expected a statement, found 'include'");
  EXPECT_ERROR(rendered("{{ 'a"), kInvalidData, "chat.jinja:1:4: a text does not end");
  EXPECT_ERROR(rendered("{{ (1] }}"), kInvalidData, "chat.jinja:1:6: unexpected ']', expected ')'");
  EXPECT_ERROR(rendered("x {{ x | nope }}"), kInvalidData,
               "chat.jinja:1:10: no filter named 'nope'");
  EXPECT_ERROR(rendered("{{ 99999999999999999999 }}"), kInvalidData, "beyond 64 bits");
}

TEST(ChatTemplate, GivesTheTextOfAnException) {
  EXPECT_ERROR(rendered("{{ 1 }}\n{{ raise_exception('roles must alternate') }}"), kInvalidData,
               "chat.jinja:2:19: roles must alternate");
}

TEST(ChatTemplate, SaysWhatIsUndefined) {
  EXPECT_ERROR(rendered("{{ message.role }}"), kInvalidData, "1:11: 'message' is undefined");
  EXPECT_ERROR(rendered("{{ {}.a.b }}"), kInvalidData, "'dict' object has no attribute 'a'");
  EXPECT_ERROR(rendered("{{ 'a' + x }}"), kInvalidData, "'x' is undefined");
}

TEST(ChatTemplate, RefusesToChangeWhatItWasGiven) {
  EXPECT_ERROR(rendered("{{ x.append(1) }}", {{"x", Json::array()}}), kInvalidData,
               "access to attribute 'append' of 'list' object is unsafe");
}

TEST(ChatTemplate, RefusesVariablesThatAreNoObject) {
  EXPECT_ERROR(rendered("x", Json::array()), kInvalidData, "the variables are no object");
}

TEST(ChatTemplate, KnowsTheDate) {
  const std::time_t before = std::time(nullptr);
  const std::string year = rendered("{{ strftime_now('%Y') }}");
  std::tm local{};
  localtime_r(&before, &local);
  EXPECT_GE(std::stoi(year), local.tm_year + 1900);
  EXPECT_EQ(rendered("{{ strftime_now('%d %b %Y')|length }}"), "11");
  EXPECT_EQ(rendered("[{{ strftime_now('') }}]"), "[]");
  expect_stopped("{{ strftime_now('%100000d') }}", "a date is longer than 4096 bytes");
}

TEST(ChatTemplate, HoldsOnToWhatAFilterGoesThrough) {
  EXPECT_EQ(rendered("{{ 'abcdefgh'|unique|list|length }}{{ 'aab'|select('eq', 'a')|join }}"),
            "8aa");
  EXPECT_EQ(rendered("{{ 'abc'|batch(2)|list }}"), "[['a', 'b'], ['c']]");
  EXPECT_EQ(rendered("{{ dict({'ab': 1})|length }}{{ dict({1: 2}.items()) }}"), "1{1: 2}");
  EXPECT_EQ(rendered("{{ {1: 'x', 2: 'y'}|sum }}"), "3");
}

TEST(ChatTemplate, RendersTheSameTwice) {
  const ChatTemplate chat_template(
      "{% set ns = namespace(n=0) %}{% set ns.n = ns.n + 1 %}{{ ns.n }}", "chat.jinja");
  EXPECT_EQ(chat_template.render(Json::object()), "1");
  EXPECT_EQ(chat_template.render(Json::object()), "1");
}

TEST(ChatTemplate, WritesNumbersBeyond63BitsAsFloats) {
  EXPECT_EQ(rendered("{{ x }}", {{"x", 18446744073709551615U}}), "1.8446744073709552e+19");
}

TEST(TemplateLimits, EndWhatMakesTooMuchText) {
  for (const std::string_view source : {
           "{{ 'a' * 10**9 }}",
           "{{ 'a' * 10**18 * 10**18 }}",
           "{% set ns = namespace(x='ab') %}{% for i in range(64) %}{% set ns.x = ns.x + ns.x %}"
           "{% endfor %}",
           "{% set ns = namespace(x='ab') %}{% for i in range(64) %}{% set ns.x = ns.x ~ ns.x %}"
           "{% endfor %}",
           "{% for i in range(100000) %}{{ 'a' * 1000 }}{% endfor %}",
           "{{ ('a' * 10**7)|replace('a', 'b' * 100) }}",
           "{{ ('a' * 10**6).replace('', 'b' * 1000) }}",
           "{{ ('b' * 10000).join('a' * 10000) }}",
           "{{ range(100000)|join('a' * 10000) }}",
           "{{ 'a'.center(10**9) }}",
           "{{ 'a'|center(10**9) }}",
           "{{ 'a'.zfill(10**12) }}",
           "{{ '%1000000000d' % 1 }}",
           "{{ '{:1000000000}'.format(1) }}",
           "{{ 'a\\nb'|indent(10**9) }}",
           "{{ [1]|tojson(indent=10**9) }}",
           "{{ ('{0}' * 10000).format('a' * 10000) }}",
           "{{ ('<' * 10**7)|escape|escape }}",
           "{% set x = 'a' * 10**7 %}{{ [x, x, x, x, x, x, x, x]|tojson }}",
           "{% macro f(x) %}{{ x }}{{ x }}{% endmacro %}{{ f(f(f(f(f('a' * 10**7))))) }}",
       }) {
    expect_stopped(source, kTooMuch);
  }
}

TEST(TemplateLimits, EndWhatMakesTooManyValues) {
  expect_stopped("{{ [1] * 10**9 }}", kTooManyBytes);
  expect_stopped("{{ range(10**9) }}", "a range is longer than 100000");
  expect_stopped("{{ range(-9223372036854775807, 9223372036854775807) }}", "a range is longer");
  expect_stopped("{{ [1]|batch(10**9, 0)|list }}", kTooManyBytes);
  expect_stopped("{{ [1]|slice(10**9)|list }}", kTooManyBytes);
  expect_stopped("{{ ('a,' * 10**7).split(',') }}", kTooManyBytes);
  expect_stopped(
      "{% set ns = namespace(x=[1]) %}{% for i in range(64) %}{% set ns.x = ns.x + ns.x %}"
      "{% endfor %}",
      kTooManyBytes);
  expect_stopped(
      "{% for i in range(100000) %}{% for j in range(100) %}{% set x = namespace() %}"
      "{% endfor %}{% endfor %}",
      kTooMuch);
}

TEST(TemplateLimits, EndWhatTakesTooLong) {
  for (const std::string_view source : {
           "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
           "{% set x = 'a' * 10**6 %}{% for i in range(100000) %}{{ 'b' in x }}{% endfor %}",
           "{% set x = 'a' * 10**6 %}{% for i in range(100000) %}{% if x.find('b') %}{% endif %}"
           "{% endfor %}",
           "{% set x = 'é' * 10**6 %}{% for i in range(100000) %}{% if x|length %}{% endif %}"
           "{% endfor %}",
           "{% set x = {'a' * 10**6: 1} %}{% for i in range(100000) %}{% if x['b' * 10**6] %}"
           "{% endif %}{% endfor %}",
           "{% set x = range(100000)|list %}{% for i in x %}{% if -1 in x %}{% endif %}"
           "{% endfor %}",
       }) {
    expect_stopped(source, kTooMuch);
  }
  const TemplateLimits few{.steps = 100};
  expect_stopped("{% for i in range(1000) %}{{ i }}{% endfor %}",
                 "the template takes more than 100 steps", few);
}

TEST(TemplateLimits, EndWhatNestsTooDeep) {
  const auto times = [](std::string_view part, int count) {
    std::string all;
    for (int i = 0; i < count; ++i) all += part;
    return all;
  };
  expect_stopped("{{ " + times("(", 100000) + "1" + times(")", 100000) + " }}", "nested deeper");
  expect_stopped("{{ " + times("[", 100000) + times("]", 100000) + " }}", "nested deeper");
  expect_stopped("{{ " + times("not ", 100000) + "1 }}", "nested deeper");
  expect_stopped("{{ " + times("-", 100000) + "1 }}", "nested deeper");
  expect_stopped("{{ " + times("1 if 1 else ", 50000) + "1 }}", "nested deeper");
  expect_stopped(times("{% if 1 %}", 100000), "nested deeper");
  expect_stopped("{{ x" + times(".a", 100000) + " }}", kTooDeep);
  expect_stopped("{{ x" + times("|upper", 100000) + " }}", kTooDeep);
  expect_stopped("{% set " + times("(", 100000) + "x" + times(")", 100000) + " = 1 %}",
                 "nested deeper");
  expect_stopped("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", kTooDeep);
  expect_stopped("{% for x in [[1]] recursive %}{{ loop([[1]]) }}{% endfor %}", kTooDeep);
  expect_stopped(
      "{% set ns = namespace(x=[]) %}{% for i in range(10000) %}{% set ns.x = [ns.x] %}"
      "{% endfor %}",
      kTooDeep);
  expect_stopped("{% set ns = namespace() %}{% set ns.x = ns %}{{ ns }}", kTooDeep);
  expect_stopped(
      "{% set ns = namespace() %}{% for i in range(10000) %}"
      "{% set ns.x = {'a': ns.x}.get %}{% endfor %}",
      kTooDeep);
}

TEST(TemplateLimits, EndWhatSharesItsParts) {
  constexpr std::string_view kGrow =
      "{% set ns = namespace(x=[1], y=[1]) %}{% for i in range(100) %}{% set ns.x = [ns.x, ns.x] %}"
      "{% set ns.y = [ns.y, ns.y] %}{% endfor %}";
  for (const std::string_view use : {"{{ ns.x == ns.y }}", "{{ ns.x < ns.y }}", "{{ ns.x }}",
                                     "{{ ns.x|tojson }}", "{{ ns.x in [ns.y] }}"}) {
    expect_stopped(std::string(kGrow) + std::string(use), "the template ");
  }
  constexpr std::string_view kKey =
      "{% set ns = namespace(x=(1,)) %}{% for i in range(100) %}{% set ns.x = (ns.x, ns.x) %}"
      "{% endfor %}{{ {ns.x: 1} }}";
  expect_stopped(kKey, "a tuple that is a key is longer than");
}

TEST(TemplateLimits, LetGoOfWhatHoldsItself) {
  EXPECT_EQ(
      rendered("{% set ns = namespace() %}{% set ns.x = [ns] %}{% macro f() %}{% endmacro %}"
               "{% set ns.f = f %}{% for i in range(10000) %}{% set ns.y = namespace(z=ns.y) %}"
               "{% endfor %}{% for i in [1] %}{% set ns.loop = loop %}{% endfor %}ok"),
      "ok");
}

TEST(TemplateLimits, HoldForTheTemplateItself) {
  expect_stopped(std::string((std::size_t{1} << 20U) + 1, 'x'),
                 "chat.jinja: the template has 1048577 bytes, at most 1048576");
}

TEST(TemplateLimits, HoldForVariablesToo) {
  Json deep = 1;
  for (int i = 0; i < 1000; ++i) deep = Json::array({deep});
  EXPECT_ERROR(rendered("x", {{"x", deep}}), kInvalidData, kTooDeep.data());
}

TEST(TemplateLimits, LeaveRoomForLongChats) {
  Json messages = Json::array();
  for (int i = 0; i < 2000; ++i) {
    messages.push_back({{"role", "user"}, {"content", std::string(2000, 'x')}});
  }
  const std::string text = rendered(
      "{% for message in messages %}{{ '<|im_start|>' + message['role'] + '\\n' + "
      "message['content'] + '<|im_end|>' + '\\n' }}{% endfor %}",
      {{"messages", messages}});
  EXPECT_EQ(text.size(), 2000U * (2000 + 12 + 4 + 1 + 10 + 1));
}

}  // namespace
}  // namespace maas::text
