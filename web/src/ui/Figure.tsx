import { Card, Group, Skeleton, Text, ThemeIcon } from "@mantine/core";
import type { TablerIcon } from "@tabler/icons-react";
import type { ReactNode } from "react";

interface FigureProps {
  icon: TablerIcon;
  color: string;
  label: string;
  /** Undefined while it is read. */
  value: ReactNode;
  note?: ReactNode;
}

/** One number that matters, with what it counts. */
export function Figure({ icon: Icon, color, label, value, note }: FigureProps) {
  return (
    <Card>
      <Group wrap="nowrap" gap="sm">
        <ThemeIcon size={42} variant="light" color={color} visibleFrom="xs">
          <Icon size={22} aria-hidden />
        </ThemeIcon>
        <div className="lg-figure">
          <Text fz="xs">{label}</Text>
          {value === undefined ? (
            <Skeleton height={22} width={80} my={4} />
          ) : (
            <Text fz={22} fw={750} lh={1.2}>
              {value}
            </Text>
          )}
          {note !== undefined && (
            <Text fz="xs" c="dimmed" className="lg-words">
              {note}
            </Text>
          )}
        </div>
      </Group>
    </Card>
  );
}
