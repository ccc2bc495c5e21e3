/** The archive over REST. */
import { answer, api, type ArchivedClass } from "./api.ts";
import { download } from "./download.ts";

/** The classes in the archive, the latest first. */
export async function listClasses(): Promise<readonly ArchivedClass[]> {
  return (await answer(api.GET("/api/archive"))).classes;
}

/** Ends a class. */
export function endClass(name: string): Promise<ArchivedClass> {
  return answer(api.POST("/api/archive", { body: { name } }));
}

/** Takes a class out of the archive, for good. */
export async function removeClass(id: number): Promise<void> {
  await api.DELETE("/api/archive/{id}", { params: { path: { id } } });
}

/** Saves one of the tables of a class. */
export function downloadTable({ id, name }: Pick<ArchivedClass, "id" | "name">, table: string): Promise<void> {
  const file = `${table}.csv`;
  const asked = api.GET("/api/archive/{id}/{table}", { params: { path: { id, table: file } }, parseAs: "blob" });
  return download(asked, `${name}-${file}`);
}
