/** TLS as its users have it: the executable, its certificates, and openssl on the other side. */
import { deepStrictEqual, match, ok, strictEqual } from "node:assert/strict";
import { join } from "node:path";
import { selfSigned } from "../../cert/self_signed.ts";
import { BANNER } from "../../protocol/help.ts";
import { hasBrowser, TestBrowser } from "../support/browser.ts";
import { CertificateFiles } from "../support/certificate_files.ts";
import { eventually } from "../support/eventually.ts";
import { app, RunningServer } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";
import { RawClient } from "../support/raw_client.ts";

const TLS = ["--memory", "--tls-cert", "cert.pem", "--tls-key", "key.pem"];

/** Runs a script for the shell. */
async function shell(script: string, folder: string) {
  const { stdout, stderr, code } = await new Deno.Command("sh", { args: ["-c", script], cwd: folder }).output();
  return { code, out: new TextDecoder().decode(stdout), err: new TextDecoder().decode(stderr) };
}

Deno.test("with the files of app cert, openssl and curl trust the server", () =>
  withFolder(async (folder) => {
    const made = await app(folder, ["cert"]);
    deepStrictEqual([made.code, made.err], [0, ""]);
    const { out } = await shell("openssl x509 -in cert.pem -noout -ext subjectAltName,basicConstraints && hostname", folder);
    const hostname = out.trim().split("\n").at(-1) ?? "";
    for (const name of ["DNS:localhost", "IP Address:127.0.0.1", `DNS:${hostname}`, "CA:FALSE"]) ok(out.includes(name), name);

    await using server = await RunningServer.start(folder, TLS);
    const { hostname: host, port } = server.tls;
    const connect = `openssl s_client -quiet -verify_return_error -CAfile cert.pem -connect ${host}:${port}`;
    const lines = await shell(`(printf 'SORT 5 3 9 3\\nGET\\nQUIT\\n'; sleep 1) | ${connect}`, folder);
    deepStrictEqual([lines.code, lines.out], [0, `${BANNER}\nOK 3 3 5 9\nOK 3 3 5 9\nOK bye\n`], lines.err);
    const { host: httpHost } = new URL(server.http);
    const request = "GET /api/array HTTP/1.1\\r\\nhost: localhost\\r\\nconnection: close\\r\\n\\r\\n";
    const https = await shell(
      `printf '${request}' | openssl s_client -quiet -verify_return_error -CAfile cert.pem -connect ${httpHost} 2>&1`,
      folder,
    );
    match(https.out, /^HTTP\/1\.1 200 OK\r$[^]*\{"count":4,"offset":0,"values":\[3,3,5,9\]\}/m);
    const curl = await shell(`curl -sS --cacert cert.pem ${server.http}/api/array`, folder);
    strictEqual(curl.out, '{"count":4,"offset":0,"values":[3,3,5,9]}', curl.err);
    strictEqual(server.errors, "");
  }));

Deno.test("TLS 1.1 is refused, and TLS 1.2 is not", () =>
  withFolder(async (folder) => {
    CertificateFiles.in(folder);
    await using server = await RunningServer.start(folder, TLS);
    const { hostname, port } = server.tls;
    const version = (flag: string) =>
      shell(`printf 'QUIT\\n' | openssl s_client -quiet ${flag} -cipher ALL@SECLEVEL=0 -connect ${hostname}:${port}`, folder);
    const [old, good] = [await version("-tls1_1"), await version("-tls1_2")];
    strictEqual(old.out, "");
    ok(old.code !== 0);
    deepStrictEqual([good.code, good.out], [0, `${BANNER}\nOK bye\n`], good.err);
  }));

Deno.test("files that have no certificate and its key are refused in one line", () =>
  withFolder(async (folder) => {
    const { cert } = CertificateFiles.in(folder);
    const other = new CertificateFiles(await Deno.makeTempDir({ dir: folder })).renew();
    const write = (file: string, text: string) => Deno.writeTextFileSync(join(folder, file), text);
    write("other.pem", other.key);
    write("text.pem", "no PEM");
    write("broken.pem", cert.replace(/\n.{20}/, "\n"));
    await shell("openssl pkey -in key.pem -aes256 -passout pass:secret -out locked.pem", folder);
    await shell("openssl ecparam -name secp256k1 -genkey -noout -out odd.pem", folder);
    const refused = async (certFile: string, keyFile: string, message: RegExp) => {
      const { code, out, err } = await app(folder, ["serve", "--memory", "--tls-cert", certFile, "--tls-key", keyFile]);
      deepStrictEqual([code, out, err.split("\n").length], [1, "", 2], err);
      match(err, message);
    };
    await refused(
      "none.pem",
      "key.pem",
      /^app: can't read --tls-cert none\.pem: No such file or directory: name another file, or /,
    );
    await refused(
      "cert.pem",
      "none.pem",
      /^app: can't read --tls-key none\.pem: No such file or directory: name another file, or /,
    );
    await refused(
      "text.pem",
      "key.pem",
      /^app: --tls-cert text\.pem is not a certificate in PEM: name a file with -----BEGIN CERT/,
    );
    await refused("broken.pem", "key.pem", /^app: --tls-cert broken\.pem is not a certificate in PEM: /);
    await refused("key.pem", "cert.pem", /^app: --tls-cert key\.pem is not a certificate in PEM: /);
    await refused(
      "cert.pem",
      "text.pem",
      /^app: --tls-key text\.pem is not a private key in PEM: name a file with -----BEGIN PRIV/,
    );
    await refused(
      "cert.pem",
      "locked.pem",
      /^app: --tls-key locked\.pem is encrypted: decrypt it with openssl pkey -in locked\.pem /,
    );
    await refused("cert.pem", "odd.pem", /^app: --tls-key odd\.pem is a key for secp256k1: use one for P-256, P-384, P-521, /);
    await refused(
      "cert.pem",
      "other.pem",
      /^app: --tls-key other\.pem is not the key of --tls-cert cert\.pem: name the one with /,
    );
  }));

