import { Card, Group, NumberInput, SegmentedControl, Select, Stack, Switch, Text, Textarea, TextInput, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import type { Activity, Definition, Kind } from "@/features/handbills/handbills";
import { sayActivity } from "@/features/handbills/words";

interface PartProps {
  definition: Definition;
  change: (definition: Definition) => void;
  kind: Kind;
  readOnly: boolean;
}

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const FORTNIGHT = 13;

function beginning(type: Activity["type"]): Activity {
  if (type === "relative") return { type, days: 7 };
  if (type === "weekly") return { type, weekday: "monday", time: "00:00" };
  const today = new Date();
  const last = new Date(today.getTime() + FORTNIGHT * 86_400_000);
  return { type, first_day: today.toISOString().slice(0, 10), last_day: last.toISOString().slice(0, 10) };
}

/** How long a set of offers is good, and when it is made. */
export function ActivityCard({ definition, change, kind, readOnly }: PartProps) {
  const { t } = useTranslation("handbills");
  const { time_zone: zone } = useSession().workspace;
  const { activity } = definition;
  return (
    <Card component="section" aria-label={t("activity.title")}>
      <Stack>
        <div>
          <Title order={2} fz="md">
            {t("activity.title")}
          </Title>
          <Text fz="sm" c="dimmed">
            {sayActivity(t, activity)}
            {activity.type !== "relative" && ` · ${zone}`}
          </Text>
        </div>
        <SegmentedControl
          w="fit-content"
          aria-label={t("activity.title")}
          readOnly={readOnly}
          value={activity.type}
          onChange={(type) => change({ ...definition, activity: beginning(type as Activity["type"]) })}
          data={(["relative", "fixed", "weekly"] as const).map((value) => ({ value, label: t(`activity.${value}`) }))}
        />
        <Fields activity={activity} put={(next) => change({ ...definition, activity: next })} readOnly={readOnly} />
        {kind !== "check_out" && (
          <Switch
            label={t("activity.precompute")}
            description={t("activity.precomputeHelp")}
            checked={definition.precompute}
            disabled={readOnly}
            onChange={(event) => change({ ...definition, precompute: event.currentTarget.checked })}
          />
        )}
        {(kind === "check_out" || definition.printout != null) && (
          <Textarea
            label={t("printout.title")}
            description={t("printout.help")}
            autosize
            minRows={2}
            ff="monospace"
            readOnly={readOnly}
            value={definition.printout ?? ""}
            onChange={(event) => change({ ...definition, printout: event.currentTarget.value || null })}
            error={kind === "check_out" && !definition.printout && t("missing")}
          />
        )}
      </Stack>
    </Card>
  );
}

function Fields({ activity, put, readOnly }: { activity: Activity; put: (activity: Activity) => void; readOnly: boolean }) {
  const { t } = useTranslation("handbills");
  switch (activity.type) {
    case "relative":
      return (
        <NumberInput label={t("activity.days")} w={160} min={1} max={366} allowDecimal={false} value={activity.days} readOnly={readOnly} onChange={(days) => typeof days === "number" && days >= 1 && put({ ...activity, days })} />
      );
    case "fixed":
      return (
        <Group>
          <TextInput type="date" label={t("activity.first")} value={activity.first_day} readOnly={readOnly} onChange={(event) => put({ ...activity, first_day: event.currentTarget.value })} error={activity.first_day === "" && t("missing")} />
          <TextInput
            type="date"
            label={t("activity.last")}
            value={activity.last_day}
            readOnly={readOnly}
            onChange={(event) => put({ ...activity, last_day: event.currentTarget.value })}
            error={(activity.last_day === "" && t("missing")) || (activity.last_day < activity.first_day && t("activity.backwards"))}
          />
        </Group>
      );
    case "weekly":
      return (
        <Group>
          <Select
            label={t("activity.weekday")}
            allowDeselect={false}
            readOnly={readOnly}
            value={activity.weekday}
            onChange={(weekday) => weekday && put({ ...activity, weekday: weekday as (typeof WEEKDAYS)[number] })}
            data={WEEKDAYS.map((value) => ({ value, label: t(`weekdays.${value}`) }))}
          />
          <TextInput type="time" label={t("activity.time")} value={activity.time} readOnly={readOnly} onChange={(event) => put({ ...activity, time: event.currentTarget.value.slice(0, 5) })} error={activity.time === "" && t("missing")} />
        </Group>
      );
  }
}
