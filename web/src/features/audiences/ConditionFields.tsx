import { Autocomplete, Group, Select, TagsInput, Text } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";

import { useMay } from "@/api/session";
import { profileWordsQuery } from "@/features/audiences/audiences";
import { CHANNELS, type Condition, IDENTIFIERS, type Of } from "@/features/audiences/conditions";
import { EventFields } from "@/features/audiences/EventFields";
import { OperatorFields } from "@/features/audiences/OperatorFields";

const OWN = ["email", "phone", "custom_id", "id", "uuid", "created_at", "updated_at"];

/** The fields of one condition, in the order they are read. */
export function ConditionFields({ node, onChange }: { node: Condition; onChange: (node: Condition) => void }) {
  const { t } = useTranslation("audiences");
  switch (node.type) {
    case "attribute":
      return <AttributeFields node={node} onChange={onChange} />;
    case "tag":
      return <TagFields node={node} onChange={onChange} />;
    case "event":
      return <EventFields node={node} onChange={onChange} />;
    case "agreement":
      return (
        <Line kind="agreement">
          <Select
            aria-label={t("fields.granted")}
            w={{ base: "100%", xs: 190 }}
            allowDeselect={false}
            value={String(node.granted)}
            onChange={(value) => onChange({ ...node, granted: value === "true" })}
            data={[
              { value: "true", label: t("granted.yes") },
              { value: "false", label: t("granted.no") },
            ]}
          />
          <Select
            aria-label={t("fields.channel")}
            w={{ base: "100%", xs: 170 }}
            allowDeselect={false}
            value={node.channel}
            onChange={(channel) => channel && onChange({ ...node, channel: channel as typeof node.channel })}
            data={CHANNELS.map((value) => ({ value, label: t(`channels.${value}`) }))}
          />
        </Line>
      );
    case "identifier":
      return <IdentifierFields node={node} onChange={onChange} />;
    default:
      return <Text fz="sm">{t("kinds.everybody")}</Text>;
  }
}

function Line({ kind, children }: { kind: string; children: React.ReactNode }) {
  const { t } = useTranslation("audiences");
  return (
    <Group gap="xs">
      <Text fz="sm" fw={600}>
        {t(`kinds.${kind}`)}
      </Text>
      {children}
    </Group>
  );
}

function AttributeFields({ node, onChange }: { node: Of<"attribute">; onChange: (node: Condition) => void }) {
  const { t } = useTranslation("audiences");
  const mayRead = useMay("API_CLIENT_READ");
  const { data: words } = useQuery({ ...profileWordsQuery, enabled: mayRead });
  const found = words?.attributes.find((word) => word.name === node.name);
  return (
    <Line kind="attribute">
      <Autocomplete
        aria-label={t("fields.name")}
        placeholder={t("fields.name")}
        w={{ base: "100%", xs: 210 }}
        maxDropdownHeight={320}
        data={[
          { group: t("suggested.attributes"), items: words?.attributes.map((word) => word.name).filter((name) => !OWN.includes(name)) ?? [] },
          { group: t("suggested.own"), items: OWN },
        ]}
        value={node.name}
        onChange={(name) => onChange({ ...node, name })}
        error={node.name === "" && t("fields.missing")}
      />
      <OperatorFields test={node.test} onChange={(test) => onChange({ ...node, test })} examples={found?.examples ?? []} />
    </Line>
  );
}

function TagFields({ node, onChange }: { node: Of<"tag">; onChange: (node: Condition) => void }) {
  const { t } = useTranslation("audiences");
  const mayRead = useMay("API_CLIENT_READ");
  const { data: words } = useQuery({ ...profileWordsQuery, enabled: mayRead });
  return (
    <Line kind="tag">
      <Select
        aria-label={t("fields.has")}
        w={{ base: "100%", xs: 160 }}
        allowDeselect={false}
        value={node.has}
        onChange={(has) => has && onChange({ ...node, has: has as typeof node.has })}
        data={(["any", "all", "none"] as const).map((value) => ({ value, label: t(`has.${value}`) }))}
      />
      <TagsInput
        aria-label={t("fields.tags")}
        placeholder={node.tags.length === 0 ? t("fields.tags") : ""}
        className="lg-grow"
        data={words?.tags.map((word) => word.name) ?? []}
        value={[...node.tags]}
        onChange={(tags) => onChange({ ...node, tags })}
        error={node.tags.length === 0 && t("fields.missing")}
      />
    </Line>
  );
}

function IdentifierFields({ node, onChange }: { node: Of<"identifier">; onChange: (node: Condition) => void }) {
  const { t } = useTranslation("audiences");
  const put = (values: string[]) => {
    const { one_of: before, ...rest } = node;
    onChange(values.length > 0 ? { ...rest, one_of: values } : before === undefined ? rest : { ...rest, one_of: null });
  };
  return (
    <Line kind="identifier">
      <Select
        aria-label={t("fields.identifier")}
        w={{ base: "100%", xs: 170 }}
        allowDeselect={false}
        value={node.identifier}
        onChange={(identifier) => identifier && onChange({ ...node, identifier: identifier as typeof node.identifier })}
        data={IDENTIFIERS.map((value) => ({ value, label: t(`identifiers.${value}`) }))}
      />
      <TagsInput
        aria-label={t("fields.oneOf")}
        placeholder={node.one_of?.length ? "" : t("fields.oneOf")}
        className="lg-grow"
        splitChars={[",", ";", "\n"]}
        value={[...(node.one_of ?? [])]}
        onChange={put}
      />
    </Line>
  );
}
