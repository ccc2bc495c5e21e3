/** Nobody can join with this PIN: there is nothing to fill in here, only a way to type another one. */
export function NoGame() {
  return (
    <main class="welcome lone">
      <section class="panel stack">
        <div class="stack" role="alert">
          <h1>No game with this PIN</h1>
          <p>Check the big screen and try again.</p>
        </div>
        <a class="button primary" href="./">Type the PIN again</a>
      </section>
    </main>
  );
}
