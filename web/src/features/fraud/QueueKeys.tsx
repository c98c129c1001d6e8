import { type KeyboardEvent, type ReactNode, useEffect, useRef } from "react";

import type { FraudCase, Verdict } from "@/features/fraud/fraud";

const TYPED = "input, textarea, select, [contenteditable]";
const STEPS: Record<string, number> = { j: 1, k: -1 };
const VERDICTS: Record<string, Verdict> = { a: "confirmed", d: "dismissed" };

/** A case that was decided, and where in the list it stood. */
export interface Gone {
  id: string;
  place: number;
}

interface QueueKeysProps {
  rows: FraudCase[] | undefined;
  decide: (about: FraudCase, verdict: Verdict) => void;
  gone: Gone | undefined;
  children: ReactNode;
}

const linksIn = (list: HTMLElement | null) => [...(list?.querySelectorAll<HTMLElement>("[data-case]") ?? [])];

/**
 * J and K go through the rows of a queue, A and D decide the one that has the focus. They are keys of the list:
 * outside of it, or where something is typed, they do nothing. From a row that goes the focus goes on to the next.
 */
export function QueueKeys({ rows, decide, gone, children }: QueueKeysProps) {
  const list = useRef<HTMLDivElement>(null);
  const left = useRef<Gone>(undefined);
  useEffect(() => {
    if (!gone || left.current === gone || rows === undefined || rows.some(({ id }) => id === gone.id)) return;
    left.current = gone;
    const links = linksIn(list.current);
    (links[Math.min(gone.place, links.length - 1)] ?? list.current?.querySelector<HTMLElement>(".lg-scroll"))?.focus();
  }, [rows, gone]);

  const press = (event: KeyboardEvent<HTMLDivElement>) => {
    const target = event.target as HTMLElement;
    const key = event.key.toLowerCase();
    const step = STEPS[key];
    const verdict = VERDICTS[key];
    if (!isOfList(event) || (step === undefined && verdict === undefined)) return;
    event.preventDefault();
    const links = linksIn(event.currentTarget);
    const here = links.findIndex((link) => link.closest("tr")?.contains(target));
    if (step !== undefined) links[Math.max(0, Math.min(here + step, links.length - 1))]?.focus();
    const about = rows?.find(({ id }) => id === links[here]?.dataset.case);
    if (verdict && about) decide(about, verdict);
  };
  return (
    <div ref={list} onKeyDown={press} className="lg-queue">
      {children}
    </div>
  );
}

/** Whether a key was pressed in the table itself: not in its filters, a menu or a dialog, and not as part of another. */
function isOfList({ target, currentTarget, ctrlKey, metaKey, altKey, nativeEvent }: KeyboardEvent<HTMLDivElement>): boolean {
  const element = target as HTMLElement;
  const scroll = element.closest(".lg-scroll");
  return !(ctrlKey || metaKey || altKey || nativeEvent.isComposing) && scroll !== null && currentTarget.contains(scroll) && !element.closest(TYPED);
}
