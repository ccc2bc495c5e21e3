/** JSON Schema as programs of others read it: checked by a validator that knows nothing of the server. */
import { Ajv2020 } from "ajv/2020";
import addFormats from "ajv-formats";

export type Json = Record<string, unknown>;

/** Says what is wrong with a value; `null` if nothing is. */
export type Check = (value: unknown) => string | null;

/**
 * Checks by the schemas of a document: `check("#/$defs/ArrayEvent")`. Objects may have no keys but those that are declared, though the
 * document lets clients of today read what comes tomorrow.
 */
export function checks(document: Json): (pointer: string) => Check {
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  ajv.addSchema(closed(document), "document");
  return (pointer) => {
    const validate = ajv.getSchema(`document${pointer}`);
    if (!validate) throw new Error(`There is no schema ${pointer}`);
    return (value) => validate(value) ? null : ajv.errorsText(validate.errors);
  };
}

/** What an `allOf` is made of, by its name: those describe one object together, which has more keys than each of them. */
const PART = /"allOf":\[\{"\$ref":"#[^"]*\/(\w+)"/g;

/** A document whose objects have no other keys. */
function closed(document: Json): Json {
  const text = JSON.stringify(document);
  const parts = new Set([...text.matchAll(PART)].map(([, name]) => name));
  return JSON.parse(text, (key, value) => {
    if (key === "allOf") return value.map(({ additionalProperties: _, ...part }: Json) => part);
    if (typeof value !== "object" || value === null) return value;
    if ("allOf" in value) return { unevaluatedProperties: false, ...value };
    const isObject = "properties" in value && value.type === "object" && key !== "properties" && !parts.has(key);
    return isObject ? { additionalProperties: false, ...value } : value;
  });
}
