/* SPDX-License-Identifier: GPL-3.0-or-later
 * SPDX-FileCopyrightText: The Nameplate authors
 */

#include "config.h"

#include "fault-cases.h"

#define OK          "HTTP/1.1 200 OK\r\n"
#define HEAD        OK "Content-Type: application/json\r\n"
#define CHUNKED     HEAD "Transfer-Encoding: chunked\r\n\r\n"
#define TO_CLOSE    HEAD "Connection: close\r\n\r\n"
#define GOOD        FAULT_GOOD_JSON
#define GOOD_LENGTH "Content-Length: 158\r\n\r\n"
#define EMPTY       "Content-Length: 0\r\n\r\n"

/* What comes of a read and of a save, and how many requests each of them and a hint
 * sends. */
#define WORKS      FAULT_SUCCESS, FAULT_SUCCESS, 1, 1, 1
#define BROKEN     NP_API_ERROR_UNREACHABLE, NP_API_ERROR_OUTCOME_UNKNOWN, 3, 1, 1
#define UNREADY    NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN, 3, 1, 1
#define WRONG      NP_API_ERROR_PROTOCOL, NP_API_ERROR_OUTCOME_UNKNOWN, 1, 1, 1
#define TOO_LARGE  NP_API_ERROR_TOO_LARGE, NP_API_ERROR_OUTCOME_UNKNOWN, 1, 1, 1
#define TIMED_OUT  NP_API_ERROR_TIMED_OUT, NP_API_ERROR_OUTCOME_UNKNOWN, 3, 1, 1
#define ELSEWHERE  NP_API_ERROR_REDIRECTED, NP_API_ERROR_REDIRECTED, 1, 1, 1
#define SERVER     NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1, 1
#define THROTTLED  NP_API_ERROR_THROTTLED, NP_API_ERROR_THROTTLED, 3, 3, 1
#define CLOCK      NP_API_ERROR_CLOCK_SKEW, NP_API_ERROR_CLOCK_SKEW, 2, 2, 2
#define ONCE(code) NP_API_ERROR_##code, NP_API_ERROR_##code, 1, 1, 1

