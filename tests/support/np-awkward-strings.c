/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "np-awkward-strings.h"

/* The other ones, and the very long ones, are made by code. */
/* clang-format off */
static const char *const table[] = {
  /* Next to nothing. */
  "", " ", "  ", "\t", "\t\t ", "\n", "\n\n", "\r", "\r\n", "\n\r", " \n ", "a", " a", "a ",
  " a ", "\ta", "a\t", "\na", "a\n", "a\r", "a\r\n", "a\n\n\nb", "a\r\nb\nc\rd", "a  b",
  "a\t b", "-", ".", "..", "...", "_", "~", "\\", "/", "//", "\"", "'", "`", "''", "\"\"",
  ",", ";", ":", "|", "||", "&", "#", "%", "@", "!", "?", "*", "$", "^", "=", "+", "(", ")",
  "{", "}", "[", "]", "<", ">",
  /* Numbers, and what looks like them. */
  "0", "-0", "+0", "00", "007", "1", "-1", "+1", "1.", ".1", "1.0", "4.90", "1e3", "1E+400",
  "1e-400", "0x1F", "0b101", "0o17", "1_000", "1,000", "1.000,5", "1'000", "1 000",
  "1\u00a0000", "NaN", "nan", "Infinity", "-inf", "9007199254740993", "9223372036854775807",
  "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
  "18446744073709551616", "1e1000", "7B", "1.5 B", "70\u4ebf", "\u0661\u0662\u0663",
  "\uff11\uff12\uff13", "\u4e09", "\u2212 5", "\u00bd", "\u2167", "1/3", "12:30",
  "2026-02-30", "2026-11-27T24:00:00Z", "1970-01-01", "0000-00-00", "31/12/99", "50 %",
  "\u00a5100", "$1.00", "1st", "No. 5", "1-2", "#1", "0 ", " 0",
  /* Words with another meaning elsewhere. */
  "null", "NULL", "Null", "nil", "None", "undefined", "true", "TRUE", "false", "False", "yes",
  "no", "Y", "n", "on", "off", "void", "this", "self", "constructor", "__proto__",
  "prototype", "hasOwnProperty", "toString", "length", "default", "EOF", "eof", "NUL", "CON",
  "aux.txt", "LPT1", "root", "admin", "test", "PRIVATE", "PUBLIC", "ModelId", "RequestId",
  "Code", "Message", "model-1", "..model", "GET / HTTP/1.1", "HTTP/1.1 200 OK",
  "Content-Length: 0", "X-Acs-Signature: x", "Host:", "OK", "(null)", "[object Object]",
  "<none>", "N/A", "#REF!", "TODO",
  /* JSON, and nearly JSON. */
  "{}", "[]", "{]", "{\"a\":1}", "{\"a\":1,}", "{'a':1}", "{a:1}", "{\"a\":1}{\"b\":2}",
  "{\"a\":1,\"a\":2}", "{\"\":\"\"}", "{\"__proto__\":{}}", "[1,2,3", "\"a\"", "\"a",
  "\"\\\"\"", "\\u0041", "\\ud83d", "\\ud83d\\ude00", "\\u0000", "\\x41", "\\n", "\\\\",
  "\\\"", "\"\\u2028\"", "// comment\n{}", "/* comment */ {}",
  "[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]", "{\"k\":\"\u2028\"}", "\ufeff{}", "{\"n\":1e400}",
  "{\"ModelName\":\"x\"}", "\",\"Accessibility\":\"PUBLIC", "\"},{\"Field\":\"Task\"", "]}",
  "{\"a\":\n\t1}", "nulltrue", "{}\n", " {} ",
  /* Markup. */
  "<b>bold</b>", "<b>", "</b>", "&lt;", "&amp;", "&amp;amp;", "&#0;", "&#x0;", "&#65;",
  "&nbsp;", "&nosuch;", "<br>", "<br/>", "<!-- -->", "<!--", "-->", "<![CDATA[x]]>", "]]>",
  "<?xml version=\"1.0\"?>", "<!DOCTYPE html>", "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>", "<a href=\"javascript:void(0)\">x</a>",
  "<span foreground='red'>x</span>", "<span", "a<b>c", "a < b && c > d", "<svg/onload=x>",
  "<style>*{display:none}</style>", "<marquee>x", "javascript:alert(1)",
  "data:text/html,<b>x</b>", "\"><b>", "'><b>", "</textarea>", "<iframe>", "<\u200bb>",
  "\uff1cb\uff1e", "<p style=\"x\">", "<interface>", "%3Cb%3E", "<a>\n<b>\n",
  /* Databases, shells, formats, paths. */
  "'; DROP TABLE drafts; --", "' OR '1'='1", "1; SELECT 1", "a''b", "\"; --", "%_%", "a%b",
  "a_b", "LIKE '%'", "x' ESCAPE '\\", "?1", ":name", "@x", "$1", "[a-z]", "*?", "NEAR(a b)",
  "a* OR b", "\"a b\"*", "%s", "%d", "%n", "%s%s%s%s%s", "%1$s", "%*d", "%%", "100%", "%c%c",
  "{0}", "{}{}", "${HOME}", "$(date)", "`date`", "$((1+1))", "a && b", "a; b", "a | b",
  "> /dev/null", "~/.ssh", "/etc/passwd", "../../etc/passwd", "..\\..\\x", "C:\\Windows",
  "\\\\server\\share", "file:///", "https://example.com/?a=b&c=d#e",
  "http://user:pw@example.com", "//example.com", "HTTPS://EXAMPLE.COM",
  "https://\u4f8b\u5b50.\u6d4b\u8bd5", "https://example.com/%zz",
  "https://example.com/\u202e", "mailto:a@example.com", "oss://bucket/key?Signature=x%2By",
  "-rf", "--help", "a\\", "a\\\nb", "!!", "!$", "#!/bin/sh", "*/", "/*", "'\"'\"'",
  "\"'\"'\"", "$'\\x41'", "{{x}}", "<%= x %>", "#{x}", "=1+1", "=cmd|' /C calc'!A0",
  "@SUM(A1)", "+1+1", "-1+1", "\t=1", "a,b", "a;b", "\"a,\"\"b\"", "a\",\"b",
  /* Markdown. */
  "# Title", "## ", "- item", "* item", "1. item", "> quote", "    code", "```", "```\n```",
  "````\n```\n````", "~~~", "`a`", "``a`b``", "**a**", "_a_", "__a__", "*a", "***", "---",
  "===", "a\n---", "a\n===", "| a | b |", "|---|---|", "a | b\n--- | ---", "\\|", "\\\\|",
  "[a](b)", "[a](javascript:b)", "![a](b)", "[a]: b", "[^1]", "<https://example.com>",
  "a  \nb", "a\\\nb ", "- [ ] task", "~~a~~", "$$x$$", "$x$", ":smile:", "@name", "#123",
  "GH-1", "a\n\n\n\nb", "| \n |", "\n```text\n", "``", "`` ` ``", "&#124;", "<br>\n",
  "***a**", "\\*", "\\`", "]()", "- ", "1)", "+ item", "Setext\n-", "<details>",
  /* Right to left, and marks that turn the direction. */
  "\u05e9\u05dc\u05d5\u05dd", "\u0645\u0631\u062d\u0628\u0627", "abc \u05d0\u05d1\u05d2 def",
  "\u05d0\u05d1\u05d2 abc", "(\u05d0)", "\u05d0, \u05d1.", "\u05d0 1 \u05d1 2", "\u202eabc",
  "abc\u202edef\u202cghi", "\u202dabc", "\u202aabc\u202c", "\u202babc\u202c", "\u202c",
  "\u2066abc\u2069", "\u2067abc\u2069", "\u2068abc\u2069", "\u2069", "\u2067a\u2067b\u2069",
  "a\u200eb", "a\u200fb", "\u061ca", "gpj.\u202egnp.exe",
  "\u0627\u0644\u0639\u0631\u0628\u064a\u0629", "\u0646\u0645\u0648\u0630\u062c \u0661",
  "\u067e\u0627\u0631\u0633\u06cc", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
  "\u0627\u0631\u062f\u0648", "\u0720\u0710", "\u07d2\u07de\u07cf",
  "\u05d1\u05bc\u05b0\u05e8\u05b5\u05d0\u05e9\u05c1\u05b4\u05d9\u05ea", "\u0644\u0627",
  "\ufefb", "\u0640\u0640\u0640", "\U0001e900\U0001e922", "\u202e\u202e\u202e", "1\u202e2",
  "\u200f", "\u200e",
  /* What cannot be seen. */
  "\u200b", "a\u200bb", "\u200ba", "a\u200b", "\u200b\u200b", "\u200c", "\u200d", "a\u200db",
  "\u2060", "a\u2060b", "\ufeff", "\ufeffa", "a\ufeff", "\u00ad", "co\u00adoperate", "\u034f",
  "a\u034fb", "\u180e", "\u2061\u2062\u2063\u2064", "\u206a\u206f", "\u00a0", "a\u00a0b",
  "\u1680", "a\u1680b", "\u2000\u2001\u2002\u2003", "\u2004\u2005\u2006", "a\u2007b",
  "a\u2008b", "a\u2009b", "a\u200ab", "a\u202fb", "a\u205fb", "\u3000",
  "\u3000\u3000\u6bb5\u843d", "a\u3000b", "\u2800", "a\u2800b", "\u3164", "\u115f\u1160",
  "\uffa0", "\ufff9a\ufffab\ufffb", "\ufffc", "\ufffd", "\U000e0001", "\U000e0041\U000e0042",
  "\ufe0f", "a\ufe0f", "a\ufe00", "a\U000e0100", "\u17b4\u17b5", "\u2028", "a\u2028b",
  "\u2029", "a\u2029b", "\302\205", "a\302\205b", "a\u2028\u2029b\n", "\U0001d173\U0001d17a",
  "\U0001bca0", "\u0600\u0661", "\u06dd", "\u070f",
  /* Emoji. */
  "\U0001f600", "\u263a", "\u263a\ufe0f", "\u263a\ufe0e", "\u2764\ufe0f", "\u2764",
  "\U0001f44d\U0001f3fd", "\U0001f44d", "\U0001f3fd", "\U0001f469\u200d\U0001f4bb",
  "\U0001f469\U0001f3ff\u200d\U0001f4bb",
  "\U0001f468\u200d\U0001f469\u200d\U0001f467\u200d\U0001f466",
  "\U0001f3f3\ufe0f\u200d\U0001f308", "\U0001f3f3\u200d\U0001f308",
  "\U0001f3f4\u200d\u2620\ufe0f", "\U0001f1e8\U0001f1f3", "\U0001f1e8",
  "\U0001f1e8\U0001f1f3\U0001f1e9\U0001f1ea", "\U0001f1e8 \U0001f1f3",
  "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "1\ufe0f\u20e3",
  "#\ufe0f\u20e3", "\u00a9\ufe0f", "\u2122", "\U0001f468\u200d\u2764\ufe0f\u200d\U0001f468",
  "\U0001f9d1\U0001f3fb\u200d\U0001f91d\u200d\U0001f9d1\U0001f3ff",
  "\U0001f680\U0001f680\U0001f680", "a\U0001f600b", "\U0001f600\n", "\U0001fae0",
  "\U0001f9d8\u200d\u2642\ufe0f", "\u26a0\ufe0f \u6ce8\u610f", "\u2705 ok",
  "\u200d\U0001f600", "\U0001f600\u200d", "\U0001f469\u200d\u200d\U0001f4bb", "\u231a\ufe0e",
  "\U0001f170\ufe0f", "\u3030\ufe0f", "\U0001f004",
  /* One character in two ways. */
  "\u00e9", "e\u0301", "\u00c5", "A\u030a", "\u212b", "\u00f1", "n\u0303", "\u1ec7",
  "e\u0323\u0302", "e\u0302\u0323", "\u1eb9\u0302", "\u0344", "\u0308\u0301", "\uac00",
  "\u1100\u1161", "\ud55c\uae00", "\u1112\u1161\u11ab\u1100\u1173\u11af", "\u304c",
  "\u304b\u3099", "\uff76\uff9e", "\ufb01", "fi", "\u00df", "ss", "\u1e9e", "\u0130",
  "i\u0307", "\u0131", "I", "\u03c3\u03c2\u03a3", "\u03a9", "\u2126", "\u212a", "K", "\u00b5",
  "\u03bc", "\u2460", "\u3392", "\u33a1", "\uff21", "\uff41\uff42\uff43", "\u00b2", "x\u0338",
  "\u2260", "=\u0338", "\u0958", "\u0915\u093c", "\u1e9b\u0323", "\ufa1e", "\u7fbd",
  "\U0002f800", "\u4e3d", "\u0340", "\u0300",
  /* Marks upon marks. */
  "\u0301", "\u0301a", " \u0301", "a\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301",
  "Z\u0351\u036b\u0343\u036a\u0302\u036b\u033d\u034f\u0334\u0319\u0324\u031e\u0349\u035a\u032f",
  "a\u20dd", "a\u0489", "\u0e01\u0e33", "\u0e01\u0e49\u0e33", "\u0e44\u0e17\u0e22",
  "\u0915\u094d\u0937", "\u0915\u094d\u200d\u0937", "\u0915\u094d\u200c\u0937",
  "\u0d28\u0d4d\u200d", "\u0dc1\u0dca\u200d\u0dbb\u0dd3", "\u1780\u17d2\u1780",
  "\u1019\u103c\u1014\u103a\u1019\u102c", "\u0f40\u0fb5", "\u0f0b\u0f0b", "\u1820\u180b",
  "a\u0327\u0301", "a\u0301\u0327", "\u0b95\u0bca", "\u0b95\u0bc6\u0bbe", "\u05b0", "\u064b",
  "\u3099", "e\n\u0301", "e\u200b\u0301", "\u0345", "\u0e47\u0e47\u0e47\u0e47",
  /* Chinese and its neighbours. */
  "\u94ed\u724c", "\u6a21\u578b\u540d\u79f0", "\u4e2d\u6587 and English \u6df7\u6392",
  "\u3002", "\uff0c", "\u201c\u5f15\u53f7\u201d", "\u300c\u300d", "\u300a\u4e66\u300b",
  "\uff08\u62ec\u53f7\uff09", "\u2026\u2026", "\u2014\u2014", "\uff1a\uff1b",
  "\uff5b\uff02\uff41\uff02\uff1a\uff11\uff5d", "\u53f0\u81fa\u53f0", "\u540e\u5f8c",
  "\u9fa5", "\u9fff", "\u3400", "\U00020000", "\U0002a6d6", "\U00020bb7\u91ce\u5bb6",
  "\U00030edd\U00030edd\u9762", "\u3007", "\u3005", "\u2e80", "\u2ff0\u6728\u6728",
  "\u3041\u3042", "\u30c7\u30fc\u30bf", "\uff83\uff9e\uff70\uff80", "\u65e5\u672c\u8a9e",
  "\u6f22\u5b57\u304b\u306a\u4ea4\u3058\u308a", "\u3105\u3106", "\u02d9\u02c7\u02cb",
  "\ub300\ud55c\ubbfc\uad6d", "\u3131\u314f", "\u8005\ufe00", "\u845b\U000e0100", "\u845b",
  "\ue000", "\U000f0000", "\u751f\u50fb\u5b57\u9f98", "\u56cd", "\u4e00\u4e28\u4e36",
  "\u30fb", "\u3231", "\u2f00", "\u76f4\u76f4", "\uff0d\uff0d", "\u00b7", "\u3001",
  "\u7b2c1\u7ae0", "\u6587\u4ef6\u540d.txt", "\ufe35\ufe36", "\u3000\u5168\u89d2\u3000",
  /* Other scripts, and letters that look alike. */
  "\u041f\u0440\u0438\u0432\u0435\u0442", "\u0391\u03b2\u03b3", "\u0410", "A", "\u0430",
  "\u0440\u0430\u0443\u0440\u0430l", "\u0456", "\u13a0", "\u10e5\u10d0\u10e0\u10d7",
  "\u0540\u0561\u0575", "\u1200\u1201", "\u0939\u093f\u0928\u094d\u0926\u0940",
  "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd", "\u0e9e\u0eb2", "\u1208\u1209", "\u16a0\u16a2",
  "\U00010330", "\U00010400\U00010428", "\U0001d400\U0001d401", "\U0001d7d8",
  "\u2200x\u2208\u2115", "\u2211\u222b\u221a", "\u2190\u2191\u2192", "\u2588\u2593\u2592",
  "\u2500\u2502\u253c", "\u2800\u2801", "\U00012000", "\U00013000", "\U0001f0a1",
  "\U0001d11e", "\u0149", "\u01c5", "\u1f88", "\u1fb3", "\u0390", "\u03b0", "\u2019",
  "O\u2019Neil", "\u2018\u2019\u201a\u201b", "\u2010\u2011\u2012\u2013\u2014\u2015",
  "\u00ab\u00bb", "\u00bf\u00a1", "\u0254\u025b", "\u1d2c\u1d47", "\u02bc", "\u2044",
  "\u0660", "\u06f0", "\u0966", "\U0001e030", "\uff0f", "\uff3c", "\u2215", "\u29f5",
  "\u037e", "\u0387", "\u2024\u2025", "\u03f4", "\u0138",
};
/* clang-format on */

