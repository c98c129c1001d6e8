import { useNavigate, useSearch } from "@tanstack/react-router";
import { useCallback } from "react";

type Value = string | number | boolean | undefined;

/**
 * Filter, sort and page of a screen as its address holds them; what equals its default is left out.
 * A change of a filter goes back to the first page unless it names one itself.
 */
export function useUrlState<State extends Record<string, Value>>(
  defaults: State,
): [State, (patch: Partial<State>) => void] {
  const search = useSearch({ strict: false }) as Record<string, Value>;
  const navigate = useNavigate();
  const state = { ...defaults };
  for (const name of Object.keys(defaults) as (keyof State & string)[]) {
    const given = search[name];
    if (given !== undefined) state[name] = (typeof defaults[name] === "string" ? String(given) : given) as State[typeof name];
  }
  const change = useCallback(
    (patch: Partial<State>) => {
      void navigate({
        to: ".",
        search: (before: Record<string, Value>) => {
          const after: Record<string, Value> = { ...before, cursor: undefined, ...patch };
          return Object.fromEntries(
            Object.entries(after).filter(([name, value]) => value !== undefined && value !== defaults[name]),
          );
        },
        replace: !("cursor" in patch),
      } as never);
    },
    [navigate, defaults],
  );
  return [state, change];
}
