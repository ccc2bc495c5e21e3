/** The process of an attack: `deno run --allow-all bench/hostile/attacker.ts NAME TCP_PORT HTTP_PORT`. Ends when its standard input does. */
import { ATTACKS } from "./attacks.ts";

const [name, tcp, http] = Deno.args;
const attack = ATTACKS[name];
const target = { tcp: Number(tcp), http: Number(http) };
await attack.prepare?.(target);
Deno.stdout.writeSync(new TextEncoder().encode("prepared\n"));
const buffer = new Uint8Array(16);
await Deno.stdin.read(buffer);
const until = (async () => {
  while (await Deno.stdin.read(buffer) !== null);
})();
await attack.run(target, until);
Deno.exit();
