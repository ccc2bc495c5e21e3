import { deepStrictEqual, throws } from "node:assert/strict";
import { parseOrigins, PublicUrl } from "../../server/public_url.ts";

Deno.test("a public URL has an origin, a host and a base path", () => {
  const urls: [string, string, string, string][] = [
    ["https://quiz.example.org", "https://quiz.example.org/", "quiz.example.org", ""],
    ["https://Quiz.Example.org/", "https://quiz.example.org/", "quiz.example.org", ""],
    ["http://example.org:8080/quiz", "http://example.org:8080/quiz/", "example.org", "/quiz"],
    ["https://example.org:443/a/b/", "https://example.org/a/b/", "example.org", "/a/b"],
    ["http://[2001:DB8::1]:8000", "http://[2001:db8::1]:8000/", "[2001:db8::1]", ""],
    ["https://bücher.example", "https://xn--bcher-kva.example/", "xn--bcher-kva.example", ""],
  ];
  deepStrictEqual(
    urls.map(([text]) => {
      const { href, hostname, basePath } = PublicUrl.parse(text);
      return [text, href, hostname, basePath];
    }),
    urls,
  );
});

Deno.test("a public URL that leads elsewhere, or hides something, is refused", () => {
  const wrong = [
    "quiz.example.org",
    "ftp://example.org",
    "https:///",
    "https://example.org/?a=1",
    "https://example.org/#a",
    "https://ada:secret@example.org",
    "https://example.org/a//b",
    "https://example.org/a%2fb",
    "https://example.org/a b",
    "javascript:alert(1)",
  ];
  for (const text of wrong) {
    throws(() => PublicUrl.parse(text), /^Error: the http:\/\/ or https:\/\/ URL of a page, such as /, text);
  }
  for (const path of ["api", "api/v1", "docs", "ws/", "metrics"]) {
    throws(() => PublicUrl.parse(`https://example.org/${path}`), /^Error: a URL whose path is free: /, path);
  }
});

Deno.test("origins are separated by commas, and everybody is none", () => {
  deepStrictEqual(parseOrigins("http://localhost:3000, https://A.example/"), ["http://localhost:3000", "https://a.example"]);
  for (
    const text of [
      "*",
      "null",
      "http://localhost:3000,",
      "http://a.example/path",
      "file:///home/ada/page.html",
      "https://*.example?",
    ]
  ) {
    throws(() => parseOrigins(text), /^Error: a list of origins such as .* \* and null are not possible/, text);
  }
});
