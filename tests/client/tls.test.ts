import { deepStrictEqual, match, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { selfSigned } from "../../cert/self_signed.ts";
import { run } from "../../commands/mod.ts";
import { CertificateFiles } from "../support/certificate_files.ts";
import { withFolder } from "../support/folder.ts";
import { startTestServer, type TestServer } from "../support/test_server.ts";
import { TestShell } from "../support/test_shell.ts";

const DAY_MS = 86_400_000;

/** Runs the client over TLS. */
async function client(port: number, args: string[], mode = "sort") {
  const shell = new TestShell();
  const code = await run(["client", "--mode", mode, "--tls", "--port", String(port), ...args], shell);
  return { code, out: shell.stdout.text, err: shell.stderr.text };
}

function withServer(
  use: (server: TestServer, tlsPort: number, files: CertificateFiles) => Promise<void>,
  names = ["localhost", "127.0.0.1"],
): Promise<void> {
  return withFolder(async (folder) => {
    const files = new CertificateFiles(folder);
    files.write(selfSigned({ names, now: Date.now(), days: 30 }));
    await using server = await startTestServer({ config: { tls: files.files } });
    await use(server, server.tls?.port ?? 0, files);
  });
}

Deno.test("every mode of the client works over TLS", () =>
  withServer(async (_server, port, { files: { cert } }) => {
    const sorted = await client(port, ["--ca", cert, "--values", "3,1,2", "--host", "localhost"]);
    deepStrictEqual(sorted, { code: 0, out: "sent    3 1 2\nsorted  1 2 3\n", err: "" });
    match((await client(port, ["--ca", cert, "--size", "100000", "--json"])).out, /^\{"round":1,/);
    const quiz = await client(port, ["--ca", cert, "--bots", "3"], "quiz");
    strictEqual(quiz.code, 0, quiz.err);
    match(quiz.out, /3 of 3 bots/);
    const counting = await client(port, ["--ca", cert, "--clients", "2", "--seconds", "1"], "counter");
    strictEqual(counting.code, 0, counting.err);
    match(counting.out, /^2 counters/);
  }));

Deno.test("a certificate that can't be trusted is refused with what to do, and --insecure takes it", () =>
  withServer(async (_server, port) => {
    const where = `127\\.0\\.0\\.1:${port}`;
    const refused = new RegExp(
      `^app: the certificate of ${where} is not trusted here, or it has expired: ` +
        "name the file of the right one with --ca, or connect without a check with --insecure\n$",
    );
    const { code, out, err } = await client(port, []);
    deepStrictEqual({ code, out }, { code: 1, out: "" });
    match(err, refused);
    strictEqual((await client(port, ["--insecure", "--values", "2,1"])).out, "sent    2 1\nsorted  1 2\n");
    await withFolder(async (folder) => {
      const { files } = CertificateFiles.in(folder);
      match((await client(port, ["--ca", files.cert])).err, refused);
    });
  }));

Deno.test("a certificate for another host, or one that has expired, is refused", async () => {
  await withServer(async (_server, port, { files: { cert } }) => {
    match(
      (await client(port, ["--ca", cert])).err,
      /^app: the certificate of 127\.0\.0\.1:\d+ is for other names: give one of them with --host, or connect/,
    );
  }, ["app.example.com"]);
  await withFolder(async (folder) => {
    const files = new CertificateFiles(folder);
    files.write(selfSigned({ names: ["127.0.0.1"], now: Date.now() - 60 * DAY_MS, days: 30 }));
    await using server = await startTestServer({ config: { tls: files.files } });
    match(
      (await client(server.tls?.port ?? 0, ["--ca", files.files.cert])).err,
      / is not trusted here, or it has expired: name the file/,
    );
  });
});

Deno.test("a port that does not speak TLS, and no server at all, are told apart", () =>
  withServer(async (server, port, { files: { cert } }) => {
    match(
      (await client(server.tcp.port, ["--ca", cert])).err,
      /^app: \S+ does not speak TLS: use the server's --tls-port, or connect without --tls\n$/,
    );
    await server.stop();
    match(
      (await client(port, ["--ca", cert])).err,
      /^app: no server at \S+ \(connection refused\): start one with app serve --tls-cert/,
    );
    strictEqual((await client(port, ["--ca", join("none")])).code, 2);
  }));
