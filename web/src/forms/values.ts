/** Changes of values: always a copy, with the other keys where they were. */

export type Values = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The object with one key changed in its place, or added at the end; undefined takes it away. */
export function withKey(values: unknown, key: string, value: unknown): Record<string, unknown> {
  const before = isObject(values) ? values : {};
  if (value === undefined) return Object.fromEntries(Object.entries(before).filter(([name]) => name !== key));
  return { ...before, [key]: value };
}

/** The object with a key renamed where it stands. */
export function withName(values: Values, from: string, to: string): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name === from ? to : name, value]));
}

export function replaced<Item>(items: readonly Item[], place: number, item: Item): Item[] {
  return items.map((before, at) => (at === place ? item : before));
}

export function without<Item>(items: readonly Item[], place: number): Item[] {
  return items.filter((_, at) => at !== place);
}

export function moved<Item>(items: readonly Item[], from: number, to: number): Item[] {
  const [item, ...rest] = [items[from], ...without(items, from)];
  if (item === undefined || to < 0 || to >= items.length) return [...items];
  const others = rest as Item[];
  return [...others.slice(0, to), item, ...others.slice(to)];
}

/** Whether two JSON values are the same, whatever the order of keys. */
export function same(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, at) => same(item, b[at]));
  if (isObject(a) && isObject(b)) {
    const names = Object.keys(a);
    return names.length === Object.keys(b).length && names.every((name) => name in b && same(a[name], b[name]));
  }
  return a === b;
}
