import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { parseCertConfig } from "../../cert/config.ts";
import { makeCertificate } from "../../cert/mod.ts";
import { run } from "../../commands/mod.ts";
import { RawClient } from "../support/raw_client.ts";
import { withFolder } from "../support/folder.ts";
import { TestShell } from "../support/test_shell.ts";

const COMPUTER = { hostname: "ada-laptop", addresses: ["192.168.1.5", "2001:db8::5"], now: Date.UTC(2026, 0, 2, 12) };

async function cert(args: string[]) {
  const shell = new TestShell();
  const code = await run(["cert", ...args], shell);
  return { code, out: shell.stdout.text, err: shell.stderr.text };
}

Deno.test("a certificate names the computer and its addresses, and what else it is told, and is valid for a year", () =>
  withFolder((folder) => {
    const config = parseCertConfig(["--out", join(folder, "new"), "--names", "app.example.com,*.example.com,10.0.0.1"], {});
    const told = makeCertificate(config, COMPUTER);
    match(told, /valid until 2027-01-02, for:\n {2}localhost, 127\.0\.0\.1, ::1, ada-laptop, 192\.168\.1\.5, 2001:db8::5, app/);
    const made = new X509Certificate(Deno.readTextFileSync(join(folder, "new", "cert.pem")));
    for (const name of ["localhost", "ada-laptop", "app.example.com"]) ok(made.checkHost(name), name);
    for (const address of ["127.0.0.1", "::1", "192.168.1.5", "2001:db8::5", "10.0.0.1"]) ok(made.checkIP(address), address);
    match(made.subjectAltName ?? "", /DNS:\*\.example\.com/);
    strictEqual(made.checkHost("example.org"), undefined);
    strictEqual(made.ca, false);
    // Clocks that are behind by a day find it valid.
    deepStrictEqual([made.validFrom, made.validTo].map(Date.parse), [Date.UTC(2026, 0, 1, 12), Date.UTC(2027, 0, 2, 12)]);
    return Promise.resolve();
  }));

Deno.test("only the owner may read the key", () =>
  withFolder(async (folder) => {
    strictEqual((await cert(["--out", folder])).code, 0);
    const mode = (file: string) => (Deno.statSync(join(folder, file)).mode ?? 0) & 0o777;
    strictEqual(mode("key.pem"), 0o600);
    Deno.chmodSync(join(folder, "key.pem"), 0o644);
    strictEqual((await cert(["--out", folder, "--overwrite"])).code, 0);
    strictEqual(mode("key.pem"), 0o600);
    deepStrictEqual([...Deno.readDirSync(folder)].map(({ name }) => name).sort(), ["cert.pem", "key.pem"]);
  }));

Deno.test("a certificate or a key that is there is replaced only if that is asked for", () =>
  withFolder(async (folder) => {
    for (const file of ["cert.pem", "key.pem"]) {
      const path = join(folder, file);
      Deno.writeTextFileSync(path, "precious");
      const { code, out, err } = await cert(["--out", folder]);
      deepStrictEqual({ code, out, err }, {
        code: 1,
        out: "",
        err: `app: ${path} is there already: choose another folder with --out, or replace it with --overwrite\n`,
      });
      strictEqual(Deno.readTextFileSync(path), "precious");
      Deno.removeSync(path);
    }
    const file = join(folder, "file");
    Deno.writeTextFileSync(file, "");
    match((await cert(["--out", join(file, "x")])).err, /^app: can't .* choose another folder with --out\n$/);
  }));

Deno.test("what app cert prints works: a server with its files, and a client that trusts it", () =>
  withFolder(async (folder) => {
    const { out } = await cert(["--out", folder]);
    const [, serve] = out.match(/^ {2}app serve --host 0\.0\.0\.0 (.*)$/m) ?? [];
    const [, client] = out.match(/^ {2}app client (.*)$/m) ?? [];
    const shell = new TestShell();
    const served = run(["serve", "--memory", "--tcp-port=0", "--http-port=0", "--tls-port=0", ...serve.split(" ")], shell);
    await shell.stdout.has("Ctrl-C");
    const [, port] = shell.stdout.text.match(/^ {2}openssl s_client -quiet -connect 127\.0\.0\.1:(\d+)$/m) ?? [];
    match(
      shell.stdout.text,
      /^ {2}curl --cacert \S+cert\.pem https:\/\/127\.0\.0\.1:(\d+)\/api\/array\n {2}https:\/\/127\.0\.0\.1:\1\/$/m,
    );
    const terminal = new TestShell();
    strictEqual(
      await run(["client", ...client.split(" "), "--port", port, "--values", "2,1"], terminal),
      0,
      terminal.stderr.text,
    );
    strictEqual(terminal.stdout.text, "sent    2 1\nsorted  1 2\n");
    // SIGHUP has the server take the certificate that is there now.
    using old = await RawClient.connectTls(
      { hostname: "127.0.0.1", port: Number(port) },
      Deno.readTextFileSync(join(folder, "cert.pem")),
    );
    await cert(["--out", folder, "--overwrite"]);
    const renewed = Deno.readTextFileSync(join(folder, "cert.pem"));
    shell.hangUp();
    {
      using fresh = await RawClient.connectTls({ hostname: "127.0.0.1", port: Number(port) }, renewed);
      match(await fresh.line(), /ready/);
    }
    match(await old.line(), /ready/);
    old[Symbol.dispose]();
    shell.interrupt();
    strictEqual(await served, 0);
  }));
