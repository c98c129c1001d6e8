import { Badge, Button, Card, Drawer, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { type Definition, type Handbill, versionsQuery } from "@/features/handbills/handbills";
import { sayActivity } from "@/features/handbills/words";
import { Failure } from "@/ui/Failure";
import { moment, percent } from "@/ui/format";

interface VersionsDrawerProps {
  handbill: Handbill;
  restore: (definition: Definition) => void;
  close: () => void;
}

/** What was published and when, to be taken back into the draft. */
export function VersionsDrawer({ handbill, restore, close }: VersionsDrawerProps) {
  const { t } = useTranslation("handbills");
  const { time_zone: zone } = useSession().workspace;
  const { data, error, refetch } = useQuery(versionsQuery(handbill.id));
  return (
    <Drawer opened onClose={close} position="right" title={t("versions.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {t("versions.text")}
        </Text>
        {error && <Failure error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton height={120} />}
        {data?.items.length === 0 && <Text fz="sm">{t("versions.none")}</Text>}
        {data?.items.map(({ version, definition, published_at: at }) => (
          <Card key={version} padding="sm">
            <Group gap="xs">
              <Text fw={650} fz="sm">
                {t("version", { number: version })}
              </Text>
              {version === handbill.version && <Badge variant="light">{t("versions.current")}</Badge>}
            </Group>
            <Text fz="xs" c="dimmed">
              {moment(at, zone)}
            </Text>
            <Text fz="sm" className="lg-words">
              {[...definition.variants.map((variant) => `${variant.name} ${percent(variant.share / 10_000)}`), ...(definition.control_share ? [`${t("control")} ${percent(definition.control_share / 10_000)}`] : [])].join(" · ")}
            </Text>
            <Text fz="sm">{sayActivity(t, definition.activity)}</Text>
            <Group justify="flex-end" mt="xs">
              <Button
                size="xs"
                variant="default"
                leftSection={<IconRestore size={15} />}
                onClick={() => {
                  restore(definition);
                  close();
                }}
              >
                {t("versions.restore")}
              </Button>
            </Group>
          </Card>
        ))}
      </Stack>
    </Drawer>
  );
}
