/** An object's type once its undefined members are gone: those that may be undefined are optional. */
type Kept<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** The members that are there. */
export function withoutUndefined<T extends object>(value: T): Kept<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Kept<T>;
}