Deno.test("RSA keys, chains and certificates that openssl makes by itself are taken; one that has expired, with a warning", () =>
  withFolder(async (folder) => {
    const made = await shell(
      "openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out leaf.pem -days 9 -subj /CN=x",
      folder,
    );
    strictEqual(made.code, 0, made.err);
    await shell("cat leaf.pem leaf.pem > cert.pem", folder);
    {
      await using server = await RunningServer.start(folder, TLS);
      const { code, out, err } = await app(folder, [
        "client",
        "--mode=sort",
        "--tls",
        "--insecure",
        `--port=${server.tls.port}`,
      ]);
      deepStrictEqual([code, err], [0, ""]);
      match(out, /^sorted/m);
    }
    new CertificateFiles(folder).renew({ now: Date.now() - 90 * 86_400_000 });
    await using server = await RunningServer.start(folder, ["--tls-cert", "cert.pem", "--tls-key", "key.pem"]);
    strictEqual(await server.stop("SIGTERM"), 0);
    const log = Deno.readTextFileSync(join(folder, "app-data", "server.log"));
    match(
      log,
      /\[warning\] app: the certificate in "cert\.pem" expired on ".* GMT": clients will refuse it until it is renewed/,
    );
  }));

Deno.test("while clients send lines and ask over HTTPS, SIGHUP takes the renewed certificate and nothing fails", () =>
  withFolder(async (folder) => {
    const files = new CertificateFiles(folder);
    const pairs = Array.from({ length: 6 }, () => selfSigned({ names: ["localhost", "127.0.0.1"], now: Date.now(), days: 9 }));
    files.write(pairs[0]);
    await using server = await RunningServer.start(folder, TLS);
    // Clients trust any of them.
    const certs = pairs.map(({ cert }) => cert);
    const url = `https://localhost:${new URL(server.http).port}/api/array/stats`;
    let over = false;
    let done = 0;
    const stay = async () => {
      using client = await RawClient.connectTls(server.tls, certs.join(""));
      await client.line();
      for (; !over; done++) strictEqual(await client.ask("ADD 1"), "OK 1");
    };
    const comeAndGo = async () => {
      for (; !over; done++) {
        using client = await RawClient.connectTls(server.tls, certs.join(""));
        strictEqual(await client.line(), BANNER);
        strictEqual(await client.ask("ADD 1"), "OK 1");
      }
    };
    const askOverHttps = async () => {
      for (; !over; done++) {
        // A new client makes a new connection; the second request goes over the same.
        using client = Deno.createHttpClient({ caCerts: certs });
        for (let i = 0; i < 2; i++) strictEqual((await (await fetch(url, { client })).json()).distinct, 1);
      }
    };
    using first = await RawClient.connectTls(server.tls, certs[0]);
    await first.line();
    await first.ask("ADD 1");
    const load = Promise.all([stay(), stay(), comeAndGo(), comeAndGo(), askOverHttps(), askOverHttps()]);
    const progress = async () => {
      const before = done;
      await Promise.race([load, eventually(() => done > before + 50)]);
    };
    await progress();
    const connects = (cert: string) =>
      RawClient.connectTls(server.tls, cert).then((client) => client[Symbol.dispose](), () => false).then((gone) =>
        gone !== false
      );
    for (const [i, pair] of pairs.entries()) {
      if (i === 0) continue;
      files.write(pair);
      server.kill("SIGHUP");
      await eventually(() => connects(pair.cert));
      ok(!await connects(certs[i - 1]), "the old certificate is not shown any more");
      await progress();
    }
    // A certificate that is no good changes nothing.
    files.write({ cert: "no certificate" });
    server.kill("SIGHUP");
    await eventually(() => server.errors.includes("is not a certificate in PEM"));
    match(server.errors, /the certificate was not renewed, and the old one stays in use: --tls-cert cert\.pem is not a certif/);
    await progress();
    ok(await connects(certs[5]));
    over = true;
    await load;
    strictEqual(await server.stop("SIGTERM"), 0);
  }));

Deno.test({
  name: "over HTTPS the page is live, sends lines, and says how others join; its address without https leads to it",
  ignore: !hasBrowser(),
  // What drives the browser has timers of its own, which outlive a test.
  sanitizeOps: false,
  sanitizeResources: false,
  fn: () =>
    withFolder(async (folder) => {
      CertificateFiles.in(folder);
      await using server = await RunningServer.start(folder, [...TLS, "--tls-only"]);
      await using browser = await TestBrowser.start();
      const { page, faults } = await browser.open(server.http.replace("https:", "http:"));
      strictEqual(page.url(), `${server.http}/`);
      await page.getByText(`openssl s_client -quiet -connect ${server.tls.hostname}:${server.tls.port}`).waitFor();
      await page.getByText(`app client --mode quiz --tls --ca cert.pem --port ${server.tls.port}`).waitFor();
      await page.goto(`${server.http}/lab`);
      const line = page.getByLabel("Line", { exact: true });
      await line.fill("SORT 3 1 2");
      await line.press("Enter");
      await page.getByText("OK 1 2 3").first().waitFor();
      using client = await RawClient.connectTls(server.tls, Deno.readTextFileSync(join(folder, "cert.pem")));
      await client.line();
      await page.locator(".connections").getByText(/ TLS$/).waitFor();
      deepStrictEqual(faults, []);
    }),
});
