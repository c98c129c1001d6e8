import { Accordion, Badge, Checkbox, Group, SegmentedControl, Skeleton, Stack, Text, TextInput, Tooltip } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";

import { Failure } from "@/ui/Failure";
import { isOwn, matrixOf, type Permission, permissionsQuery, type Resource, type Service, VERBS } from "@/ui/permissions";
import { RoleSelect } from "@/ui/RoleSelect";

import "./permissions.css";

interface PermissionMatrixProps {
  value: readonly string[];
  onChange: (value: string[]) => void;
  /** Only what a profile key may hold. */
  own?: boolean;
  readOnly?: boolean;
}

/** Presets above, below them what may be seen, created, changed and deleted; what the reader lacks he cannot give. */
export function PermissionMatrix({ value, onChange, own = false, readOnly = false }: PermissionMatrixProps) {
  const { t } = useTranslation("permissions");
  const { data, error, refetch } = useQuery(permissionsQuery);
  const [wanted, setWanted] = useState("");
  const [only, setOnly] = useState(readOnly ? "held" : "all");
  const held = useMemo(() => new Set(value), [value]);
  const shown = useMemo(
    () => matrixOf((data ?? []).filter((item) => (!own || isOwn(item.name)) && fits(item, wanted) && (only === "all" || held.has(item.name)))),
    [data, own, wanted, only, held],
  );
  const toggle = (names: string[], on: boolean) => {
    const next = new Set(held);
    for (const name of names) if (on) next.add(name);
    else next.delete(name);
    onChange([...next].sort());
  };
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!data) return <Skeleton height={200} />;
  return (
    <Stack gap="sm">
      {!readOnly && !own && <RoleSelect value={value} onChange={onChange} />}
      <Group gap="sm">
        <TextInput className="lg-grow" aria-label={t("filter")} placeholder={t("filter")} leftSection={<IconSearch size={16} />} value={wanted} onChange={(event) => setWanted(event.currentTarget.value)} />
        <SegmentedControl size="xs" aria-label={t("which")} value={only} onChange={setOnly} data={["all", "held"].map((name) => ({ value: name, label: t(name, { count: value.length }) }))} />
      </Group>
      {shown.length === 0 && (
        <Text fz="sm" c="dimmed">
          {t(value.length === 0 && only === "held" ? "none" : "nothing")}
        </Text>
      )}
      <Accordion multiple variant="contained" chevronPosition="left" {...(wanted || own ? { value: shown.map(({ name }) => name) } : {})}>
        {shown.map((service) => (
          <Accordion.Item key={service.name} value={service.name}>
            <Accordion.Control>
              <Group justify="space-between" wrap="nowrap" pr="xs">
                <Text fw={600} fz="sm">
                  {t(`services.${service.name}`, service.name)}
                </Text>
                <Held service={service} held={held} />
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Stack gap={0}>
                {service.resources.map((resource) => (
                  <Row key={resource.name} resource={resource} held={held} toggle={toggle} readOnly={readOnly} />
                ))}
              </Stack>
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}

const fits = (item: Permission, wanted: string) => `${item.name} ${item.help}`.toLowerCase().includes(wanted.trim().toLowerCase());

function Held({ service, held }: { service: Service; held: Set<string> }) {
  const { t } = useTranslation("permissions");
  const all = service.resources.flatMap(({ verbs }) => Object.values(verbs));
  const has = all.filter(({ name }) => held.has(name)).length;
  return (
    <Badge variant="light" color={has === 0 ? "gray" : "indigo"} tt="none" style={{ flexShrink: 0 }}>
      {t("of", { has, all: all.length })}
    </Badge>
  );
}

function Row({ resource, held, toggle, readOnly }: { resource: Resource; held: Set<string>; toggle: (names: string[], on: boolean) => void; readOnly: boolean }) {
  const { t } = useTranslation("permissions");
  const words = resource.name.toLowerCase().replaceAll("_", " ");
  return (
    <div className="lg-permission-row" role="group" aria-label={words}>
      <Text fz="sm" className="lg-words">
        {words}
      </Text>
      {VERBS.map((verb) => {
        const permission = resource.verbs[verb];
        if (permission === undefined) return <span key={verb} className="lg-permission-none" aria-hidden />;
        const on = held.has(permission.name);
        // What is held already may be taken away by anybody who may change it.
        const locked = !readOnly && !permission.granted && !on;
        return (
          <Tooltip key={verb} refProp="rootRef" label={`${permission.help} ${permission.name}${!readOnly && !permission.granted ? ` · ${t("notYours")}` : ""}`} multiline maw={340}>
            <Checkbox
              size="sm"
              label={t(`verbs.${verb}`)}
              aria-label={`${t(`verbs.${verb}`)}: ${permission.help}`}
              checked={on}
              disabled={locked}
              readOnly={readOnly}
              onChange={(event) => {
                if (!readOnly) toggle([permission.name], event.currentTarget.checked);
              }}
            />
          </Tooltip>
        );
      })}
    </div>
  );
}
