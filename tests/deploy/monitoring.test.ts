import { deepStrictEqual, ok, strictEqual } from "node:assert/strict";
import { DASHBOARD, expressions } from "../support/dashboard.ts";
import { codeSpans, readDocument, section } from "../support/documents.ts";

/** What the page says that /metrics has, which another test compares; with the three of servers that share their log. */
const METRICS = new Set(codeSpans(section(readDocument("docs/operations.md"), "Metrics")));
const ALERTS = readDocument("deploy/alerts.yml");
const METRIC = /\b(?:app|process|nodejs)_\w+/g;

function unknownIn(expression: string): string[] {
  const names = (expression.match(METRIC) ?? []).map((name) => name.replace(/_(bucket|sum|count)$/, ""));
  return names.filter((name) => !METRICS.has(name));
}

Deno.test("every metric of the dashboard and of the alerts exists", () => {
  const rules = ALERTS.split("\n").filter((line) => !line.trimStart().startsWith("#")).join("\n");
  const shown = expressions();
  ok(shown.length >= 20 && (rules.match(METRIC) ?? []).length >= 10);
  deepStrictEqual([...shown, rules].flatMap(unknownIn), []);
  deepStrictEqual(unknownIn("rate(app_conections[5m])"), ["app_conections"]);
});

Deno.test("panels of the dashboard do not cover each other, and each says what it shows", () => {
  const cells = new Set<string>();
  for (const { title, description, gridPos: { x, y, w, h } } of DASHBOARD.panels) {
    ok(title && description);
    ok(x + w <= 24, title);
    for (let i = x; i < x + w; i++) {
      for (let j = y; j < y + h; j++) {
        ok(!cells.has(`${i} ${j}`), title);
        cells.add(`${i} ${j}`);
      }
    }
  }
  strictEqual(new Set(DASHBOARD.panels.map(({ id }) => id)).size, DASHBOARD.panels.length);
});

Deno.test("every alert has a unit test that sees it silent, and one that sees it fire", () => {
  const names = [...ALERTS.matchAll(/- alert: (\w+)/g)].map(([, name]) => name);
  const tests = readDocument("deploy/alerts.test.yml");
  ok(names.length >= 6);
  for (const name of names) {
    ok(tests.includes(`alertname: ${name}, exp_alerts: []`), name);
    ok(tests.includes(`alertname="${name}", instance`) || tests.includes(`alertname: ${name}\n`), name);
  }
});
