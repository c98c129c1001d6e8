import { IconCalendarEvent, IconId, IconMailCheck, IconTag, IconUserCog, IconUsers } from "@tabler/icons-react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";

import { ConditionFields } from "@/features/audiences/ConditionFields";
import { type Condition, FRESH } from "@/features/audiences/conditions";
import { GroupTree, type TreeKit } from "@/ui/GroupTree";

const LEAVES = [
  { type: "attribute", icon: IconUserCog },
  { type: "event", icon: IconCalendarEvent },
  { type: "tag", icon: IconTag },
  { type: "agreement", icon: IconMailCheck },
  { type: "identifier", icon: IconId },
  { type: "everybody", icon: IconUsers },
] as const;

/** Conditions on people, as nested groups that read as a sentence. */
export function ConditionTree({ value, onChange, readOnly }: { value: Condition; onChange: (value: Condition) => void; readOnly?: boolean }) {
  const { t } = useTranslation("audiences");
  const kit = useMemo<TreeKit<Condition>>(
    () => ({
      partsOf: (node) => (node.type === "all" || node.type === "any" ? { joined: node.type, parts: node.conditions } : undefined),
      group: (type, conditions) => ({ type, conditions }),
      deniedBy: (node) => (node.type === "not" ? node.condition : undefined),
      deny: (condition) => ({ type: "not", condition }),
      leaves: LEAVES.map(({ type, icon }) => ({ type, icon, label: t(`leaves.${type}`), fresh: FRESH[type] })),
      edit: (node, change) => <ConditionFields node={node} onChange={change} />,
      sentence: { all: t("tree.all"), any: t("tree.any") },
    }),
    [t],
  );
  return <GroupTree node={value} onChange={onChange} kit={kit} readOnly={readOnly ?? false} />;
}
