import { Stack, Text, ThemeIcon } from "@mantine/core";
import { IconSparkles, type TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";

/** Nothing here yet: what belongs here in a sentence, and the one thing to do. */
export function Empty({
  icon: Icon = IconSparkles,
  title,
  heading = false,
  children,
  action,
}: {
  icon?: TablerIcon;
  title: string;
  /** Whether it is the title of the page. */
  heading?: boolean;
  children?: ReactNode;
  action?: ReactNode;
}) {
  return (
    <Stack align="center" gap={6} py={48} px="md">
      <ThemeIcon size={48} radius="xl" variant="light">
        <Icon size={26} aria-hidden />
      </ThemeIcon>
      <Text component={heading ? "h1" : "p"} fw={650} mt={6} mb={0}>
        {title}
      </Text>
      {children !== undefined && (
        <Text c="dimmed" fz="sm" ta="center" maw="52ch">
          {children}
        </Text>
      )}
      {action !== undefined && <div className="lg-empty-act">{action}</div>}
    </Stack>
  );
}
