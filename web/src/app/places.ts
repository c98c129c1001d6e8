import {
  IconActivity,
  IconAdjustments,
  IconBuildingStore,
  IconChartBar,
  IconDiscount2,
  IconFileImport,
  IconHome,
  IconKey,
  IconMail,
  IconReceipt2,
  IconRoute,
  IconShieldExclamation,
  IconSpeakerphone,
  IconTicket,
  IconGift,
  IconUserHeart,
  IconUsersGroup,
  IconWebhook,
  type TablerIcon,
} from "@tabler/icons-react";

export interface Place {
  to: string;
  /** Key of its name in `app:nav`. */
  name: string;
  icon: TablerIcon;
  /** The permission without which the place is of no use. */
  needs?: string;
}

/** The menu, in the order of a marketer's day. */
export const NAVIGATION: { name: string; places: Place[] }[] = [
  {
    name: "create",
    places: [
      { to: "/", name: "overview", icon: IconHome },
      { to: "/campaigns", name: "campaigns", icon: IconSpeakerphone },
      { to: "/promotions", name: "promotions", icon: IconDiscount2 },
      { to: "/pools", name: "pools", icon: IconTicket },
      { to: "/imports", name: "imports", icon: IconFileImport },
    ],
  },
  {
    name: "distribute",
    places: [
      { to: "/handbills", name: "handbills", icon: IconGift },
      { to: "/workflows", name: "workflows", icon: IconRoute },
      { to: "/audiences", name: "audiences", icon: IconUsersGroup },
      { to: "/messages", name: "messages", icon: IconMail },
      { to: "/till", name: "till", icon: IconBuildingStore },
    ],
  },
  {
    name: "understand",
    places: [
      { to: "/customers", name: "customers", icon: IconUserHeart },
      { to: "/redemptions", name: "redemptions", icon: IconReceipt2 },
      { to: "/reports", name: "reports", icon: IconChartBar },
      { to: "/fraud", name: "fraud", icon: IconShieldExclamation },
    ],
  },
  {
    name: "build",
    places: [
      { to: "/keys", name: "keys", icon: IconKey },
      { to: "/webhooks", name: "webhooks", icon: IconWebhook },
      { to: "/activity", name: "activity", icon: IconActivity },
      { to: "/settings", name: "settings", icon: IconAdjustments },
    ],
  },
];
