import { Badge } from "@mantine/core";
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconCircleX,
  IconClock,
  IconLoader2,
  IconPlayerPause,
  type TablerIcon,
} from "@tabler/icons-react";

export type Tone = "good" | "busy" | "idle" | "warn" | "bad" | "paused";

const LOOK: Record<Tone, { color: string; icon: TablerIcon }> = {
  good: { color: "teal", icon: IconCircleCheck },
  busy: { color: "indigo", icon: IconLoader2 },
  idle: { color: "gray", icon: IconClock },
  warn: { color: "orange", icon: IconAlertTriangle },
  bad: { color: "red", icon: IconCircleX },
  paused: { color: "gray", icon: IconPlayerPause },
};

/** A state in a word, a colour and a sign, so that colour is never alone. */
export function Status({ tone, children }: { tone: Tone; children: string }) {
  const { color, icon: Icon } = LOOK[tone];
  return (
    <Badge
      className="lg-status"
      color={color}
      variant={tone === "bad" || tone === "warn" ? "filled" : "light"}
      leftSection={<Icon size={12} aria-hidden />}
      tt="none"
      fw={650}
    >
      {children}
    </Badge>
  );
}
