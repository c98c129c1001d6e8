/** What was done, so that it can be undone: whole values, since graphs share what did not change. */
export interface History<Value> {
  past: readonly Value[];
  present: Value;
  future: readonly Value[];
  /** What the last change was about; changes of one thing in a row are undone at once. */
  about: string | undefined;
}

const MOST = 200;

export const begin = <Value>(present: Value): History<Value> => ({ past: [], present, future: [], about: undefined });

export function change<Value>(history: History<Value>, next: Value, about?: string): History<Value> {
  if (next === history.present) return history;
  const together = about !== undefined && about === history.about;
  const past = together ? history.past : [...history.past, history.present].slice(-MOST);
  return { past, present: next, future: [], about };
}

export function undo<Value>(history: History<Value>): History<Value> {
  const last = history.past.at(-1);
  if (last === undefined) return history;
  return { past: history.past.slice(0, -1), present: last, future: [history.present, ...history.future], about: undefined };
}

export function redo<Value>(history: History<Value>): History<Value> {
  const [next, ...rest] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future: rest, about: undefined };
}
