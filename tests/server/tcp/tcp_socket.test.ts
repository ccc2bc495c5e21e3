import { strictEqual } from "node:assert/strict";
import { InputBudget } from "../../../server/input_budget.ts";
import { TcpConnection } from "../../../server/tcp/connection.ts";
import { TcpSocket } from "../../../server/tcp/tcp_socket.ts";
import { Throttle } from "../../../server/throttle.ts";
import { Share, Turns } from "../../../server/turns.ts";

/** A socket of the server, and its client. */
async function connect() {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const [client, conn] = await Promise.all([Deno.connect({ port: listener.addr.port }), listener.accept()]);
  listener.close();
  const turns = new Turns();
  const socket = new TcpSocket(new TcpConnection(conn), {
    share: new Share(turns),
    endings: new Throttle(turns, 16),
    bulk: new Throttle(turns, 16),
    inputBudget: new InputBudget({ maxBytes: 1_000_000 }),
    onInputGivenUp: () => {},
  });
  return { client, socket };
}

Deno.test("texts are sent in their encodings, alone and together with bytes", async () => {
  const { client, socket } = await connect();
  socket.write("über", "utf8");
  socket.cork();
  socket.write("name: plain\r\n", "latin1");
  socket.write(new TextEncoder().encode("Ω "));
  socket.write("plain", "utf8");
  socket.uncork();
  socket.cork();
  socket.write("é", "latin1");
  socket.write("é", "utf8");
  socket.write("日本", "utf8");
  socket.uncork();
  socket.write("aGk=", "base64");
  socket.cork();
  socket.write("plain", "utf8");
  socket.write("6869", "hex");
  socket.uncork();
  socket.end();
  const expected = [
    ...new TextEncoder().encode("übername: plain\r\nΩ plain"),
    0xe9,
    ...new TextEncoder().encode("é日本hiplainhi"),
  ];
  strictEqual(String(new Uint8Array(await new Response(client.readable).arrayBuffer())), String(expected));
  socket.destroy();
});