const FaultCase fault_cases[] = {
  /* Nothing comes. */
  { "close", "", FAULT_CLOSE, BROKEN, FAULT_RESENT_KEPT },
  { "reset", "", FAULT_RESET, BROKEN, FAULT_RESENT_KEPT },
  { "never", "", FAULT_HANG, TIMED_OUT },

  /* The head. */
  { "cut-in-version", "HTTP/1.", FAULT_CLOSE, UNREADY },
  { "cut-in-status", "HTTP/1.1 20", FAULT_CLOSE, UNREADY },
  { "cut-after-status", OK, FAULT_CLOSE, UNREADY },
  { "cut-in-header", OK "Content-Le", FAULT_CLOSE, UNREADY },
  { "cut-before-empty-line", OK "Content-Length: 2\r\n", FAULT_CLOSE, UNREADY },
  { "reset-in-version", "HTTP/1.", FAULT_RESET, BROKEN, FAULT_RESENT_KEPT },
  { "reset-in-header", OK "Content-Le", FAULT_RESET, BROKEN },
  { "hang-in-version", "HTTP/1.", FAULT_HANG, TIMED_OUT },
  { "hang-in-header", OK "Content-Le", FAULT_HANG, TIMED_OUT },
  { "not-http", "SSH-2.0-OpenSSH_9.2\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "not-text", "\x16\x03\x03\x02\x02\x28\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "status-no-number", "HTTP/1.1 OK\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "status-too-long", "HTTP/1.1 20000 OK\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "status-zero", "HTTP/1.1 000 No\r\n" EMPTY, FAULT_CLOSE, UNREADY },
  { "huge-header", OK "X-Filler: ", FAULT_FILL, WRONG },
  { "huge-status-line", "HTTP/1.1 200 ", FAULT_FILL, WRONG },

  /* Where the body ends. */
  { "cut-body", HEAD "Content-Length: 500\r\n\r\n" GOOD, FAULT_CLOSE, UNREADY },
  { "cut-before-body", HEAD "Content-Length: 500\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "reset-before-body", HEAD "Content-Length: 500\r\n\r\n", FAULT_RESET, BROKEN },
  { "reset-in-body", HEAD "Content-Length: 500\r\n\r\n" GOOD, FAULT_RESET, BROKEN },
  { "hang-before-body", HEAD "Content-Length: 500\r\n\r\n", FAULT_HANG, TIMED_OUT },
  { "hang-in-body", HEAD "Content-Length: 500\r\n\r\n" GOOD, FAULT_HANG, TIMED_OUT },
  { "length-too-short", HEAD "Content-Length: 20\r\n\r\n" GOOD, FAULT_CLOSE, UNREADY },
  { "two-lengths", HEAD "Content-Length: 3\r\n" GOOD_LENGTH GOOD, FAULT_KEEP, WRONG },
  { "two-equal-lengths", HEAD "Content-Length: 158\r\n" GOOD_LENGTH GOOD, FAULT_KEEP, WRONG },
  { "length-and-chunked", HEAD "Transfer-Encoding: chunked\r\n" GOOD_LENGTH "0\r\n\r\n",
    FAULT_KEEP, WRONG },
  { "length-no-number", HEAD "Content-Length: many\r\n\r\n" GOOD, FAULT_CLOSE, UNREADY },
  { "length-negative", HEAD "Content-Length: -1\r\n\r\n" GOOD, FAULT_CLOSE, WRONG },
  { "length-absurd", HEAD "Content-Length: 99999999999999999999\r\n\r\n" GOOD, FAULT_CLOSE,
    WRONG },
  { "no-length", TO_CLOSE GOOD, FAULT_CLOSE, WORKS },
  { "no-length-cut", TO_CLOSE "{\"RequestId\":\"R-1", FAULT_CLOSE, UNREADY },
  { "no-length-reset", TO_CLOSE "{\"RequestId\":\"R-1", FAULT_RESET, BROKEN },
  { "no-length-empty", TO_CLOSE, FAULT_CLOSE, UNREADY },
  { "huge-body", HEAD "Content-Length: 20971520\r\n\r\n", FAULT_BLANK, TOO_LARGE },
  { "huge-body-without-length", TO_CLOSE, FAULT_BLANK, TOO_LARGE },

  /* Chunks. */
  { "cut-chunk", CHUNKED "40\r\n{\"RequestId\":\"R-1\"", FAULT_CLOSE, UNREADY },
  { "cut-after-chunk", CHUNKED "12\r\n{\"RequestId\":\"R-1\"\r\n", FAULT_CLOSE, UNREADY },
  { "cut-in-size", CHUNKED "1", FAULT_CLOSE, UNREADY },
  { "cut-before-chunks", CHUNKED, FAULT_CLOSE, UNREADY },
  { "reset-in-chunk", CHUNKED "40\r\n{\"RequestId\":\"R-1\"", FAULT_RESET, BROKEN },
  { "hang-in-chunk", CHUNKED "40\r\n{\"RequestId\":\"R-1\"", FAULT_HANG, TIMED_OUT },
  { "chunk-size-no-number", CHUNKED "zz\r\n{}\r\n0\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "chunk-size-negative", CHUNKED "-2\r\n{}\r\n0\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "chunk-size-absurd", CHUNKED "fffffffffffffffff\r\n{}\r\n0\r\n\r\n", FAULT_CLOSE, UNREADY },
  { "chunks-empty", CHUNKED "0\r\n\r\n", FAULT_KEEP, UNREADY },
  { "chunks-huge", CHUNKED "1400000\r\n", FAULT_BLANK, TOO_LARGE },
  { "chunks-good", CHUNKED "9e\r\n" GOOD "\r\n0\r\n\r\n", FAULT_KEEP, WORKS },
  { "chunks-extended", CHUNKED "9e;a=b\r\n" GOOD "\r\n0\r\nX-Late: y\r\n\r\n", FAULT_KEEP,
    WORKS },

  /* What the body is. */
  { "empty", HEAD EMPTY, FAULT_KEEP, UNREADY },
  { "blanks", HEAD "Content-Length: 3\r\n\r\n \r\n", FAULT_KEEP, UNREADY },
  { "nul", HEAD "Content-Length: 4\r\n\r\n\"\\0\"", FAULT_KEEP, UNREADY },
  { "web-page", OK "Content-Type: text/html\r\nContent-Length: 20\r\n\r\n<html>Sign in</html>",
    FAULT_KEEP, WRONG },
  { "web-page-as-json", HEAD "Content-Length: 20\r\n\r\n<html>Sign in</html>", FAULT_KEEP,
    WRONG },
  { "xml", OK "Content-Type: text/xml\r\nContent-Length: 21\r\n\r\n<?xml version=\"1.0\"?>",
    FAULT_KEEP, UNREADY },
  { "text", OK "Content-Type: text/plain\r\nContent-Length: 2\r\n\r\nok", FAULT_KEEP, UNREADY },
  { "half-json", HEAD "Content-Length: 18\r\n\r\n{\"RequestId\":\"R-1\"", FAULT_KEEP, UNREADY },
  { "two-values",
    HEAD "Content-Length: 38\r\n\r\n{\"RequestId\":\"R-1\"}{\"RequestId\":\"R-1\"}", FAULT_KEEP,
    UNREADY },
  { "array", HEAD "Content-Length: 2\r\n\r\n[]", FAULT_KEEP, WRONG },
  { "string", HEAD "Content-Length: 4\r\n\r\n\"ok\"", FAULT_KEEP, WRONG },
  { "null", HEAD "Content-Length: 4\r\n\r\nnull", FAULT_KEEP, WRONG },
  { "no-request-id", HEAD "Content-Length: 2\r\n\r\n{}", FAULT_KEEP, WRONG },
  { "unknown-error", HEAD "Content-Length: 30\r\n\r\n{\"Code\":\"Odd\",\"Message\":\"Why\"}",
    FAULT_KEEP, ONCE (FAILED) },
  { "byte-order-mark", HEAD "Content-Length: 161\r\n\r\n\xef\xbb\xbf" GOOD, FAULT_KEEP,
    UNREADY },
  { "not-utf-8", HEAD "Content-Length: 19\r\n\r\n{\"RequestId\":\"\xc4\xe3\xba\"}", FAULT_KEEP,
    UNREADY },
  { "wrong-charset", OK "Content-Type: application/json; charset=gbk\r\n" GOOD_LENGTH GOOD,
    FAULT_KEEP, WORKS },
  { "no-type", OK GOOD_LENGTH GOOD, FAULT_KEEP, WORKS },
  { "gzip", HEAD "Content-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b", FAULT_KEEP,
    WRONG },
  { "gzip-bomb", HEAD "Content-Encoding: gzip\r\nContent-Length: 20971520\r\n\r\n", FAULT_BLANK,
    WRONG },
  { "two-codings", HEAD "Content-Encoding: gzip\r\nContent-Encoding: br\r\n" GOOD_LENGTH GOOD,
    FAULT_KEEP, WRONG },
  { "unknown-coding", HEAD "Content-Encoding: x-odd\r\n" GOOD_LENGTH GOOD, FAULT_KEEP, WRONG },
  { "identity", HEAD "Content-Encoding: identity\r\n" GOOD_LENGTH GOOD, FAULT_KEEP, WORKS },

  /* Other kinds of success. */
  { "created", "HTTP/1.1 201 Created\r\n" GOOD_LENGTH GOOD, FAULT_KEEP, WORKS },
  { "no-content", "HTTP/1.1 204 No Content\r\n\r\n", FAULT_KEEP, WRONG },
  { "reset-content", "HTTP/1.1 205 Reset Content\r\n" EMPTY, FAULT_KEEP, UNREADY },
  { "http-1.0", "HTTP/1.0 200 OK\r\n" GOOD_LENGTH GOOD, FAULT_CLOSE, WORKS },

  /* Interim answers. */
  { "continue", "HTTP/1.1 100 Continue\r\n\r\n" HEAD GOOD_LENGTH GOOD, FAULT_KEEP, WORKS },
  { "early-hints", "HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" HEAD GOOD_LENGTH GOOD,
    FAULT_KEEP, WORKS },
  { "continue-and-close", "HTTP/1.1 100 Continue\r\n\r\n", FAULT_CLOSE, BROKEN,
    FAULT_RESENT_KEPT },
  { "continue-and-hang", "HTTP/1.1 100 Continue\r\n\r\n", FAULT_HANG, TIMED_OUT },

  /* The way to somewhere else. */
  { "redirect", "HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\n" EMPTY, FAULT_KEEP, ELSEWHERE },
  { "redirect-http", "HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\n" EMPTY,
    FAULT_KEEP, ELSEWHERE },
  { "redirect-https", "HTTP/1.1 307 Temporary\r\nLocation: https://127.0.0.1:9/\r\n" EMPTY,
    FAULT_KEEP, ELSEWHERE },
  { "redirect-other-host", "HTTP/1.1 308 Permanent\r\nLocation: https://evil.test/\r\n" EMPTY,
    FAULT_KEEP, ELSEWHERE },
  { "redirect-see-other", "HTTP/1.1 303 See Other\r\nLocation: /\r\n" EMPTY, FAULT_KEEP,
    ELSEWHERE },
  { "redirect-nowhere", "HTTP/1.1 302 Found\r\n" EMPTY, FAULT_KEEP, ELSEWHERE },
  { "redirect-odd", "HTTP/1.1 302 Found\r\nLocation: javascript:x\r\n" EMPTY, FAULT_KEEP,
    ELSEWHERE },
  { "redirect-with-good-body", "HTTP/1.1 302 Found\r\nLocation: /\r\n" GOOD_LENGTH GOOD,
    FAULT_KEEP, ELSEWHERE },
  { "redirect-to-sign-in", "HTTP/1.1 511 Sign in\r\n" EMPTY, FAULT_KEEP, ELSEWHERE },
  { "not-modified", "HTTP/1.1 304 Not Modified\r\n\r\n", FAULT_KEEP, ELSEWHERE },
  { "choices", "HTTP/1.1 300 Multiple Choices\r\n" EMPTY, FAULT_KEEP, ELSEWHERE },

  /* Errors whose end is lost: the status is known. */
  { "error-cut", "HTTP/1.1 503 No\r\nContent-Length: 500\r\n\r\n{\"Code\":\"Throttling\"",
    FAULT_CLOSE, SERVER },
  { "error-reset", "HTTP/1.1 404 No\r\nContent-Length: 500\r\n\r\n{\"Code\"", FAULT_RESET,
    ONCE (NOT_FOUND) },
  { "error-hang", "HTTP/1.1 409 No\r\nContent-Length: 500\r\n\r\n{", FAULT_HANG,
    ONCE (CONFLICT) },
  { "error-huge", "HTTP/1.1 500 No\r\nConnection: close\r\n\r\n", FAULT_BLANK, SERVER },
  { "error-gzip",
    "HTTP/1.1 500 No\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n\r\n\x1f\x8b",
    FAULT_KEEP, WRONG },

  /* Asked to log in, to wait, to set the clock. */
  { "login",
    "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\n"
    "WWW-Authenticate: Digest realm=\"x\", nonce=\"n\"\r\n" EMPTY,
    FAULT_KEEP, ONCE (CREDENTIALS_REJECTED) },
  { "cookie", "HTTP/1.1 403 No\r\nSet-Cookie: a=b\r\n" EMPTY, FAULT_KEEP,
    ONCE (PERMISSION_DENIED) },
  { "wait", "HTTP/1.1 429 No\r\nx-acs-retry-after: 100\r\n" EMPTY, FAULT_KEEP, THROTTLED },
  { "wait-long", "HTTP/1.1 429 No\r\nx-acs-retry-after: 60000\r\n" EMPTY, FAULT_KEEP,
    ONCE (THROTTLED) },
  { "wait-odd", "HTTP/1.1 429 No\r\nx-acs-retry-after: soon\r\nRetry-After: -1\r\n" EMPTY,
    FAULT_KEEP, THROTTLED },
  { "wait-with-400", "HTTP/1.1 400 No\r\nx-acs-retry-after: 100\r\n" EMPTY, FAULT_KEEP,
    THROTTLED },
  { "clock-off",
    "HTTP/1.1 400 No\r\nDate: Sat, 03 Jan 2026 03:04:05 GMT\r\nContent-Length: 35\r\n\r\n"
    "{\"Code\":\"InvalidTimeStamp.Expired\"}",
    FAULT_KEEP, CLOCK },
  { "clock-without-date",
    "HTTP/1.1 400 No\r\nContent-Length: 35\r\n\r\n{\"Code\":\"InvalidTimeStamp.Expired\"}",
    FAULT_KEEP, ONCE (CLOCK_SKEW) },
  { "clock-of-year-one",
    "HTTP/1.1 400 No\r\nDate: Mon, 01 Jan 0001 00:00:00 GMT\r\nContent-Length: 35\r\n\r\n"
    "{\"Code\":\"InvalidTimeStamp.Expired\"}",
    FAULT_KEEP, ONCE (CLOCK_SKEW) },

  /* Two answers to one question. */
  { "twice", HEAD GOOD_LENGTH GOOD HEAD GOOD_LENGTH GOOD, FAULT_KEEP, WORKS },
  { "good-and-close", HEAD GOOD_LENGTH GOOD, FAULT_CLOSE, WORKS },
};

const gsize n_fault_cases = G_N_ELEMENTS (fault_cases);

const FaultStatus fault_statuses[] = {
  { "400 Bad Request", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "401 Unauthorized", NP_API_ERROR_CREDENTIALS_REJECTED, NP_API_ERROR_CREDENTIALS_REJECTED, 1,
    1 },
  { "402 Payment Required", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1,
    1 },
  { "403 Forbidden", NP_API_ERROR_PERMISSION_DENIED, NP_API_ERROR_PERMISSION_DENIED, 1, 1 },
  { "404 Not Found", NP_API_ERROR_NOT_FOUND, NP_API_ERROR_NOT_FOUND, 1, 1 },
  { "405 Not Allowed", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "406 Not Acceptable", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "407 Proxy", NP_API_ERROR_PROXY, NP_API_ERROR_PROXY, 1, 1 },
  { "408 Timeout", NP_API_ERROR_TIMED_OUT, NP_API_ERROR_OUTCOME_UNKNOWN, 3, 1 },
  { "409 Conflict", NP_API_ERROR_CONFLICT, NP_API_ERROR_CONFLICT, 1, 1 },
  { "410 Gone", NP_API_ERROR_NOT_FOUND, NP_API_ERROR_NOT_FOUND, 1, 1 },
  { "411 Length Required", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "412 Precondition Failed", NP_API_ERROR_CONFLICT, NP_API_ERROR_CONFLICT, 1, 1 },
  { "413 Too Large", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "414 URI Too Long", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "415 Unsupported", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "417 Expectation", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "418 Teapot", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "421 Misdirected", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1,
    FAULT_RESENT_ALWAYS },
  { "422 Unprocessable", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "426 Upgrade", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "429 Too Many", NP_API_ERROR_THROTTLED, NP_API_ERROR_THROTTLED, 3, 3 },
  { "431 Headers", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "451 Legal", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "499 Odd", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "500 Internal", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "501 Not Implemented", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 1, 1 },
  { "502 Bad Gateway", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "503 Unavailable", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "504 Gateway Timeout", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "505 Version", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 1, 1 },
  { "507 Storage", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "520 Odd", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "599 Odd", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
};

const gsize n_fault_statuses = G_N_ELEMENTS (fault_statuses);

const FaultBody fault_bodies[] = {
  { "none", "", "" },
  { "gateway", "Content-Type: application/json\r\n",
    "{\"RequestId\":\"R-1\",\"Code\":\"Odd.New\",\"Message\":\"Why\",\"HostId\":\"h\"}" },
  { "service", "Content-Type: application/json\r\n",
    "{\"requestId\":\"R-1\",\"code\":987654321,\"message\":\"Why\",\"status\":1}" },
  { "web-page", "Content-Type: text/html\r\n", "<html><h1>Bad Gateway</h1></html>" },
  { "xml", "Content-Type: text/xml;charset=utf-8\r\n", "<Error><Code>Odd</Code></Error>" },
  { "half-json", "Content-Type: application/json\r\n", "{\"Code\":\"Thrott" },
  { "success", "Content-Type: application/json\r\n", FAULT_GOOD_JSON },
  { "not-text", "Content-Type: application/octet-stream\r\n", "\xff\xfe\x01\x80" },
};

const gsize n_fault_bodies = G_N_ELEMENTS (fault_bodies);

const FaultCode fault_codes[] = {
  { "SignatureDoesNotMatch", NP_API_ERROR_CREDENTIALS_REJECTED,
    NP_API_ERROR_CREDENTIALS_REJECTED, 1, 1 },
  { "IncompleteSignature", NP_API_ERROR_FAILED, NP_API_ERROR_FAILED, 1, 1 },
  { "InvalidTimeStamp.Expired", NP_API_ERROR_CLOCK_SKEW, NP_API_ERROR_CLOCK_SKEW, 1, 1 },
  { "IllegalTimestamp", NP_API_ERROR_CLOCK_SKEW, NP_API_ERROR_CLOCK_SKEW, 1, 1 },
  { "SignatureNonceUsed", NP_API_ERROR_SERVER, NP_API_ERROR_OUTCOME_UNKNOWN, 3, 1 },
  { "InvalidAccessKeyId.NotFound", NP_API_ERROR_CREDENTIALS_REJECTED,
    NP_API_ERROR_CREDENTIALS_REJECTED, 1, 1 },
  { "InvalidAccessKeyId.Inactive", NP_API_ERROR_CREDENTIALS_REJECTED,
    NP_API_ERROR_CREDENTIALS_REJECTED, 1, 1 },
  { "InvalidSecurityToken.Expired", NP_API_ERROR_TOKEN_EXPIRED, NP_API_ERROR_TOKEN_EXPIRED, 1,
    1 },
  { "InvalidSecurityToken.Malformed", NP_API_ERROR_CREDENTIALS_REJECTED,
    NP_API_ERROR_CREDENTIALS_REJECTED, 1, 1 },
  { "MissingSecurityToken", NP_API_ERROR_CREDENTIALS_REJECTED,
    NP_API_ERROR_CREDENTIALS_REJECTED, 1, 1 },
  { "NoPermission", NP_API_ERROR_PERMISSION_DENIED, NP_API_ERROR_PERMISSION_DENIED, 1, 1 },
  { "Forbidden.RAM", NP_API_ERROR_PERMISSION_DENIED, NP_API_ERROR_PERMISSION_DENIED, 1, 1 },
  { "StatusForbidden", NP_API_ERROR_PERMISSION_DENIED, NP_API_ERROR_PERMISSION_DENIED, 1, 1 },
  { "Throttling", NP_API_ERROR_THROTTLED, NP_API_ERROR_THROTTLED, 3, 3 },
  { "Throttling.User", NP_API_ERROR_THROTTLED, NP_API_ERROR_THROTTLED, 3, 3 },
  { "Throttling.Api", NP_API_ERROR_THROTTLED, NP_API_ERROR_THROTTLED, 3, 3 },
  { "ServiceUnavailable", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "InternalError", NP_API_ERROR_SERVER, NP_API_ERROR_SERVER, 3, 1 },
  { "InvalidParameter", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1, 1 },
  { "InvalidAction.NotFound", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1,
    1 },
  { "UnsupportedHTTPMethod", NP_API_ERROR_INVALID_ARGUMENT, NP_API_ERROR_INVALID_ARGUMENT, 1,
    1 },
  { "201900002", NP_API_ERROR_NOT_FOUND, NP_API_ERROR_NOT_FOUND, 1, 1 },
  { "100400008", NP_API_ERROR_NOT_FOUND, NP_API_ERROR_NOT_FOUND, 1, 1 },
};

const gsize n_fault_codes = G_N_ELEMENTS (fault_codes);

/* The same code comes with different statuses, by service. */
const char *const fault_code_statuses[] = { "200 OK", "400 Bad Request", "403 Forbidden",
                                            "404 Not Found", "500 Internal" };

const gsize n_fault_code_statuses = G_N_ELEMENTS (fault_code_statuses);
