import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import fc from "fast-check";
import { canonicalAddress } from "../../../server/tcp/ip_address.ts";
import { MAX_HEADER_BYTES, parseProxyHeader } from "../../../server/tcp/proxy_header.ts";
import { proxyV1, proxyV2, tcp4Body } from "../../support/proxy_headers.ts";

const ascii = (text: string) => new TextEncoder().encode(text);
const port = fc.integer({ min: 0, max: 65_535 });

/** Headers of all kinds, and the source that each names. */
const header = fc.oneof(
  fc.record({ from: fc.ipV4(), fromPort: port }).map(({ from, fromPort }) => ({
    bytes: proxyV1({ from, fromPort }),
    source: { hostname: from, port: fromPort },
  })),
  fc.record({ from: fc.ipV6(), fromPort: port }).map(({ from, fromPort }) => ({
    bytes: proxyV1({ from, to: "::1", fromPort }),
    source: { hostname: canonicalAddress(from), port: fromPort },
  })),
  fc.record({ from: fc.ipV4(), fromPort: port, extra: fc.array(fc.nat(255), { maxLength: 300 }) }).map((
    { from, fromPort, extra },
  ) => ({
    bytes: proxyV2({ family: 0x11, body: [...tcp4Body(from, fromPort), ...extra] }),
    source: { hostname: from, port: fromPort },
  })),
  fc.record({ family: fc.nat(255), body: fc.array(fc.nat(255), { maxLength: 300 }) }).map(({ family, body }) => ({
    bytes: proxyV2({ command: 0, family, body }),
    source: null,
  })),
);

Deno.test("a header is found byte by byte, and what comes behind it is left alone", () => {
  fc.assert(fc.property(header, fc.uint8Array({ maxLength: 20 }), ({ bytes, source }, rest) => {
    for (let length = 0; length < bytes.length; length++) {
      deepStrictEqual(parseProxyHeader(bytes.subarray(0, length)), { status: "more" });
    }
    deepStrictEqual(parseProxyHeader(Uint8Array.from([...bytes, ...rest])), { status: "header", length: bytes.length, source });
  }));
});

Deno.test("whatever comes is told apart after at most the longest header, and never changes its kind", () => {
  const start = fc.constantFrom(
    ascii(""),
    ascii("PROXY "),
    ascii("PROXY TCP4 "),
    ascii("\r\n\r\n\0\r\nQUIT\n"),
    proxyV1({ from: "1.2.3.4", fromPort: 5 }),
  );
  fc.assert(fc.property(start, fc.uint8Array({ maxLength: 400 }), (start, noise) => {
    const bytes = Uint8Array.from([...start, ...noise]);
    let told = null;
    for (let length = 0; length <= bytes.length; length++) {
      const parsed = parseProxyHeader(bytes.subarray(0, length));
      if (told) deepStrictEqual(parsed, told);
      else if (parsed.status !== "more") told = parsed;
    }
    const filled = new Uint8Array(MAX_HEADER_BYTES).fill(0x78);
    filled.set(bytes);
    ok(parseProxyHeader(filled).status !== "more");
  }));
});

Deno.test("the lines of clients, an empty one among them, are no headers", () => {
  for (
    const text of [
      "SORT 1 2\n",
      "\n",
      "\r\nPING\n",
      "PROXYX\n",
      "PROX\n",
      "proxy TCP4\n",
      "GET / HTTP/1.1\r\n\r\n",
      "\r\n\r\n\r\n",
    ]
  ) {
    deepStrictEqual(parseProxyHeader(ascii(text)), { status: "none" }, text);
  }
});

