import { useEffect, useRef } from "react";

/** For a strip of tabs that is wider than a phone: the open one is in sight, also when its address was opened. */
export function useOpenTabInSight(tab: string) {
  const strip = useRef<HTMLDivElement>(null);
  useEffect(() => {
    strip.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [tab]);
  return strip;
}
