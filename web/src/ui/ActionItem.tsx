import { Menu, type MenuItemProps, Text } from "@mantine/core";
import type { ReactNode } from "react";

interface ActionItemProps extends Omit<MenuItemProps, "disabled"> {
  /** Why it cannot be chosen now; nothing when it can. */
  why?: string | undefined | false;
  onClick: () => void;
  children: ReactNode;
}

/** An entry of a menu that says why it is off, below its name; the keyboard comes to it all the same. */
export function ActionItem({ why, color, onClick, children, ...rest }: ActionItemProps) {
  if (!why) {
    return (
      <Menu.Item {...rest} {...(color && { color })} onClick={onClick}>
        {children}
      </Menu.Item>
    );
  }
  return (
    <Menu.Item {...rest} closeMenuOnClick={false} aria-disabled>
      <Text fz="sm" c="dimmed">
        {children}
      </Text>
      <Text fz="xs" c="dimmed">
        {why}
      </Text>
    </Menu.Item>
  );
}
