import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";

Deno.test("app health finds a server by what is in its environment, over HTTP and HTTPS, and tells when it is gone", async () => {
  await withFolder(async (folder) => {
    strictEqual((await app(folder, ["cert"])).code, 0);
    for (const tls of [false, true]) {
      const args = tls ? ["--tls-cert", "cert.pem", "--tls-key", "key.pem"] : [];
      await using server = await RunningServer.start(folder, ["--memory", ...args]);
      const env = {
        APP_HOST: "0.0.0.0",
        APP_HTTP_PORT: new URL(server.http).port,
        ...tls ? { APP_TLS_CERT: "cert.pem", APP_TLS_KEY: "key.pem" } : {},
      };
      deepStrictEqual(await app(folder, ["health"], env), { code: 0, out: "ready\n", err: "" });
      deepStrictEqual(await app(folder, ["health", "--url", server.http], {}), { code: 0, out: "ready\n", err: "" });
      const wrong = await app(folder, ["health", "--url", `${server.http}/elsewhere`], {});
      strictEqual(wrong.code, 1);
      match(wrong.err, /^app: http\S+\/elsewhere\/readyz answers 404: there is no \/elsewhere\/readyz: /);
      await server.stop("SIGTERM");
      const gone = await app(folder, ["health"], env);
      strictEqual(gone.code, 1);
      match(gone.err, /^app: no answer from http\S+\/readyz \(.+\): start a server with app serve, or set --url\n$/);
    }
  });
});

Deno.test("app health does not wait for ever", async () => {
  using silent = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { code, err } = await app(".", ["health", "--timeout", "1", "--url", `http://127.0.0.1:${silent.addr.port}`]);
  strictEqual(code, 1);
  match(err, /^app: no answer from \S+ \(it took too long\)/);
});
