import { Stack, Text, ThemeIcon } from "@mantine/core";
import { IconSparkles, type TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** Nothing here yet: what belongs here in a sentence, and the one thing to do. */
export function Empty({
  icon: Icon = IconSparkles,
  title,
  children,
  action,
}: {
  icon?: TablerIcon;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap={6} py={48} px="md">
      <ThemeIcon size={48} radius="xl" variant="light">
        <Icon size={26} aria-hidden />
      </ThemeIcon>
      <Text fw={650} mt={6}>
        {title}
      </Text>
      {children !== undefined && (
        <Text c="dimmed" fz="sm" ta="center" maw="52ch">
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
