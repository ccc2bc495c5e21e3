/** There is no such game, or none any more: nothing else is shown until the next one. */
export function NoGame({ wasThere }: { wasThere: boolean }) {
  return (
    <main class="projector no-game">
      <h1>{wasThere ? "This game is over" : "No game with this PIN"}</h1>
      <p>Waiting for the host to open a game.</p>
    </main>
  );
}
