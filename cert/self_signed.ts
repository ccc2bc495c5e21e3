/**
 * Makes a certificate that is signed with its own key: enough for a classroom, where nobody else has to vouch for the server. It is
 * written out here, since it is short, and the libraries that do it bring a container for dependency injection along, or can't be
 * bundled by Deno 2.7. RFC 5280 has its structure.
 */
import { generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { der, explicit, oid, TAG } from "./der.ts";

const DAY_MS = 86_400_000;
/** How much another computer's clock may be behind, in milliseconds. */
const CLOCK_SKEW_MS = DAY_MS;
const IP_V4 = /^\d+\.\d+\.\d+\.\d+$/;
/** From this year on a date has four digits for it (RFC 5280, 4.1.2.5). */
const LONG_DATES_FROM = 2050;

const COMMON_NAME = oid("2.5.4.3");
const KEY_USAGE = oid("2.5.29.15");
const SUBJECT_ALT_NAME = oid("2.5.29.17");
const BASIC_CONSTRAINTS = oid("2.5.29.19");
const EXTENDED_KEY_USAGE = oid("2.5.29.37");
const SERVER_AUTH = oid("1.3.6.1.5.5.7.3.1");
const ECDSA_WITH_SHA256 = der(TAG.sequence, oid("1.2.840.10045.4.3.2"));
/** The bit `digitalSignature`, with seven unused ones behind it. */
const DIGITAL_SIGNATURE = der(TAG.bitString, [7, 0x80]);

/** A certificate and its private key, in PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/**
 * Makes a certificate and its key, ECDSA P-256. It can't sign other certificates, so whoever trusts it trusts this server only.
 *
 * @param names host names and IP addresses of the server
 * @param now in milliseconds since 1970
 */
export function selfSigned({ names, now, days }: { names: readonly string[]; now: number; days: number }): KeyPair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = der(TAG.sequence, der(TAG.set, der(TAG.sequence, COMMON_NAME, der(TAG.utf8, new TextEncoder().encode("app")))));
  const body = der(
    TAG.sequence,
    explicit(0, der(TAG.integer, [2])),
    // A positive number that no other certificate of this name has.
    der(TAG.integer, [0x40, ...randomBytes(15)]),
    ECDSA_WITH_SHA256,
    name,
    der(TAG.sequence, date(now - CLOCK_SKEW_MS), date(now + days * DAY_MS)),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    explicit(
      3,
      der(
        TAG.sequence,
        extension(BASIC_CONSTRAINTS, der(TAG.sequence), { critical: true }),
        extension(KEY_USAGE, DIGITAL_SIGNATURE, { critical: true }),
        extension(EXTENDED_KEY_USAGE, der(TAG.sequence, SERVER_AUTH)),
        extension(SUBJECT_ALT_NAME, der(TAG.sequence, ...names.map(generalName))),
      ),
    ),
  );
  const signature = sign("sha256", body, { key: privateKey, dsaEncoding: "der" });
  const certificate = der(TAG.sequence, body, ECDSA_WITH_SHA256, der(TAG.bitString, [0], signature));
  const base64 = certificate.toBase64().replace(/.{64}(?=.)/g, "$&\n");
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`,
    key: String(privateKey.export({ type: "pkcs8", format: "pem" })),
  };
}

function extension(id: Uint8Array, value: Uint8Array, { critical = false } = {}): Uint8Array {
  return der(TAG.sequence, id, critical ? der(TAG.boolean, [0xff]) : [], der(TAG.octetString, value));
}

function date(time: number): Uint8Array {
  const digits = new Date(time).toISOString().replace(/\.\d+|\D/g, "");
  const isLong = Number(digits.slice(0, 4)) >= LONG_DATES_FROM;
  return der(isLong ? TAG.generalizedTime : TAG.utcTime, new TextEncoder().encode(`${digits.slice(isLong ? 0 : 2)}Z`));
}

function generalName(name: string): Uint8Array {
  if (IP_V4.test(name)) return der(TAG.ipAddress, name.split(".").map(Number));
  if (name.includes(":")) return der(TAG.ipAddress, ipV6Bytes(name));
  return der(TAG.dnsName, new TextEncoder().encode(name));
}

/** @throws {TypeError} if it is no IPv6 address */
function ipV6Bytes(address: string): number[] {
  // A URL has it in its shortest form, without an IPv4 address in it.
  const [before, after] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::")
    .map((groups) => groups.split(":").filter(Boolean).map((group) => parseInt(group, 16)));
  const groups = after ? [...before, ...Array(8 - before.length - after.length).fill(0), ...after] : before;
  return groups.flatMap((group) => [group >> 8, group & 0xff]);
}
