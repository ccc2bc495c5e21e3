/** For whoever wants to see how it works: the array, the connections and their lines, a terminal, the counters. */
import { render } from "preact";
import { Header } from "./header.tsx";
import { ArrayPanel } from "./lab/array_panel.tsx";
import { Columns } from "./lab/columns.tsx";
import { ConnectionsPanel } from "./lab/connections_panel.tsx";
import { CountersPanel } from "./lab/counters_panel.tsx";
import { Terminal } from "./lab/terminal.tsx";
import { follow } from "./live.ts";
import { Servers } from "./servers.tsx";
import { TokenForm } from "./token_form.tsx";

function Lab() {
  return (
    <>
      <Header current="lab" />
      <TokenForm />
      <Columns
        panels={[
          { id: "array", title: "Array", column: 0, content: <ArrayPanel /> },
          { id: "connections", title: "Connections", column: 1, content: <ConnectionsPanel /> },
          { id: "terminal", title: "Terminal", column: 2, content: <Terminal /> },
          { id: "counters", title: "Counters", column: 0, content: <CountersPanel /> },
        ]}
      />
      <Servers />
    </>
  );
}

const root = document.getElementById("app");
if (root) render(<Lab />, root);
follow(["array", "counters", "connections"]);
