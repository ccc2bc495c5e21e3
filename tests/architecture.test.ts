import { deepStrictEqual, ok } from "node:assert/strict";
import { dirname, join, relative, resolve } from "node:path";

const ROOT = resolve(import.meta.dirname ?? ".", "..");
const IMPORT = /(?:^|\n)(?:import|export)\b[^;]*?from\s+"(\.[^"]+)"|import\("(\.[^"]+)"\)/g;

/** Which folders a file may import from, itself apart; the first rule that fits. `std/` holds only declarations. */
const RULES: { from: RegExp; to: RegExp }[] = [
  { from: /^main\.ts$/, to: /./ },
  { from: /^protocol\//, to: /^$/ },
  { from: /^cli\/(help|environment)\.ts$/, to: /^(client|server)\/config\.ts$/ },
  { from: /^cli\//, to: /^protocol\/(nearest|message_of)\.ts$/ },
  { from: /^client\/web\//, to: /^(protocol|client)\// },
  { from: /^client\//, to: /^(protocol|cli|client\/(?!web\/))/ },
  { from: /^server\/(array|quiz|counter)\//, to: /^(protocol\/|server\/(random|fenwick_tree)\.ts$)/ },
  { from: /^server\/(log|journal)\//, to: /^(protocol\/|server\/(clock|change_batch|state|operator_error)\.ts)/ },
  {
    from: /^server\/(data_folder|operator_error|addresses|listening)\.ts$/,
    to: /^(protocol\/(message_of|address)|server\/operator_error)\.ts$/,
  },
  { from: /^server\/events\//, to: /^(protocol|server)\/(?!tcp|http|mod|dispatcher|commands)/ },
  { from: /^server\/tcp\//, to: /^(protocol\/|server\/(clock|turns)\.ts$)/ },
  { from: /^server\/http\//, to: /^(protocol\/|server\/)(?!http\/)/ },
  { from: /^server\/mod\.ts$/, to: /^(protocol|server)\// },
  {
    from:
      /^server\/(dispatcher|services|connections|line_connection|authorizer|attachments|(quiz|counter)_host|metrics|request_counts)\.ts$/,
    to: /^(protocol|server)\/(?!tcp|http|mod)/,
  },
  { from: /^server\/commands\//, to: /^(protocol|server)\/(?!tcp|http|mod|journal|log)/ },
  { from: /^server\/config\.ts$/, to: /^cli\// },
  {
    from: /^server\/(engine|state|change_batch|clock|random|turns|fenwick_tree|snapshot_reply|reply_writer)\.ts$/,
    to: /^(protocol|server)\/(?!tcp|http|mod|dispatcher|commands|log\/(?!message_log))/,
  },
];

function sources(folder: string): string[] {
  return [...Deno.readDirSync(join(ROOT, folder))].flatMap(({ name, isDirectory }) => {
    const path = join(folder, name);
    if (isDirectory) return sources(path);
    return /\.tsx?$/.test(name) && !name.endsWith(".d.ts") ? [path] : [];
  });
}

Deno.test("the arrows between the rooms point one way", () => {
  const files = ["main.ts", ...["protocol", "cli", "server", "client"].flatMap(sources)];
  const wrong: string[] = [];
  let arrows = 0;
  for (const file of files) {
    const rule = RULES.find(({ from }) => from.test(file));
    ok(rule, `${file} is in no room: add a rule for it`);
    for (const [, from, dynamic] of Deno.readTextFileSync(join(ROOT, file)).matchAll(IMPORT)) {
      const target = relative(ROOT, resolve(ROOT, dirname(file), from ?? dynamic));
      arrows++;
      if (dirname(target) !== dirname(file) && !rule.to.test(target)) wrong.push(`${file} → ${target}`);
    }
  }
  ok(arrows > 60);
  deepStrictEqual(wrong, []);
});

Deno.test("only main.ts uses the process's arguments, environment and exit", () => {
  const users = ["protocol", "cli", "server", "client"].flatMap(sources)
    .filter((file) => /Deno\.(args|env|exit)\b/.test(Deno.readTextFileSync(join(ROOT, file))));
  deepStrictEqual(users, []);
});
