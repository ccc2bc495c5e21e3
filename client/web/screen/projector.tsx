import type { FollowedRoom } from "../room_feed.ts";
import { AnswersSoFar, QuestionScreen } from "./question_screen.tsx";
import { LobbyScreen } from "./lobby_screen.tsx";
import { PaceScreen } from "./pace_screen.tsx";
import { PodiumScreen } from "./podium_screen.tsx";
import { RevealScreen } from "./reveal_screen.tsx";
import { StandingsScreen } from "./standings_screen.tsx";

/** A game, by its phase. */
export function Projector({ room, closesAt }: FollowedRoom) {
  switch (room.phase) {
    case "lobby":
      return <LobbyScreen room={room} />;
    case "question":
      return room.mode === "live"
        ? (
          <QuestionScreen room={room} closesAt={closesAt}>
            <AnswersSoFar room={room} />
          </QuestionScreen>
        )
        : <PaceScreen room={room} />;
    case "reveal":
      return <RevealScreen room={room} />;
    case "standings":
      return <StandingsScreen room={room} />;
    case "podium":
      return <PodiumScreen room={room} />;
  }
}
