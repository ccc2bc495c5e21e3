/** A random number from 0 up to, without, 1; handed in, so that tests can tell it. */
export type Random = () => number;
