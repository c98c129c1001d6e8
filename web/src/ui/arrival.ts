import { useEffect } from "react";

/** The heading that names the content of the page. */
export const PAGE_TITLE = "page-title";

let arrived = false;

/** Whoever pressed a link that went away with its page goes on in the content of the new one, whose title is read out. */
export function useArrival(): void {
  useEffect(() => {
    if (arrived && document.activeElement === document.body) document.getElementById("content")?.focus({ preventScroll: true });
    arrived = true;
  }, []);
}
