import { Anchor, Stack, ThemeIcon } from "@mantine/core";
import { IconActivity, IconBan, IconReceipt2, IconTicket, IconUser, IconUserHeart, IconUserShield, type TablerIcon } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import type { FraudCase, Kind } from "@/features/fraud/fraud";

type Subject = FraudCase["subject"];

const ICONS: Record<Kind, TablerIcon> = { customer: IconUser, code: IconTicket, staff: IconUserShield };

export function SubjectIcon({ kind, size = 34 }: { kind: Kind; size?: number }) {
  const Icon = ICONS[kind];
  return (
    <ThemeIcon variant="light" size={size} radius="xl" aria-hidden>
      <Icon size={Math.round(size / 2)} />
    </ThemeIcon>
  );
}

interface Way {
  name: string;
  icon: TablerIcon;
  to: string;
  search?: Record<string, string>;
  needs: string;
}

const REDEMPTIONS = "PROMOTIONS_REDEMPTION_READ";
const REJECTIONS = "PROMOTIONS_REJECTION_READ";

/** Where more is known of a subject, its own page first. */
export function waysTo({ kind, id }: Subject): Way[] {
  if (kind === "customer") {
    return [
      { name: "customer", icon: IconUserHeart, to: `/customers/${id}`, needs: "API_CLIENT_READ" },
      { name: "redemptionsOfCustomer", icon: IconReceipt2, to: "/redemptions", search: { customer: id }, needs: REDEMPTIONS },
      { name: "unknownCodes", icon: IconBan, to: "/redemptions", search: { tab: "rejections", reason: "code_not_found", customer: id }, needs: REJECTIONS },
    ];
  }
  if (kind === "code") {
    return [
      { name: "redemptionsOfCode", icon: IconReceipt2, to: "/redemptions", search: { code: id }, needs: REDEMPTIONS },
      { name: "rejectionsOfCode", icon: IconBan, to: "/redemptions", search: { tab: "rejections", code: id }, needs: REJECTIONS },
    ];
  }
  return [
    { name: "redemptionsOfStaff", icon: IconReceipt2, to: "/redemptions", search: { staff: id }, needs: REDEMPTIONS },
    { name: "unknownCodesOfStaff", icon: IconBan, to: "/redemptions", search: { tab: "rejections", reason: "code_not_found", staff: id }, needs: REJECTIONS },
    { name: "activityOf", icon: IconActivity, to: "/activity", search: { actor: `member:${id}` }, needs: "ACCOUNTS_AUDIT_READ" },
  ];
}

function OneWay({ way, small = false, children }: { way: Way; small?: boolean; children: string }) {
  return (
    <Anchor component={Link} to={way.to} search={(way.search ?? {}) as never} fz={small ? "xs" : "sm"} {...(small && { className: "lg-subject-way" })}>
      {children}
    </Anchor>
  );
}

/** What a subject is, as a small link to where it is shown. */
export function SubjectKind({ subject }: { subject: Subject }) {
  const { t } = useTranslation("fraud");
  const [way] = waysTo(subject);
  const may = useMay(way?.needs ?? "");
  const said = subject.kind === "customer" ? t("customerOf", { id: subject.id }) : t(`kinds.${subject.kind}`);
  return way && may ? (
    <OneWay way={way} small>
      {said}
    </OneWay>
  ) : (
    said
  );
}

/** All places where a subject is shown. */
export function SubjectWays({ subject }: { subject: Subject }) {
  return (
    <Stack component="ul" gap={6} className="lg-verdict">
      {waysTo(subject).map((way) => (
        <AllowedWay key={way.name} way={way} />
      ))}
    </Stack>
  );
}

function AllowedWay({ way }: { way: Way }) {
  const { t } = useTranslation("fraud");
  const { icon: Icon, name, needs } = way;
  if (!useMay(needs)) return null;
  return (
    <li className="lg-way">
      <Icon size={16} aria-hidden />
      <OneWay way={way}>{t(`ways.${name}`)}</OneWay>
    </li>
  );
}
