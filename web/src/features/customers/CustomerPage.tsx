import { Button, Group, Menu, Tabs, Text } from "@mantine/core";
import { modals } from "@mantine/modals";
import { notifications } from "@mantine/notifications";
import { IconChevronDown, IconCoins, IconPencil, IconReceipt2, IconShoppingCart, IconSparkles, IconTimeline, IconTrash, IconUserHeart, IconUserQuestion, IconUsers, IconWallet } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { nameOf, type Profile } from "@/api/names";
import { useMay } from "@/api/session";
import { CustomerDrawer } from "@/features/customers/CustomerDrawer";
import { customerQuery, eraseCustomer, useCustomerChange } from "@/features/customers/customers";
import { EventsTab } from "@/features/customers/EventsTab";
import { OffersTab } from "@/features/customers/OffersTab";
import { OrdersTab } from "@/features/customers/OrdersTab";
import { OverviewTab } from "@/features/customers/OverviewTab";
import { PointsTab } from "@/features/customers/PointsTab";
import { ReferralsTab } from "@/features/customers/ReferralsTab";
import { WalletTab } from "@/features/customers/WalletTab";
import { WhyTab } from "@/features/customers/WhyTab";
import { CustomerNotice } from "@/features/fraud/CustomerNotice";
import { CustomerRedemptions } from "@/features/redemptions/CustomerRedemptions";
import { ActionButton } from "@/ui/ActionButton";
import { Failure, tellFailure } from "@/ui/Failure";
import { Page } from "@/ui/Page";
import { useOpenTabInSight } from "@/ui/tabs";
import { useUrlState } from "@/ui/url";

const TABS = [
  { name: "overview", icon: IconUserHeart, Content: OverviewTab },
  { name: "wallet", icon: IconWallet, Content: WalletTab },
  { name: "points", icon: IconCoins, Content: PointsTab },
  { name: "why", icon: IconUserQuestion, Content: WhyTab },
  { name: "offers", icon: IconSparkles, Content: OffersTab },
  { name: "redemptions", icon: IconReceipt2, Content: CustomerRedemptions },
  { name: "orders", icon: IconShoppingCart, Content: OrdersTab },
  { name: "events", icon: IconTimeline, Content: EventsTab },
  { name: "referrals", icon: IconUsers, Content: ReferralsTab },
];
const DEFAULTS = { tab: "overview", cursor: "" };

/** Everything about one customer. */
export default function CustomerPage() {
  const { t } = useTranslation("customers");
  const { profileId } = useParams({ strict: false }) as { profileId: string };
  const id = Number(profileId);
  const [view, change] = useUrlState(DEFAULTS);
  const { data: profile, error, refetch } = useQuery(customerQuery(id));
  const tab = TABS.some(({ name }) => name === view.tab) ? view.tab : "overview";
  const strip = useOpenTabInSight(tab);
  return (
    <Page
      title={profile ? nameOf(profile) : `#${profileId}`}
      trail={[{ to: "/customers", label: t("title") }]}
      lead={profile && <Known profile={profile} />}
      call={{ path: `/v1/profiles/${profileId}`, operation: "getProfile", tag: "profiles" }}
      actions={profile && <Actions profile={profile} />}
    >
      {profile && <CustomerNotice profileId={String(profile.id)} />}
      {error ? (
        <Failure error={error} retry={() => void refetch()} />
      ) : (
        <Tabs value={tab} onChange={(name) => change({ tab: name ?? "overview", cursor: "" })} keepMounted={false} className="lg-tabs">
          <Tabs.List ref={strip}>
            {TABS.map(({ name, icon: Icon }) => (
              <Tabs.Tab key={name} value={name} leftSection={<Icon size={16} aria-hidden />}>
                {t(`tabs.${name}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {profile &&
            TABS.map(({ name, Content }) => (
              <Tabs.Panel key={name} value={name} pt="md">
                <Content profile={profile} />
              </Tabs.Panel>
            ))}
        </Tabs>
      )}
    </Page>
  );
}

function Known({ profile }: { profile: Profile }) {
  const parts = [profile.email, profile.phone, profile.custom_id, `#${String(profile.id)}`].filter((part) => part !== null && part !== nameOf(profile));
  return <span className="lg-words">{parts.join(" · ")}</span>;
}

function Actions({ profile }: { profile: Profile }) {
  const { t } = useTranslation("customers");
  const navigate = useNavigate();
  const [isEditing, edit] = useState(false);
  const mayChange = useMay("API_CLIENT_CREATE");
  const mayErase = useMay("API_CLIENT_DELETE");
  const erase = useCustomerChange(() => eraseCustomer(profile.id));
  const name = nameOf(profile);
  const ask = () =>
    modals.openConfirmModal({
      title: t("erase.title", { name }),
      children: (
        <>
          <Text fz="sm">{t("erase.goes")}</Text>
          <Text fz="sm" mt="xs">
            {t("erase.stays", { id: profile.id })}
          </Text>
        </>
      ),
      labels: { confirm: t("erase.confirm"), cancel: t("cancel") },
      confirmProps: { color: "red" },
      closeButtonProps: { "aria-label": t("close") },
      onConfirm: () =>
        erase.mutate(undefined, {
          onSuccess: () => {
            notifications.show({ color: "teal", message: t("erase.done", { name }) });
            void navigate({ to: "/customers" });
          },
          onError: tellFailure,
        }),
    });
  return (
    <Group gap="xs">
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={15} />}>
            {t("more")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item color="red" leftSection={<IconTrash size={16} />} disabled={!mayErase} onClick={ask}>
            {mayErase ? t("erase.action") : t("needs", { permission: "API_CLIENT_DELETE" })}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ActionButton why={!mayChange && t("needs", { permission: "API_CLIENT_CREATE" })} leftSection={<IconPencil size={16} />} onClick={() => edit(true)}>
        {t("edit")}
      </ActionButton>
      {isEditing && <CustomerDrawer profile={profile} onClose={() => edit(false)} />}
    </Group>
  );
}
