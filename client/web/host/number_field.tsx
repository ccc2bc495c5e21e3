/** A number, with its name above it. */
export function NumberField({ id, label, value, set, min, max, step = 1 }: {
  id: string;
  label: string;
  value: number;
  set: (value: number) => void;
  min?: number;
  max?: number;
  step?: number | "any";
}) {
  return (
    <div class="field short">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="number"
        required
        value={value}
        min={min}
        max={max}
        step={step}
        onInput={(event) => {
          if (!Number.isNaN(event.currentTarget.valueAsNumber)) set(event.currentTarget.valueAsNumber);
        }}
      />
    </div>
  );
}
