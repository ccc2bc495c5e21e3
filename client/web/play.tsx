/** For one player, on a phone first: a game of one's own, or with `?pin=` a game in a room. */
import { render } from "preact";
import { Room } from "./play/room.tsx";
import { RoomGame } from "./play/room_game.ts";
import { Solo } from "./play/solo.tsx";

const pin = new URLSearchParams(location.search).get("pin");
const game = pin && new RoomGame(pin);
if (game) game.open();

const root = document.getElementById("app");
if (root) render(game ? <Room game={game} /> : <Solo />, root);
