import { useState } from "preact/hooks";
import { messageOf } from "../../../protocol/message_of.ts";
import { urlOf } from "../place.ts";
import { addImage } from "../sets.ts";

/** The picture of a question, which the projector shows. */
export function PictureField(
  { id, name, set }: { id: string; name: string | undefined; set: (name: string | undefined) => void },
) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState("");
  const take = async (file: File | undefined) => {
    if (!file) return;
    setBusy(true);
    setProblem("");
    try {
      set(await addImage(file));
    } catch (error) {
      setProblem(messageOf(error));
    }
    setBusy(false);
  };
  return (
    <div class="row picture-field">
      {name && <img src={urlOf(`/api/images/${name}`)} alt="The picture of this question" />}
      <label class="button">
        {busy ? "Uploading…" : name ? "Another picture" : "Add a picture"}
        <input
          id={`${id}-picture`}
          class="unseen"
          type="file"
          accept="image/png,image/jpeg,image/gif,image/webp"
          disabled={busy}
          onChange={(event) => take(event.currentTarget.files?.[0])}
        />
      </label>
      {name && <button type="button" class="quiet" onClick={() => set(undefined)}>Without a picture</button>}
      {problem && <p class="problem" role="alert">{problem}</p>}
    </div>
  );
}
