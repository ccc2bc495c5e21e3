/** What the executable gives to shells and to man, as bash and man take it. */
import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { optionsOf } from "../../cli/command.ts";
import { flagOf } from "../../cli/options.ts";
import { COMMANDS } from "../../commands/mod.ts";
import { app } from "../support/executable.ts";
import { withFolder } from "../support/folder.ts";

/** Runs a program to its end, with something to read. */
async function run(program: string, { args, input = "", cwd }: { args: string[]; input?: string; cwd?: string }) {
  const child = new Deno.Command(program, { args, cwd, stdin: "piped", stdout: "piped", stderr: "piped" }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code, stdout, stderr } = await child.output();
  const decoder = new TextDecoder();
  return { code, out: decoder.decode(stdout), err: decoder.decode(stderr) };
}

/** What bash offers for each of some lines, when Tab is pressed at their ends. */
async function offered(lines: readonly string[], cwd?: string): Promise<string[][]> {
  const asked = lines.map((line) => {
    // Readline cuts words at blanks and at =.
    const words = line.match(/=|[^\s=]+/g) ?? [];
    const list = line.endsWith(" ") ? [...words, ""] : words;
    return `COMP_WORDS=(${list.map((word) => `'${word}'`).join(" ")}); COMP_CWORD=${
      list.length - 1
    }; _app; echo "\${COMPREPLY[*]}"`;
  });
  const script = ["compopt() { :; }", (await app(".", ["completions", "bash"])).out, ...asked].join("\n");
  const { code, out, err } = await run("bash", { args: ["-u", "-s"], input: script, cwd });
  deepStrictEqual({ code, err }, { code: 0, err: "" });
  return out.trimEnd().split("\n").map((line) => line.split(" ").filter(Boolean).sort());
}

Deno.test("bash completes commands, every flag, and the values of flags", async () => {
  const names = Object.keys(COMMANDS);
  const [commands, client, mode, equals, begun, none, shells, help] = await offered([
    "app ",
    "app cl",
    "app client --mode ",
    "app client --mode=q",
    "app serve --tls-",
    "app serve --tcp-port ",
    "app completions ",
    "app help cl",
  ]);
  deepStrictEqual(commands, [...names, "help", "--help", "--version"].sort());
  deepStrictEqual(client, ["client"]);
  deepStrictEqual(mode, ["counter", "host", "quiz", "sort"]);
  deepStrictEqual(equals, ["quiz"]);
  deepStrictEqual(begun, ["--tls-cert", "--tls-key", "--tls-only", "--tls-port"]);
  deepStrictEqual(none, []);
  deepStrictEqual(shells, ["bash", "fish", "zsh"]);
  deepStrictEqual(help, ["client"]);
  const flags = await offered(names.map((name) => `app ${name} --`));
  for (const [i, name] of names.entries()) {
    const own = Object.keys(optionsOf(COMMANDS[name])).map((option) => `--${flagOf(option)}`);
    deepStrictEqual(flags[i], [...own, "--help"].sort(), name);
  }
});

Deno.test("bash completes files and folders where a command wants one", async () => {
  await withFolder(async (folder) => {
    Deno.mkdirSync(join(folder, "data"));
    Deno.writeTextFileSync(join(folder, "data.pem"), "");
    const lines = ["app serve --data d", "app serve --tls-cert d", "app restore d", "app backup d", "app backup data d"];
    deepStrictEqual(await offered(lines, folder), [["data"], ["data", "data.pem"], ["data", "data.pem"], ["data"], [
      "data",
      "data.pem",
    ]]);
  });
});

for (const shell of ["zsh", "fish"]) {
  const path = `/usr/bin/${shell}`;
  Deno.test({
    name: `${shell} takes its script`,
    ignore: !existsSync(path),
    fn: async () => {
      const { out: script } = await app(".", ["completions", shell]);
      deepStrictEqual(await run(path, { args: ["-n"], input: script }), { code: 0, out: "", err: "" });
    },
  });
}

Deno.test({
  name: "man shows the manual, and has nothing to complain of",
  ignore: !existsSync("/usr/bin/man"),
  fn: async () => {
    const { out: text } = await app(".", ["man"]);
    await withFolder(async (folder) => {
      const page = join(folder, "app.1");
      Deno.writeTextFileSync(page, text);
      const { code, err } = await run("man", { args: ["--warnings", "-E", "UTF-8", "-l", "-Tutf8", "-Z", page] });
      deepStrictEqual({ code, err }, { code: 0, err: "" });
      const { out } = await run("man", { args: ["-l", page] });
      for (const name of Object.keys(COMMANDS)) ok(out.includes(`app ${name}`), name);
      strictEqual(out.includes("\\f"), false);
    });
  },
});
