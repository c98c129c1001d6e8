import { useEffect, useRef, useState } from "react";

/** A value that does not change while a button of the pointer is down: what is pressed must not move away before the click. */
export function useStill<Value>(value: Value): Value {
  const [shown, show] = useState(value);
  const latest = useRef(value);
  const isDown = useRef(false);
  useEffect(() => {
    latest.current = value;
    if (!isDown.current) show(value);
  }, [value]);
  useEffect(() => {
    const press = () => {
      isDown.current = true;
    };
    // The click comes after the pointer is up.
    const release = () => {
      isDown.current = false;
      setTimeout(() => show(latest.current));
    };
    const ends = ["pointerup", "pointercancel", "dragend"];
    addEventListener("pointerdown", press, true);
    for (const end of ends) addEventListener(end, release, true);
    return () => {
      removeEventListener("pointerdown", press, true);
      for (const end of ends) removeEventListener(end, release, true);
    };
  }, []);
  return shown;
}
