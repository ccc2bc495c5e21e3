import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { RequestError } from "../../protocol/request_error.ts";
import { Authorizer } from "../../server/authorizer.ts";
import { FakeClock } from "../support/fake_clock.ts";

const TOKEN = "open sesame, please";
const HOST_TOKEN = "open for the host, please";

const HOST = "host who may change";
const PLAYER = "player who may change";

/** What a token allows, or the code of the error. */
function answer(authorizer: Authorizer, token: string, host: string): string {
  try {
    const { role, mayChange } = authorizer.check(token, host);
    return `${role} who may${mayChange ? "" : " not"} change`;
  } catch (error) {
    if (error instanceof RequestError) return error.code;
    throw error;
  }
}

function start() {
  const clock = new FakeClock();
  return { clock, authorizer: new Authorizer({ token: TOKEN, hostToken: HOST_TOKEN, clock }) };
}

Deno.test("after ten wrong tokens from an address within a minute a wrong one is rate-limited, and the right one is accepted", () => {
  const { clock, authorizer } = start();
  for (let i = 0; i < 10; i++) strictEqual(answer(authorizer, `guess ${i}`, "10.0.0.1"), "unauthorized");
  for (let i = 0; i < 3; i++) {
    strictEqual(answer(authorizer, "guess", "10.0.0.1"), "rate-limited");
    strictEqual(answer(authorizer, TOKEN, "10.0.0.1"), PLAYER);
    strictEqual(answer(authorizer, HOST_TOKEN, "10.0.0.1"), HOST);
  }
  strictEqual(answer(authorizer, "guess", "10.0.0.2"), "unauthorized");
  clock.advance(59_999);
  strictEqual(answer(authorizer, "guess", "10.0.0.1"), "rate-limited");
  clock.advance(1);
  strictEqual(answer(authorizer, "guess", "10.0.0.1"), "unauthorized");
});

Deno.test("after fifty wrong tokens from all addresses within a minute every wrong one is rate-limited", () => {
  const { clock, authorizer } = start();
  for (let i = 0; i < 50; i++) strictEqual(answer(authorizer, "guess", `2001:db8:0:${i}::1`), "unauthorized");
  strictEqual(answer(authorizer, "guess", "2001:db8:0:ffff::1"), "rate-limited");
  strictEqual(answer(authorizer, TOKEN, "2001:db8:0:ffff::1"), PLAYER);
  clock.advance(60_000);
  strictEqual(answer(authorizer, "guess", "2001:db8:0:ffff::1"), "unauthorized");
});

Deno.test("changing the computer's clock does not affect the minute", () => {
  const { clock, authorizer } = start();
  for (let i = 0; i < 10; i++) answer(authorizer, "guess", "10.0.0.1");
  clock.jump(3_600_000);
  strictEqual(answer(authorizer, "guess", "10.0.0.1"), "rate-limited");
  clock.jump(-7_200_000);
  clock.advance(60_000);
  strictEqual(answer(authorizer, "guess", "10.0.0.1"), "unauthorized");
});

Deno.test("without a token everything is accepted", () => {
  const authorizer = new Authorizer({ token: null, hostToken: null, clock: new FakeClock() });
  deepStrictEqual([authorizer.required, authorizer.hostRequired], [false, false]);
  strictEqual(answer(authorizer, "guess", "10.0.0.1"), HOST);
  strictEqual(authorizer.isToken(""), false);
});

Deno.test("each token allows its own, and nobody has more without one", () => {
  const clock = new FakeClock();
  const tokens = [
    { token: null, hostToken: null, everybody: { role: "host", mayChange: true } },
    { token: TOKEN, hostToken: null, everybody: { role: "host", mayChange: false } },
    { token: null, hostToken: HOST_TOKEN, everybody: { role: "player", mayChange: true } },
    { token: TOKEN, hostToken: HOST_TOKEN, everybody: { role: "player", mayChange: false } },
  ];
  for (const { token, hostToken, everybody } of tokens) {
    const authorizer = new Authorizer({ token, hostToken, clock });
    deepStrictEqual(authorizer.anonymous, everybody);
    deepStrictEqual([authorizer.isToken(TOKEN), authorizer.isToken(HOST_TOKEN)], [token !== null, hostToken !== null]);
    if (token !== null) strictEqual(answer(authorizer, TOKEN, "10.0.0.1"), hostToken === null ? HOST : PLAYER);
    if (hostToken !== null) strictEqual(answer(authorizer, HOST_TOKEN, "10.0.0.1"), HOST);
  }
  const { authorizer } = start();
  for (const wrong of ["", TOKEN.slice(1), `${TOKEN} `, TOKEN + HOST_TOKEN, HOST_TOKEN.toUpperCase()]) {
    strictEqual(answer(authorizer, wrong, "10.0.0.3"), "unauthorized");
  }
});
