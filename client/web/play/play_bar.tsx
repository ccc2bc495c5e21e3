import { Avatar } from "../people.tsx";
import { formatScore, shown } from "../text.ts";

/** Where the player is, who it is, and what the marks are; and the way out. */
export function PlayBar({ number, of, name, marks, lost, leave }: {
  /** 0 before the first question. */
  number: number;
  of: number;
  name: string;
  marks: number | null;
  lost: boolean;
  leave: () => void;
}) {
  return (
    <header class="play-bar">
      {number > 0 && (
        <p>
          <span class="unseen">Question</span> {number}
          <span class="dim">/{of}</span>
        </p>
      )}
      <p class="who">
        {name && <Avatar name={name} />}
        <bdi>{shown(name)}</bdi>
      </p>
      <p>
        {marks !== null && formatScore(marks)}{" "}
        {marks !== null && <span class="dim unit">{marks === 1 ? "mark" : "marks"}</span>}
      </p>
      <button type="button" onClick={leave}>Leave</button>
      {lost && <p class="amber" role="status">Reconnecting, your game is safe</p>}
    </header>
  );
}
