/** A seed, from which chance begins, is an integer from 0 to this. */
export const MAX_SEED = 2 ** 32 - 1;
