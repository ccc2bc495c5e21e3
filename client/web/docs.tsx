/** The REST API: openapi.json, with "try it out" against the server that the page came from. */
import { effect } from "@preact/signals";
import { render } from "preact";
import { Header } from "./header.tsx";
import { scheme } from "./theme.tsx";

/** The package's own bundle, which the page loads before. */
declare const SwaggerUIBundle: ((options: Record<string, unknown>) => void) & { presets: { apis: unknown } };

const root = document.getElementById("app");
if (root) {
  render(
    <Header current="docs">
      <span class="fill" />
    </Header>,
    root,
  );
}
// The package's dark colors go by a class.
effect(() => void document.documentElement.classList.toggle("dark-mode", scheme() === "dark"));

SwaggerUIBundle({
  url: "openapi.json",
  dom_id: "#docs",
  deepLinking: true,
  tryItOutEnabled: true,
  validatorUrl: null,
  presets: [SwaggerUIBundle.presets.apis],
});
