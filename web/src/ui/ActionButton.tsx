import { Button, type ButtonProps, Tooltip } from "@mantine/core";
import type { MouseEventHandler, ReactNode } from "react";

interface ActionButtonProps extends Omit<ButtonProps, "disabled"> {
  /** Why it cannot be pressed now; nothing when it can. */
  why?: string | undefined | false;
  onClick?: MouseEventHandler<HTMLButtonElement>;
  type?: "button" | "submit";
  children: ReactNode;
}

/** A button that says why it is off, to the mouse and to a screen reader, instead of only being grey. */
export function ActionButton({ why, onClick, children, ...rest }: ActionButtonProps) {
  if (!why) {
    return (
      <Button onClick={onClick} {...rest}>
        {children}
      </Button>
    );
  }
  return (
    <Tooltip label={why} multiline maw={320}>
      <Button {...rest} data-disabled aria-disabled aria-description={why} onClick={(event) => event.preventDefault()}>
        {children}
      </Button>
    </Tooltip>
  );
}
