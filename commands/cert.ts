import { CERT_OPTIONS, parseCertConfig } from "../cert/config.ts";
import { makeCertificate } from "../cert/mod.ts";
import type { Command } from "../cli/command.ts";
import { print } from "../cli/shell.ts";
import { reachableAddresses } from "../server/tcp/addresses.ts";
import { hostname, networkAddresses } from "./computer.ts";

export const cert: Command = {
  usage: ["cert [flags]"],
  overview: { "cert": "makes a certificate for TLS" },
  about: [
    "Makes a certificate for this computer and its private key, to try TLS with or to",
    "use it in a classroom: cert.pem for everybody, key.pem for the server alone.",
    "Prints how to use them.",
  ],
  options: { "": CERT_OPTIONS },
  run: (args, shell) => print(makeCertificate(parseCertConfig(args, shell.env), thisComputer()), shell),
};

/** What a certificate for this computer has to name. */
function thisComputer() {
  return { hostname: hostname(), addresses: reachableAddresses("0.0.0.0", networkAddresses()), now: Date.now() };
}
