import { type Environment, flag, integer, type Option, parseOptions, text } from "../cli/options.ts";

/** The options of `app cert`. */
export const CERT_OPTIONS = {
  out: text({ placeholder: "DIR", help: "folder for cert.pem and key.pem", fallback: "." }),
  names: names({ placeholder: "NAMES", help: "more host names and IP addresses of the server, separated by commas" }),
  days: integer({ placeholder: "N", help: "how long the certificate is valid, in days", min: 1, max: 3650, fallback: 365 }),
  overwrite: flag({ help: "replace a certificate that is there" }),
};

/** How a certificate is to be made, checked. */
export type CertConfig = ReturnType<typeof parseCertConfig>;

/** @throws {UsageError} with what is wrong and what is allowed */
export function parseCertConfig(args: readonly string[], env: Environment) {
  return parseOptions(CERT_OPTIONS, { command: "cert", args, env }).values;
}

/** A host name, with a wildcard or not, or an IP address. */
const NAME = /^(\*\.)?[\w-]+(\.[\w-]+)*$|^[0-9a-f:.]*:[0-9a-f:.]*$/i;

function isName(text: string): boolean {
  const host = text.includes(":") ? `[${text}]` : text.replace(/^\*\./, "");
  return NAME.test(text) && URL.canParse(`http://${host}`);
}

function names({ placeholder, help }: { placeholder: string; help: string }): Option<readonly string[]> {
  return {
    placeholder,
    help,
    fallback: [],
    parse(text) {
      const list = text.trim().split(/\s*,\s*/);
      if (list.every(isName)) return list;
      throw new Error("a list of host names and IP addresses, separated by commas, as in app.example.com,192.168.1.5");
    },
  };
}
