import { ok } from "node:assert/strict";
import { isRude } from "../../../../../server/services/quiz/rooms/word_filter.ts";

Deno.test("rude names are known however they are written, and real names are not taken for them", () => {
  for (const name of ["Shit", "sh1t", "f u c k you", "Mr. Fück", "xXfuckXx", "A55hole", "big bitch"]) ok(isRude(name), name);
  const real = [
    "Yamashita",
    "Matsushita Ken",
    "Nazia",
    "Nazim Hikmet",
    "Siriporn",
    "Ana Zidane",
    "Alina Zielinski",
    "Hilary Swank",
  ];
  for (const name of [...real, "Scunthorpe", "Dick Cassidy", "Ada", "", "عائشة"]) ok(!isRude(name), name);
});
