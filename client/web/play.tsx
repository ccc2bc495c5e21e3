/** For one player, on a phone first: a game of one's own. */
import { render } from "preact";
import { Solo } from "./play/solo.tsx";

const root = document.getElementById("app");
if (root) render(<Solo />, root);
