/** The contrast of the page's colors, as WCAG 2.2 defines it, out of the style sheet. */
import { deepStrictEqual, ok } from "node:assert/strict";
import { codeSpans, readDocument, tableRows } from "../../support/documents.ts";

const style = (name: string) => Deno.readTextFileSync(new URL(`../../../client/web/style/${name}.css`, import.meta.url));
const tokens = style("tokens");

/** A token in the light and in the dark scheme. */
function color(name: string, css = tokens): readonly [light: string, dark: string] {
  const [, text = ""] = css.match(new RegExp(`--${name}: ([^;]+);`)) ?? [];
  const [light, dark = light] = text.match(/#[0-9a-f]{6}/g) ?? [];
  ok(light !== undefined && dark !== undefined, `there is no color ${name}`);
  return [light, dark];
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const share = parseInt(hex.slice(at, at + 2), 16) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}

/** How much text in a color stands out from a ground, in both schemes: rounded down to one decimal place. */
function measured(text: string, ground: string): string {
  const white = ["#ffffff", "#ffffff"] as const;
  const [texts, grounds] = [text === "white" ? white : color(text), color(ground)];
  return [0, 1].map((i) => (Math.floor(contrast(texts[i], grounds[i]) * 10) / 10).toFixed(1)).join(" · ");
}

Deno.test("the contrast that the page's README states is the one that is measured, and is enough", () => {
  const rows = tableRows(readDocument("client/web/README.md")).filter(([, , ratio]) => / · /.test(ratio ?? ""));
  ok(rows.length >= 15, `${rows.length} rows`);
  deepStrictEqual(
    rows.map(([text, ground, ratio]) => [codeSpans(text)[0], codeSpans(ground)[0], ratio]),
    rows.map((
      [text, ground],
    ) => [codeSpans(text)[0], codeSpans(ground)[0], measured(codeSpans(text)[0], codeSpans(ground)[0])]),
  );
  for (const [text, , ratio, least] of rows) {
    for (const value of ratio.split(" · ")) ok(Number(value) >= Number(least), `${text}: ${value} is less than ${least}`);
  }
});

Deno.test("the projector's colors have a contrast of 7 at least", () => {
  const screen = style("screen");
  for (const [name, css] of [["dim", screen], ["accent", screen], ["right", screen], ["ink", tokens]] as const) {
    for (const ground of ["ground", "surface", "sunken"]) {
      for (const scheme of [0, 1]) {
        const measured = contrast(color(name, css)[scheme], color(ground)[scheme]);
        ok(measured >= 7, `${name} on ${ground}: ${measured}`);
      }
    }
  }
});
