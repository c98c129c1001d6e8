import { Badge, Button, Card, Drawer, Group, Skeleton, Stack, Text } from "@mantine/core";
import { IconRestore } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useSession } from "@/api/session";
import { type Revision, revisionsQuery } from "@/features/messages/templates";
import { Failure } from "@/ui/Failure";
import { moment } from "@/ui/format";

interface RevisionsDrawerProps {
  id: string;
  current: number;
  restore: (revision: Revision) => void;
  close: () => void;
}

/** What the template said before, to be taken back into the editor. */
export function RevisionsDrawer({ id, current, restore, close }: RevisionsDrawerProps) {
  const { t } = useTranslation("messages");
  const { data, error, refetch } = useQuery(revisionsQuery(id));
  const { time_zone: zone } = useSession().workspace;
  return (
    <Drawer opened onClose={close} position="right" title={t("revisions.title")} closeButtonProps={{ "aria-label": t("close") }}>
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {t("revisions.text")}
        </Text>
        {error && <Failure error={error} retry={() => void refetch()} />}
        {!data && !error && <Skeleton height={120} />}
        {data?.items.map((revision) => (
          <Card key={revision.revision} padding="sm">
            <Group justify="space-between" wrap="nowrap" align="flex-start">
              <div className="lg-figure">
                <Group gap="xs">
                  <Text fw={650} fz="sm">
                    {t("revisions.number", { number: revision.revision })}
                  </Text>
                  {revision.revision === current && <Badge variant="light">{t("revisions.current")}</Badge>}
                  <Badge variant="default">{revision.format}</Badge>
                </Group>
                <Text fz="sm" className="lg-words">
                  {revision.subject}
                </Text>
                <Text fz="xs" c="dimmed">
                  {moment(revision.created_at, zone)}
                </Text>
              </div>
              {revision.revision !== current && (
                <Button
                  size="xs"
                  variant="default"
                  leftSection={<IconRestore size={15} />}
                  onClick={() => {
                    restore(revision);
                    close();
                  }}
                >
                  {t("revisions.restore")}
                </Button>
              )}
            </Group>
          </Card>
        ))}
      </Stack>
    </Drawer>
  );
}