/* More than what a GtkEntry holds, in bytes. */
#define LONG_TEXT 70000

static void
take (GPtrArray *strings, GString *text)
{
  g_ptr_array_add (strings, g_string_free (text, FALSE));
}

/* One character alone, and between two others. */
static void
add_character (GPtrArray *strings, gunichar c)
{
  GString *alone = g_string_new (NULL);
  GString *between = g_string_new ("<");

  g_string_append_unichar (alone, c);
  g_string_append_unichar (between, c);
  g_string_append_c (between, '>');
  take (strings, alone);
  take (strings, between);
}

/* But for those of the table. */
static void
add_controls (GPtrArray *strings)
{
  for (gunichar c = 0x01; c < 0xa0; c++)
    {
      if (g_unichar_iscntrl (c) && c != '\t' && c != '\n' && c != '\r' && c != 0x85)
        add_character (strings, c);
    }
}

static void
add_noncharacters (GPtrArray *strings)
{
  for (gunichar c = 0xfdd0; c <= 0xfdef; c++)
    add_character (strings, c);
  for (gunichar plane = 0; plane <= 16; plane++)
    {
      add_character (strings, plane << 16 | 0xfffe);
      add_character (strings, plane << 16 | 0xffff);
    }
}

/* Where the length of UTF-8 changes, and around the surrogates. */
static void
add_borders (GPtrArray *strings)
{
  static const gunichar borders[] = { 0x07fe, 0x07ff,  0x0800,  0xd7fe,  0xd7ff,
                                      0xe001, 0x10000, 0x10001, 0x10fffd };

  for (guint i = 0; i < G_N_ELEMENTS (borders); i++)
    add_character (strings, borders[i]);
}

static void
add_long (GPtrArray *strings, const char *piece)
{
  GString *text = g_string_new (NULL);

  while (text->len < LONG_TEXT)
    g_string_append (text, piece);
  take (strings, text);
}

static gpointer
make_strings (gpointer data)
{
  static const char *const pieces[] = {
    "x",
    "\\",
    "\"",
    " ",
    "\n",
    "\r\n",
    "\001",
    "<b>",
    "{",
    "%s",
    "`",
    "|",
    "\u94ed",
    "e\u0301",
    "\u200b",
    "\u202e",
    "\U0001f469\u200d\U0001f4bb",
    "word ",
  };
  GPtrArray *strings = g_ptr_array_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    g_ptr_array_add (strings, (gpointer) table[i]);
  add_controls (strings);
  add_noncharacters (strings);
  add_borders (strings);
  for (gsize i = 0; i < G_N_ELEMENTS (pieces); i++)
    add_long (strings, pieces[i]);

  return strings;
}

/* The same ones in every call. */
const char *const *
np_awkward_strings_get (gsize *out_n)
{
  static GOnce once = G_ONCE_INIT;
  GPtrArray *strings = g_once (&once, make_strings, NULL);

  *out_n = strings->len;
  return (const char *const *) strings->pdata;
}
