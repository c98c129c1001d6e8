import { Button, Menu } from "@mantine/core";
import { IconBraces, IconChevronDown } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { profileWordsQuery } from "@/features/audiences/audiences";
import { poolsQuery } from "@/features/pools/pools";

const PLAIN = /^[A-Za-z_][A-Za-z0-9_]*$/;
const MOST_NAMED = 15;

/** What can be put into a mail where the cursor stands. */
export function InsertMenu({ insert, params }: { insert: (text: string) => void; params: string[] }) {
  const { t } = useTranslation("messages");
  const mayProfiles = useMay("API_CLIENT_READ");
  const mayPools = useMay("VOUCHERS_POOL_READ");
  const { data: words } = useQuery({ ...profileWordsQuery, enabled: mayProfiles });
  const { data: pools } = useQuery({ ...poolsQuery, enabled: mayPools });
  const item = (text: string, label = text) => (
    <Menu.Item key={label} ff="monospace" fz="xs" className="lg-words" onClick={() => insert(text)}>
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-start" width={340}>
      <Menu.Target>
        <Button size="xs" variant="default" leftSection={<IconBraces size={15} />} rightSection={<IconChevronDown size={14} />}>
          {t("templates.insert")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={380} style={{ overflowY: "auto" }}>
          <Menu.Label>{t("templates.inserts.customer")}</Menu.Label>
          {item("{{ customer.firstname|default('friend') }}")}
          {item("{{ customer.email }}")}
          {words?.attributes.slice(0, MOST_NAMED).map(({ name }) => item(`{{ ${member("customer", name)} }}`))}
          <Menu.Label>{t("templates.inserts.code")}</Menu.Label>
          {(pools ?? []).slice(0, MOST_NAMED).map((pool) => item(`{% voucher %}${pool.id}{% endvoucher %}`, pool.name))}
          {pools?.length === 0 && item("{% voucher %}POOL{% endvoucher %}")}
          <Menu.Label>{t("templates.inserts.event")}</Menu.Label>
          {params.map((name) => item(`{{ ${member("event.params", name)} }}`))}
          {item("{{ event.name }}")}
          <Menu.Label>{t("templates.inserts.other")}</Menu.Label>
          {item('<a href="{{ unsubscribe_url }}">…</a>', "unsubscribe_url")}
          {item("{% if customer.firstname %}…{% else %}…{% endif %}", "if … else")}
      </Menu.Dropdown>
    </Menu>
  );
}

const member = (of: string, name: string) => (PLAIN.test(name) ? `${of}.${name}` : `${of}['${name.replaceAll("'", String.raw`\'`)}']`);
