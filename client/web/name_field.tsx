/** Where a player types a name. */
export function NameField(
  { name, change, autofocus = false }: { name: string; change: (name: string) => void; autofocus?: boolean },
) {
  return (
    <div class="field">
      <label for="name">Your name</label>
      <input
        id="name"
        value={name}
        required
        autofocus={autofocus}
        maxLength={80}
        autocomplete="nickname"
        onInput={(event) => change(event.currentTarget.value)}
      />
    </div>
  );
}
