import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import { type MouseEventHandler, type ReactNode, useLayoutEffect, useRef } from "react";

interface ActionButtonProps extends Omit<ButtonProps, "disabled"> {
  /** Why it cannot be pressed now; nothing when it can. */
  why?: string | undefined | false;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  type?: "button" | "submit";
  children: ReactNode;
}

/**
 * A button that says why it is off, to the mouse and to a screen reader, instead of only being grey.
 * It stays the same element when that changes, so that whoever waits at it with the keyboard is not thrown off.
 */
export function ActionButton({ why, onClick, children, ...rest }: ActionButtonProps) {
  const button = useFocusBack(rest.loading === true);
  const off = why && { "data-disabled": true, "aria-disabled": true, "aria-description": why };
  return (
    <Tooltip label={why || ""} disabled={!why} multiline maw={320}>
      <Button ref={button} {...rest} {...off} onClick={why ? (event) => event.preventDefault() : onClick}>
        {children}
      </Button>
    </Tooltip>
  );
}

/** While it works the button is off, by which it loses the focus; afterwards it has it again, unless that went elsewhere. */
function useFocusBack(works: boolean) {
  const button = useRef<HTMLButtonElement>(null);
  const had = useRef(false);
  useLayoutEffect(() => {
    if (works) had.current = document.activeElement === button.current;
    else {
      if (had.current && document.activeElement === document.body) button.current?.focus();
      had.current = false;
    }
  }, [works]);
  return button;
}
