/** The same keys, other texts: how the English table is held to the Chinese one. */
export type Same<T> = { [K in keyof T]: T[K] extends string ? string : Same<T[K]> }
