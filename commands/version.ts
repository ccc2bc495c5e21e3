import manifest from "../deno.json" with { type: "json" };

/** The program's version, such as `1.2.3`. */
export const { version } = manifest;
