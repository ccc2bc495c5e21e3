const KEY = "app-quiz-name";

/** The name of who plays in this tab. */
export const playerName = {
  get: (): string => sessionStorage.getItem(KEY) ?? "",
  set: (name: string): void => sessionStorage.setItem(KEY, name),
};