Deno.test("a proxy that does not say where a connection comes from is believed", () => {
  const unknown = ascii("PROXY UNKNOWN\r\n");
  deepStrictEqual(parseProxyHeader(unknown), { status: "header", length: unknown.length, source: null });
  const longest = ascii(`PROXY UNKNOWN ${"f".repeat(91)}\r\n`);
  deepStrictEqual(parseProxyHeader(longest), { status: "header", length: 107, source: null });
  const unix = proxyV2({ family: 0x31, body: Array(216).fill(0x2f) });
  deepStrictEqual(parseProxyHeader(unix), { status: "header", length: unix.length, source: null });
  for (const family of [0x00, 0x12, 0x22, 0x32]) {
    strictEqual(parseProxyHeader(proxyV2({ family, body: Array(216).fill(1) })).status, "header");
  }
});

Deno.test("an IPv6 address has its usual form, and an IPv4 address in it is one", () => {
  const body = (address: number[]) => [...address, ...Array(16).fill(0), 0x9d, 0x78, 15, 160];
  const loopback = proxyV2({ family: 0x21, body: body([...Array(15).fill(0), 1]) });
  deepStrictEqual(parseProxyHeader(loopback), { status: "header", length: 52, source: { hostname: "::1", port: 40_312 } });
  const mapped = proxyV2({ family: 0x21, body: body([...Array(10).fill(0), 255, 255, 10, 1, 2, 3]) });
  deepStrictEqual(parseProxyHeader(mapped), { status: "header", length: 52, source: { hostname: "10.1.2.3", port: 40_312 } });
});

Deno.test("what begins like a header and is none is told with what is wrong", () => {
  const wrong: [Uint8Array, RegExp][] = [
    [ascii("PROXY TCP4 1.2.3.4 5.6.7.8 1 2\n"), /does not end with CR LF$/],
    [ascii(`PROXY UNKNOWN ${"f".repeat(92)}\r\n`), /more than 107 bytes$/],
    [ascii("PROXY TCP5 1.2.3.4 5.6.7.8 1 2\r\n"), /family other than/],
    [ascii("PROXY \r\n"), /family other than/],
    [ascii("PROXY TCP4\r\n"), /address that is not one of TCP4$/],
    [ascii("PROXY TCP4 ::1 ::1 1 2\r\n"), /address that is not one of TCP4$/],
    [ascii("PROXY TCP6 1.2.3.4 5.6.7.8 1 2\r\n"), /address that is not one of TCP6$/],
    [ascii("PROXY TCP4 1.2.3.4 5.6.7.8 65536 2\r\n"), /port that is not one$/],
    [ascii("PROXY TCP4 1.2.3.4 5.6.7.8 01 2\r\n"), /port that is not one$/],
    [ascii("PROXY TCP4 1.2.3.4 5.6.7.8 1\r\n"), /port that is not one$/],
    [ascii("PROXY TCP4 1.2.3.4 5.6.7.8 1 2 3\r\n"), /port that is not one$/],
    [ascii("PROXY TCP4 1.2.3.4  5.6.7.8 1 2\r\n"), /address that is not one of TCP4$/],
    [proxyV2({ version: 1, family: 0x11, body: tcp4Body("1.2.3.4", 5) }), /version other than 1 and 2$/],
    [proxyV2({ command: 2, family: 0x11, body: tcp4Body("1.2.3.4", 5) }), /command other than/],
    [proxyV2({ family: 0x13, body: tcp4Body("1.2.3.4", 5) }), /does not exist$/],
    [proxyV2({ family: 0x11, body: tcp4Body("1.2.3.4", 5).slice(1) }), /too few bytes/],
    [proxyV2({ family: 0x21, body: tcp4Body("1.2.3.4", 5) }), /too few bytes/],
    [proxyV2({ family: 0x11, body: Array(4081).fill(0) }).subarray(0, 16), /4097 bytes, and at most 4096/],
  ];
  for (const [bytes, problem] of wrong) {
    const parsed = parseProxyHeader(bytes);
    ok(parsed.status === "malformed", JSON.stringify([new TextDecoder().decode(bytes), parsed]));
    match(parsed.problem, /^the PROXY header has /);
    match(parsed.problem, problem);
  }
});
