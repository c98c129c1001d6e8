import { isObject } from "@/forms/values";

export interface PlacedFault {
  pointer: string;
  message: string;
}

/**
 * Where in a value a fault is. The server's pointers also name the members of unions on their way
 * (`/rules/0/weekdays/days`), which are no keys: what is not in the value is passed over, save the last word.
 */
export function placed(value: unknown, fault: PlacedFault): PlacedFault {
  const words = fault.pointer.split("/").slice(1);
  const kept: string[] = [];
  let here: unknown = value;
  for (const [place, word] of words.entries()) {
    const there = childOf(here, word);
    if (there === undefined && (place < words.length - 1 || isTag(here, word))) continue;
    kept.push(word);
    here = there;
  }
  return { ...fault, pointer: kept.map((word) => `/${word}`).join("") };
}

function childOf(value: unknown, word: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(word) ? (value as unknown[])[Number(word)] : undefined;
  return isObject(value) ? value[word] : undefined;
}

function isTag(value: unknown, word: string): boolean {
  return Array.isArray(value) || !isObject(value) || Object.values(value).includes(word);
}

/** The faults of a part of a value, with pointers that begin there. */
export function within<Fault extends PlacedFault>(faults: readonly Fault[], key: string | number): Fault[] {
  const begin = `/${key}`;
  return faults
    .filter(({ pointer }) => pointer === begin || pointer.startsWith(`${begin}/`))
    .map((fault) => ({ ...fault, pointer: fault.pointer.slice(begin.length) }));
}

/** What is said about the value itself. */
export function own(faults: readonly PlacedFault[]): string | undefined {
  return faults.filter(({ pointer }) => pointer === "").map(({ message }) => message).join(" ") || undefined;
}
