import {
  IconBook2,
  IconDiscount2,
  IconFileImport,
  IconGift,
  IconMail,
  IconMoon,
  IconPlus,
  IconRoute,
  IconSpeakerphone,
  IconTicket,
  IconUser,
  IconUserPlus,
  IconUsersGroup,
  type TablerIcon,
} from "@tabler/icons-react";

import type { Schemas } from "@/api/client";

type Hit = Schemas["Hit"];
type Kind = Hit["kind"];

/** A line of the search. */
export interface Found {
  key: string;
  label: string;
  note: string;
  icon: TablerIcon;
  open: () => void;
}

/** In this order they are shown. */
export const KINDS: Kind[] = ["code", "customer", "pool", "promotion", "campaign", "workflow", "audience", "handbill", "template"];

export const HIT_ICONS: Record<Kind, TablerIcon> = {
  code: IconTicket,
  customer: IconUser,
  pool: IconTicket,
  promotion: IconDiscount2,
  campaign: IconSpeakerphone,
  workflow: IconRoute,
  audience: IconUsersGroup,
  handbill: IconGift,
  template: IconMail,
};

const PLACES: Record<Exclude<Kind, "code">, string> = {
  customer: "/customers/$",
  pool: "/pools/$",
  promotion: "/promotions/$",
  campaign: "/campaigns",
  workflow: "/workflows/$",
  audience: "/audiences/$",
  handbill: "/handbills/$",
  template: "/messages/templates/$",
};

/** Where a thing that was found stands. */
export function pathOf({ kind, id, pool_id }: Hit): { to: string; search?: Record<string, string> } {
  if (kind === "code") return { to: `/pools/${pool_id ?? ""}`, search: { code: id } };
  return { to: PLACES[kind].replace("$", encodeURIComponent(id)) };
}

interface Command {
  /** Key of its name in `app:search.commands`. */
  name: string;
  to: string;
  search?: Record<string, string>;
  icon: TablerIcon;
  needs?: string;
}

/** What can be done from everywhere. */
export const COMMANDS: Command[] = [
  { name: "importCodes", to: "/imports/new", search: { what: "codes" }, icon: IconFileImport, needs: "VOUCHERS_ITEM_IMPORT_CREATE" },
  { name: "importCustomers", to: "/imports/new", search: { what: "customers" }, icon: IconUserPlus, needs: "API_CLIENT_IMPORT_CREATE" },
  { name: "redeem", to: "/till", icon: IconPlus, needs: "PROMOTIONS_REDEMPTION_CREATE" },
  { name: "colours", to: "", icon: IconMoon },
  { name: "docs", to: "/docs", icon: IconBook2 },
];
