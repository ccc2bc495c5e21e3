/** One table of several. @param what is in them, such as `event` @throws {Error} where two of them have the same name */
export function merged<Item>(what: string, tables: readonly Readonly<Record<string, Item>>[]): Record<string, Item> {
  const all: Record<string, Item> = {};
  for (const [name, item] of tables.flatMap((table) => Object.entries(table))) {
    if (Object.hasOwn(all, name)) throw new Error(`There are two of the ${what} ${name}: give one of them another name`);
    all[name] = item;
  }
  return all;
}
