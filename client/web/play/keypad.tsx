const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];
const WHOLE = [...DIGITS, "±", "0", "⌫"];
/** What deletes stands in the field. */
const WITH_FRACTIONS = [...DIGITS, "±", "0", "."];
const NAMES: Record<string, string> = { "±": "Change the sign", "⌫": "Delete", ".": "Decimal point" };

/** Digits where a thumb is. Whoever has a keyboard does not have to pass them with Tab, and stays in the field. */
export function Keypad({ text, type, hasFractions }: {
  text: string;
  type: (text: string) => void;
  hasFractions: boolean;
}) {
  const press = (key: string) => {
    if (key === "⌫") type(text.slice(0, -1));
    else if (key === "±") type(text.startsWith("-") ? text.slice(1) : `-${text}`);
    else type(text + key);
  };
  return (
    <div
      class="keypad"
      role="group"
      aria-label="Keypad"
      onMouseDown={(event) => event.preventDefault()}
    >
      {(hasFractions ? WITH_FRACTIONS : WHOLE).map((key) => (
        <button
          type="button"
          key={key}
          tabIndex={-1}
          aria-label={NAMES[key] ?? key}
          onClick={() => press(key)}
        >
          {key}
        </button>
      ))}
    </div>
  );
}
