import {
  IconArrowsSplit,
  IconBell,
  IconBolt,
  IconBox,
  IconCalendarClock,
  IconClock,
  IconDatabaseEdit,
  IconFileDownload,
  IconFileImport,
  IconFilter,
  IconFlag,
  IconGitMerge,
  IconMail,
  IconMessage,
  IconPlugConnected,
  IconTableImport,
  IconTestPipe,
  IconTicket,
  IconTransform,
  IconUserEdit,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from "@tabler/icons-react";

export interface Look {
  icon: TablerIcon;
  color: string;
}

/** Groups in the order in which they are offered, each with its colour. */
export const GROUPS = ["trigger", "condition", "flow", "action", "file"] as const;
export type GroupName = (typeof GROUPS)[number];

const COLORS: Record<GroupName, string> = { trigger: "indigo", condition: "orange", flow: "gray", action: "teal", file: "cyan" };

const ICONS: Record<string, TablerIcon> = {
  audience: IconUsersGroup,
  profile_event: IconBolt,
  data_changed: IconDatabaseEdit,
  business_event: IconBell,
  scheduled_run: IconCalendarClock,
  incoming: IconPlugConnected,
  event_filter: IconFilter,
  profile_filter: IconFilter,
  metric_filter: IconFilter,
  abx_test: IconTestPipe,
  delay: IconClock,
  split: IconArrowsSplit,
  merge: IconGitMerge,
  end: IconFlag,
  outgoing_integration: IconWebhook,
  generate_event: IconBolt,
  update_profile: IconUserEdit,
  assign_code: IconTicket,
  send_email: IconMail,
  email_alert: IconMail,
  send_sms: IconMessage,
  send_webhook: IconWebhook,
  local_file: IconFileDownload,
  get_file: IconFileDownload,
  data_transformation: IconTransform,
};

/** Sign and colour of a type of node. */
export function lookOf(type: string, group: string | null | undefined): Look {
  const icon = ICONS[type] ?? (type.startsWith("import_") ? IconTableImport : group === "file" ? IconFileImport : IconBox);
  return { icon, color: COLORS[(group ?? "flow") as GroupName] ?? "gray" };
}
