import { urlOf } from "../place.ts";
import { sizeOf, tabIndexOf } from "../question_size.ts";

/** What is asked, above what it is answered with: it has the room that is left, and shares it with its picture. */
export function Asked({ text, image = null, hint = "", field }: {
  text: string;
  /** The name of its picture. */
  image?: string | null;
  /** How it is answered, if that is not clear. */
  hint?: string;
  /** The `id` of the field that it is the label of. */
  field?: string;
}) {
  const style = `question ${sizeOf(text)}`;
  return (
    <div class={image ? "asked with-picture" : "asked"} aria-live="polite" tabIndex={tabIndexOf(text)}>
      {field ? <label for={field} class={style}>{text}</label> : <h1 class={style}>{text}</h1>}
      {image && <img src={urlOf(`/api/images/${image}`)} alt="" />}
      {hint && <p class="dim">{hint}</p>}
    </div>
  );
}
