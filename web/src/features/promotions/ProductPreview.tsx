import { Alert, Badge, Button, Group, Stack, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconEye } from "@tabler/icons-react";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";

import { api, dataOf, type Schemas } from "@/api/client";
import { useMay } from "@/api/session";
import { ActionButton } from "@/ui/ActionButton";
import { Failure } from "@/ui/Failure";
import { count, money } from "@/ui/format";

const PAUSE = 400;

/** Which articles of the catalogues a selection means, while it is edited. */
export function ProductPreview({ selection }: { selection: Record<string, unknown> }) {
  const { t } = useTranslation("promotions");
  const [shown, show] = useState(false);
  const may = useMay("CATALOGS_ITEM_READ");
  if (!may) return <ActionButton size="compact-sm" variant="default" w="fit-content" why={t("mayNot", { permission: "CATALOGS_ITEM_READ" })}>{t("preview.show")}</ActionButton>;
  return (
    <Stack gap="xs" mt="xs">
      <Button size="compact-sm" variant="default" w="fit-content" aria-expanded={shown} leftSection={<IconEye size={15} />} onClick={() => show(!shown)}>
        {t(shown ? "preview.hide" : "preview.show")}
      </Button>
      {shown && <Articles selection={selection} />}
    </Stack>
  );
}

function Articles({ selection }: { selection: Record<string, unknown> }) {
  const { t } = useTranslation("promotions");
  const [asked] = useDebouncedValue(selection, PAUSE);
  const { data, error, isFetching } = useQuery({
    queryKey: ["product-preview", asked],
    placeholderData: keepPreviousData,
    queryFn: () => dataOf(api.POST("/v1/promotions/product-previews", { body: { items: asked as unknown as Schemas["ProductPreviewInput"]["items"], limit: 20 } })),
  });
  if (error) return <Failure error={error} />;
  if (!data) return <Text fz="sm" c="dimmed">{t("preview.reading")}</Text>;
  return (
    <div className="lg-part" role="region" aria-label={t("preview.title")} aria-busy={isFetching}>
      <Text fz="sm" fw={600} role="status">
        {data.looked_at === 0 && data.matched === 0 && Object.values(asked).every((value) => !Array.isArray(value) || value.length === 0) ? t("preview.noCatalogue") : t("preview.matched", { count: data.matched, shown: count(data.matched) })}
        {!data.is_whole && ` ${t("preview.part", { count: data.looked_at })}`}
      </Text>
      {data.matched === 0 && data.looked_at > 0 && <Alert color="orange" variant="light" mt="xs">{t("preview.none")}</Alert>}
      <Stack gap={4} mt="xs" component="ul" className="lg-plain-list">
        {data.items.map((item) => (
          <Group key={item.catalog + item.key} component="li" gap="xs" justify="space-between" wrap="nowrap">
            <Text fz="sm" className="lg-words">
              {item.name || item.key} <Text span fz="xs" c="dimmed" className="lg-mono">{item.key}</Text>
            </Text>
            <Group gap={6} wrap="nowrap">
              {item.categories.slice(0, 2).map((name) => <Badge key={name} variant="light" color="gray" tt="none" visibleFrom="sm">{name}</Badge>)}
              {item.price !== null && item.currency && <Text fz="sm" className="lg-nowrap">{money(item.price, item.currency)}</Text>}
            </Group>
          </Group>
        ))}
      </Stack>
      {data.matched > data.items.length && <Text fz="xs" c="dimmed" mt={4}>{t("preview.more", { count: data.matched - data.items.length })}</Text>}
    </div>
  );
}
